// The tasks of a plan as a sheet: one cell has the cursor, keys and buttons change cells and rows,
// the server says what was understood. Without it the same rows are fields of a form.

import { ask, watch } from "./sheet/asking.js";
import { startCursor } from "./sheet/cursor.js";
import { startDragging } from "./sheet/dragging.js";
import { Grid } from "./sheet/grid.js";
import { startPasting } from "./sheet/pasting.js";
import { History } from "./sheet/history.js";
import { rowActions } from "./sheet/rows.js";
import { save, warnWhenLeaving } from "./sheet/saving.js";

const form = document.getElementById("sheet");

if (form && matchMedia("(min-width: 64em)").matches) {
  const grid = new Grid(form);
  const sheet = { form, grid, history: new History(grid), changed: () => ask(sheet) };
  sheet.actions = {
    ...rowActions(sheet),
    save: () => save(sheet),
    first: () => grid.focusFirstWrong(),
  };
  form.classList.add("is-live");
  grid.table.classList.add("is-live");
  for (const part of form.querySelectorAll(".sheet-tools, .sheet-keys")) part.hidden = false;
  startCursor(sheet);
  startPasting(sheet);
  startDragging(sheet);
  watch(sheet);
  warnWhenLeaving(sheet);
  form.addEventListener("click", (event) => {
    const does = event.target.closest("[data-does]")?.dataset.does;
    if (!does) return;
    event.preventDefault();
    sheet.actions[does]();
  });
}
