// Keys on the rows: walk, fold, look closer, try a change, link. Each has a link or a form as well.

import { announce, chosen, close, meaning, open, tryOut } from "./panel.js";
import { codeOf, go, nameOf, rowsOf, taskOf } from "./rows.js";
import { fit, rescale, toToday } from "./scales.js";

const PAUSE = 250;

export const startKeys = (chart) => {
  const { table, panel } = chart;
  const mayChange = Boolean(table.dataset.mayChange);
  // What is being tried: the days add up while the keys are pressed.
  const nothing = { task: "", means: "", days: 0 };
  let tried = nothing;
  let waits = 0;
  let linked = "";

  document.getElementById("gantt-keys").hidden = false;
  const today = document.getElementById("gantt-today");
  today.hidden = false;
  today.addEventListener("click", () => toToday(chart));

  // Tells whether the panel is that of the row.
  const look = async (row) => {
    if (chosen(chart) !== taskOf(row)) await open(chart, nameOf(row).getAttribute("href"));
    return chosen(chart) === taskOf(row);
  };
  const nudge = (row, means, by) => {
    const task = taskOf(row);
    if (!mayChange || !task) return;
    // A trial that was put back, or left for another task, is over.
    const isOver = !waits && (chosen(chart) !== task || !panel.querySelector("#gantt-save"));
    if (isOver || tried.task !== task || tried.means !== means) tried = { task, means, days: 0 };
    tried.days += by;
    clearTimeout(waits);
    const mine = setTimeout(async () => {
      if (await look(row)) {
        if (tried.days) await tryOut(chart, { means: meaning(chart, means), days: tried.days, on: "" });
        else putBack();
      }
      if (waits === mine) waits = 0;
    }, PAUSE);
    waits = mine;
  };
  const putBack = () => {
    tried = nothing;
    linked = "";
    const task = chosen(chart);
    if (panel.querySelector("#gantt-save")) {
      const url = new URL(location.href);
      url.searchParams.set("task", task);
      open(chart, url.search);
      announce("Put back. Nothing was saved.");
    } else if (!panel.hidden) close(chart);
  };
  const link = async (row) => {
    if (!mayChange || !taskOf(row)) return;
    if (!linked || linked === codeOf(row)) {
      linked = codeOf(row);
      announce(`${linked} is to end first. Go to the task that waits for it, and press L again.`);
      return;
    }
    const after = linked;
    linked = "";
    if (await look(row)) await tryOut(chart, { means: "link", after });
  };
  const fold = (row, wanted) => {
    if (row.dataset.below === wanted) row.querySelector(".fold").click();
  };
  const walk = (row, by) => go(chart, rowsOf(chart)[rowsOf(chart).indexOf(row) + by]);

  const plain = {
    ArrowUp: (row) => walk(row, -1),
    ArrowDown: (row) => walk(row, 1),
    ArrowLeft: (row) => fold(row, "shown"),
    ArrowRight: (row) => fold(row, "folded"),
    Home: () => go(chart, rowsOf(chart)[0]),
    End: () => go(chart, rowsOf(chart).at(-1)),
    Enter: (row) => {
      if (taskOf(row)) look(row).then(() => panel.querySelector("h2")?.focus());
      else row.querySelector(".fold")?.click();
    },
    Escape: putBack,
    l: link,
    f: fit,
    t: () => toToday(chart),
    "+": () => rescale(-1),
    "-": () => rescale(1),
  };

  table.addEventListener("keydown", (event) => {
    const row = event.target.closest("tbody tr[data-row]");
    if (!row || event.altKey || event.metaKey) return;
    const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const isGesture = way && event.shiftKey;
    if (isGesture) nudge(row, event.ctrlKey ? "duration" : "start", way);
    const act = !isGesture && !event.ctrlKey && plain[event.key];
    if (!isGesture && !act) return;
    event.preventDefault();
    event.stopPropagation();
    if (act) act(row);
  });
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    const row = table.querySelector("tr[aria-current]");
    putBack();
    if (row) go(chart, row);
  });
};
