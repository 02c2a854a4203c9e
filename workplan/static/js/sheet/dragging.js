// A row is dragged by its number, with what stands below it, to the place before another one.

import { block } from "./rows.js";

export const startDragging = ({ grid, actions }) => {
  let rows = [];

  const target = (event) => {
    const row = event.target.closest("tbody tr");
    return row && !rows.includes(row) ? row : null;
  };
  const unmark = () => {
    for (const row of grid.body.querySelectorAll(".is-drop")) row.classList.remove("is-drop");
  };

  grid.body.addEventListener("dragstart", (event) => {
    const row = event.target.closest("tr");
    if (!row.classList.contains("is-marked")) {
      for (const one of grid.rows()) one.classList.remove("is-marked");
      grid.focus(grid.cell(row, "name"));
    }
    rows = block(grid);
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", row.dataset.key);
  });
  grid.body.addEventListener("dragover", (event) => {
    const row = target(event);
    unmark();
    if (!row || !rows.length) return;
    event.preventDefault();
    row.classList.add("is-drop");
  });
  grid.body.addEventListener("drop", (event) => {
    const row = target(event);
    event.preventDefault();
    unmark();
    if (row && rows.length) actions.place(rows, row);
    rows = [];
  });
  grid.body.addEventListener("dragend", () => {
    unmark();
    rows = [];
  });
};
