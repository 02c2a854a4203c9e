// The Gantt chart: rows by keys, a card with the row in words, the chosen task beside the chart,
// changes tried by keys and by pulling, more rows as one scrolls. Without it everything is a link or
// a form, rows come in pages, and the panel comes from the address.

import { startCard } from "./gantt/card.js";
import { startDivider } from "./gantt/divider.js";
import { startDragging } from "./gantt/dragging.js";
import { startKeys } from "./gantt/keys.js";
import { startPanel } from "./gantt/panel.js";
import { startRows } from "./gantt/rows.js";
import { toToday } from "./gantt/scales.js";
import { startWindows } from "./gantt/windows.js";

const board = document.querySelector(".gantt-board");

if (board) {
  const chart = { board, table: board.querySelector("table"), panel: document.getElementById("gantt-panel") };
  startDivider(chart);
  startRows(chart);
  startPanel(chart);
  startCard(chart);
  startKeys(chart);
  if (chart.table.dataset.mayChange) startDragging(chart);
  startWindows(chart);
  const kept = sessionStorage.getItem("gantt-place");
  sessionStorage.removeItem("gantt-place");
  if (kept) [board.scrollLeft, board.scrollTop] = JSON.parse(kept);
  else toToday(chart);
}
