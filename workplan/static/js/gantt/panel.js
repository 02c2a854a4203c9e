// The chosen task stands beside the chart; what drives it is lit, and what is tried is outlined.
// The panel and what it adds to the rows come from the server, from the address that it would have.

import { dress, go, rowOf } from "./rows.js";

const said = document.createElement("p");
said.className = "usa-sr-only";
said.setAttribute("role", "status");

export const announce = (text) => {
  said.textContent = text;
};

const part = (address) => {
  const url = new URL(address, location.href);
  url.searchParams.set("part", "panel");
  return url;
};

// Puts what came into the page; what the last choice had added to the rows goes first.
const put = (chart, html) => {
  const { panel, table } = chart;
  for (const old of table.querySelectorAll("svg.over, path.lit, path.try")) old.remove();
  for (const row of table.querySelectorAll("tr[aria-current]")) row.removeAttribute("aria-current");
  document.getElementById("gantt-card").hidden = true;
  panel.innerHTML = html;
  panel.hidden = false;
  panel.parentElement.classList.add("gantt-place--beside");
  for (const over of panel.querySelectorAll("template[data-over]")) {
    const slice = document.getElementById(over.dataset.over)?.closest("tr").querySelector(".slice > svg");
    slice?.append(over.content.cloneNode(true));
  }
  const { task } = panel.querySelector("[data-task]").dataset;
  rowOf(chart, task)?.setAttribute("aria-current", "true");
};

// Of two questions the later one is answered, whichever answer comes first.
let asked = 0;

// Tells whether the panel came and was still wanted; `failed` is done when none came.
const fetched = async (chart, address, options, failed) => {
  asked += 1;
  const mine = asked;
  const answer = await fetch(part(address), options).catch(() => null);
  const html = answer && !answer.redirected ? await answer.text() : "";
  if (mine !== asked) return false;
  if (html.includes("data-task=")) put(chart, html);
  else failed();
  return html.includes("data-task=");
};

const NOT_TRIED = "This could not be tried: the site did not answer, or you are signed out. Nothing was saved.";

const refuse = ({ panel }) => {
  const line = document.createElement("p");
  line.className = "late gantt-panel__refused";
  line.textContent = NOT_TRIED;
  panel.querySelector(".gantt-panel__refused")?.remove();
  panel.querySelector("h2")?.after(line);
  announce(NOT_TRIED);
};

export const chosen = ({ panel }) => panel.querySelector("[data-task]")?.dataset.task;

// Shows a task; the address of the page follows, so that what one sees can be sent.
export const open = async (chart, address, { focus = false } = {}) => {
  if (!(await fetched(chart, address, {}, () => location.assign(address)))) return false;
  history.replaceState(null, "", address);
  announce(`${chart.panel.querySelector("h2").textContent} is shown beside the chart.`);
  if (focus) chart.panel.querySelector("h2").focus();
  return true;
};

export const close = (chart) => {
  asked += 1;
  const { panel, table } = chart;
  const task = chosen(chart);
  for (const old of table.querySelectorAll("svg.over, path.lit, path.try")) old.remove();
  for (const row of table.querySelectorAll("tr[aria-current]")) row.removeAttribute("aria-current");
  const url = new URL(location.href);
  url.searchParams.delete("task");
  history.replaceState(null, "", url);
  panel.replaceChildren();
  panel.hidden = true;
  panel.parentElement.classList.remove("gantt-place--beside");
  dress(chart);
  go(chart, task && rowOf(chart, task));
};

// What a gesture means here: as wished where that is offered; work that has begun only takes longer.
export const meaning = ({ panel }, wished) => {
  const offered = [...(panel.querySelector("#gantt-gesture [name=means]")?.options ?? [])];
  return (offered.find((option) => option.value === wished) ?? offered[0])?.value;
};

// Asks what the gesture in the panel's form would do, and shows it.
export const tryOut = async (chart, fields, { focus = false } = {}) => {
  const form = chart.panel.querySelector("#gantt-gesture");
  if (!form) return;
  const sent = new FormData(form);
  for (const [name, value] of Object.entries(fields)) sent.set(name, value);
  const why = chart.panel.querySelector("#gantt-reason")?.value;
  if (why) sent.set("reason", why);
  sent.set("preview", "1");
  const options = { method: "POST", body: sent, headers: { "HX-Request": "true" } };
  if (!(await fetched(chart, form.action, options, () => refuse(chart)))) return;
  const tried = chart.panel.querySelector("#tried-title");
  const refused = chart.panel.querySelector(".usa-alert");
  const told = tried ? tried.closest("section").innerText : refused?.innerText;
  announce((told ?? "").split("Why")[0]);
  if (focus) (tried ?? refused ?? chart.panel.querySelector("h2")).focus();
};

export const startPanel = (chart) => {
  const { board, table, panel } = chart;
  document.querySelector("main").append(said);
  const keep = () => sessionStorage.setItem("gantt-place", JSON.stringify([board.scrollLeft, board.scrollTop]));

  const follow = (event) => {
    const link = event.target.closest("a");
    const address = link?.getAttribute("href");
    if (!address || event.ctrlKey || event.metaKey || event.shiftKey) return;
    // Where there is no room beside the chart, and to fold, the page itself is another one.
    if (link.matches(".fold") || !matchMedia("(min-width: 64em)").matches) {
      keep();
      return;
    }
    const isInside = panel.contains(link);
    if (link.matches(".gantt-panel__close")) close(chart);
    else if (link.matches(".gantt-panel__back") || /^\?(.*&)?task=\d/.test(address)) open(chart, address, { focus: isInside });
    else {
      keep();
      return;
    }
    event.preventDefault();
  };
  table.addEventListener("click", follow);
  panel.addEventListener("click", follow);
  panel.addEventListener("submit", (event) => {
    if (event.target.id !== "gantt-gesture") {
      keep();
      return;
    }
    event.preventDefault();
    tryOut(chart, {}, { focus: true });
  });
  document.querySelector(".gantt-tools").addEventListener("click", keep);
  document.querySelector("main").addEventListener("click", ({ target }) => target.closest(".news a") && keep());
};
