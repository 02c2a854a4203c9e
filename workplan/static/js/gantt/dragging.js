// A bar is pulled: its middle moves it, its end makes it longer or shorter; a milestone only moves.
// Nothing is saved by it; it is tried, as by keys, and the panel says what it would do. `Esc` lets go.

import { chosen, meaning, open, tryOut } from "./panel.js";
import { nameOf, taskOf } from "./rows.js";

const END = 8;
const DAY = 86_400_000;

// What is pulled, in days from the first of the chart: where it begins and how long it is.
const barOf = (bar, days) => {
  const units = bar.ownerSVGElement.viewBox.baseVal.width / days;
  const ghost = bar.cloneNode();
  ghost.setAttribute("class", "try");
  const draw = (from, length) => {
    ghost.setAttribute("x", from * units);
    ghost.setAttribute("width", length * units);
  };
  const [from, length] = [bar.x.baseVal.value / units, bar.width.baseVal.value / units];
  return { from, length, ghost, draw, ground: bar.ownerSVGElement };
};

// A diamond keeps its shape at every scale; only its place is a share of the chart.
const milestoneOf = (diamond, days) => {
  const place = diamond.ownerSVGElement;
  const ghost = place.cloneNode(true);
  ghost.firstElementChild.classList.add("try");
  const draw = (from) => ghost.setAttribute("x", `${((from + 0.5) / days) * 100}%`);
  const from = Math.floor((place.x.baseVal.valueInSpecifiedUnits / 100) * days);
  return { from, length: 1, ghost, draw, ground: place.closest("a").parentElement };
};

export const startDragging = (chart) => {
  const { table } = chart;
  const first = Date.parse(table.dataset.first);
  const days = Number(table.dataset.days);
  const dayAt = (index) => new Date(first + index * DAY).toISOString().slice(0, 10);

  const begin = (event) => {
    const mark = event.target.closest(".slice a > rect, .slice path.m");
    const row = mark?.closest("tr");
    if (!mark || event.button || !taskOf(row) || mark.matches(".f")) return;
    const isMilestone = mark.matches(".m");
    const edges = mark.getBoundingClientRect();
    const isEnd = !isMilestone && edges.right - event.clientX < Math.min(END, edges.width / 3);
    const wide = row.querySelector(".slice").clientWidth / days;
    const { from, length, ghost, draw, ground } = (isMilestone ? milestoneOf : barOf)(mark, days);
    let by = 0;

    const move = (moved) => {
      by = Math.round((moved.clientX - event.clientX) / wide);
      if (!ghost.isConnected && by) ground.append(ghost);
      draw(isEnd ? from : from + by, Math.max(isEnd ? length + by : length, 1));
    };
    const end = async (ended) => {
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", end);
      removeEventListener("pointercancel", end);
      removeEventListener("keydown", letGo, true);
      if (ended.type !== "pointerup" || !by) return ghost.remove();
      const swallow = (click) => {
        click.preventDefault();
        click.stopPropagation();
      };
      addEventListener("click", swallow, { capture: true });
      setTimeout(() => removeEventListener("click", swallow, { capture: true }));
      const address = nameOf(row).getAttribute("href");
      if (chosen(chart) !== taskOf(row)) await open(chart, address);
      if (chosen(chart) !== taskOf(row)) return ghost.remove();
      const means = meaning(chart, isEnd ? "duration" : "start");
      // A milestone of begun work has no day of its own left; the panel says what can be changed.
      if (means !== "start" && isMilestone) return ghost.remove();
      const day = means === "start" ? from : from + length - 1;
      await tryOut(chart, { means, days: "", on: dayAt(Math.round(day) + by) });
      ghost.remove();
    };
    const letGo = (pressed) => {
      if (pressed.key === "Escape") end(pressed);
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", end);
    addEventListener("pointercancel", end);
    addEventListener("keydown", letGo, true);
  };
  // The browser would pull the link itself.
  table.addEventListener("dragstart", (event) => event.preventDefault());
  table.addEventListener("pointerdown", begin);
};
