// The cursor: arrows and Tab move it, typing replaces, Shift marks rows, Alt Shift moves them.
// Ctrl M lets Tab leave the sheet, so that nobody is kept in it.

import { beginEdit, endEdit, isEditing } from "./editing.js";
import { mark, marked, step, unmark } from "./marking.js";

export const startCursor = (sheet) => {
  const { grid, actions, history } = sheet;
  let tabLeaves = false;

  const isHere = (row) => row.dataset.key[0] !== "h";

  const go = (down, right) => {
    unmark(grid);
    grid.focus(step(grid, grid.active, down, right));
  };
  sheet.go = go;

  const clear = () => {
    history.remember();
    const column = grid.active.dataset.column;
    const rows = marked(grid);
    const cells = rows.length ? rows.map((row) => grid.cell(row, column)) : [grid.active];
    for (const cell of cells) if (cell) grid.set(cell, "");
    sheet.changed();
  };
  const end = (side, whole) => {
    const rows = grid.rows();
    const row = whole ? rows.at(side) : grid.active.closest("tr");
    unmark(grid);
    grid.focus(grid.cells(row).at(side));
  };

  const plain = {
    ArrowDown: () => go(1, 0),
    ArrowUp: () => go(-1, 0),
    ArrowRight: () => go(0, 1),
    ArrowLeft: () => go(0, -1),
    Enter: () => go(1, 0),
    Home: () => end(0),
    End: () => end(-1),
    PageDown: () => go(10, 0),
    PageUp: () => go(-10, 0),
    F2: () => beginEdit(sheet, grid.active),
    Delete: clear,
    Backspace: clear,
    Insert: actions.insert,
  };
  const withShift = {
    ArrowDown: () => mark(grid, 1),
    ArrowUp: () => mark(grid, -1),
    Enter: () => go(-1, 0),
  };
  const withAltShift = {
    ArrowRight: actions.indent,
    ArrowLeft: actions.outdent,
    ArrowUp: actions.up,
    ArrowDown: actions.down,
  };
  const withCtrl = {
    z: actions.undo,
    Enter: actions.save,
    Home: () => end(0, true),
    End: () => end(-1, true),
    m: () => {
      tabLeaves = true;
      document.getElementById("sheet-said").textContent = "Tab now leaves the sheet.";
    },
  };

  const doing = (event) => {
    const { key, shiftKey, altKey } = event;
    if (event.ctrlKey || event.metaKey) return withCtrl[key.length === 1 ? key.toLowerCase() : key];
    if (altKey && shiftKey) return withAltShift[key];
    if (altKey) return undefined;
    if (key === "Tab") return tabLeaves ? undefined : () => go(0, shiftKey ? -1 : 1);
    return shiftKey ? withShift[key] : plain[key];
  };

  grid.table.addEventListener("keydown", (event) => {
    if (isEditing(grid) || event.target.closest("button, a")) return;
    if (!event.target.closest("td")) return;
    event.stopPropagation(); // The keys of the site do not work in the sheet.
    const act = doing(event);
    const isText = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (act) {
      event.preventDefault();
      act();
    } else if (isText) {
      beginEdit(sheet, grid.active, "");
    }
  });

  grid.table.addEventListener("focusin", (event) => {
    const cell = event.target.closest("td");
    if (!cell || !isHere(cell.closest("tr"))) return;
    if (cell !== grid.active && !isEditing(grid)) {
      grid.active.tabIndex = -1;
      grid.active = cell;
      cell.tabIndex = 0;
    }
  });
  grid.table.addEventListener("focusout", (event) => {
    if (!grid.table.contains(event.relatedTarget)) tabLeaves = false;
  });

  grid.table.addEventListener("mousedown", (event) => {
    const mends = event.target.closest("[data-mends]");
    const cell = event.target.closest("td");
    if (mends || !cell || event.target.closest("input, .sheet-list")) return;
    if (!isHere(cell.closest("tr"))) return;
    endEdit(sheet);
    if (event.shiftKey) {
      event.preventDefault();
      const rows = grid.rows();
      mark(grid, rows.indexOf(cell.closest("tr")) - rows.indexOf(grid.active.closest("tr")));
    } else {
      unmark(grid);
      grid.focus(cell);
    }
  });
  grid.table.addEventListener("dblclick", (event) => {
    const cell = event.target.closest("td[data-column]");
    if (cell && !isEditing(grid)) beginEdit(sheet, cell);
  });
};
