// A bar is pulled: its middle moves it, its end makes it longer or shorter. Nothing is saved by it;
// it is tried, as by keys, and the panel says what it would do. `Esc` lets go.

import { chosen, meaning, open, tryOut } from "./panel.js";
import { nameOf, taskOf } from "./rows.js";

const END = 8;
const DAY = 86_400_000;

export const startDragging = (chart) => {
  const { table } = chart;
  const first = Date.parse(table.dataset.first);
  const days = Number(table.dataset.days);
  const dayAt = (index) => new Date(first + index * DAY).toISOString().slice(0, 10);

  const begin = (event) => {
    const bar = event.target.closest(".slice a > rect");
    const row = bar?.closest("tr");
    if (!bar || event.button || !taskOf(row) || bar.matches(".f")) return;
    const edges = bar.getBoundingClientRect();
    const isEnd = edges.right - event.clientX < Math.min(END, edges.width / 3);
    const wide = row.querySelector(".slice").clientWidth / days;
    const units = bar.ownerSVGElement.viewBox.baseVal.width / days;
    const [x, width] = [bar.x.baseVal.value, bar.width.baseVal.value];
    const ghost = bar.cloneNode();
    ghost.setAttribute("class", "try");
    let by = 0;

    const move = (moved) => {
      by = Math.round((moved.clientX - event.clientX) / wide);
      if (!ghost.isConnected && by) bar.ownerSVGElement.append(ghost);
      ghost.setAttribute("x", isEnd ? x : x + by * units);
      ghost.setAttribute("width", Math.max(isEnd ? width + by * units : width, units));
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
      const day = means === "start" ? x / units : (x + width) / units - 1;
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
