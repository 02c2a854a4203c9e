// One cell at a time is a field: Enter and Tab keep what was typed, Escape puts the cell back.

import { Completion } from "./completion.js";

let edit = null;

export const isEditing = (grid) => edit !== null && edit.grid === grid;

// Let a cell be edited, with its text or with another one to begin with.
export const beginEdit = (sheet, cell, text) => {
  const { grid } = sheet;
  const field = grid.input(cell);
  if (!field) return;
  endEdit(sheet);
  edit = { grid, cell, field, was: field.value, list: new Completion(sheet, cell, field) };
  cell.classList.add("is-edit");
  if (text !== undefined) field.value = text;
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
};

// Keep what was typed, or put back what stood there.
export const endEdit = (sheet, keeps = true) => {
  if (!edit) return;
  const { cell, field, was, list } = edit;
  const typed = field.value;
  edit = null;
  list.close();
  cell.classList.remove("is-edit");
  field.value = was;
  if (!keeps || typed === was) return;
  sheet.history.remember();
  sheet.grid.set(cell, typed.trim());
  sheet.changed();
};

export const watchEdit = (sheet) => {
  const { grid } = sheet;
  const leave = (down, right) => {
    const { cell } = edit;
    endEdit(sheet);
    grid.focus(cell);
    sheet.go(down, right);
  };

  grid.table.addEventListener("keydown", (event) => {
    if (!isEditing(grid) || event.target !== edit.field) return;
    event.stopPropagation();
    const { key, shiftKey } = event;
    if (event.isComposing) return;
    if (edit.list.takes(key)) {
      event.preventDefault();
      return;
    }
    const { cell } = edit;
    if (key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      endEdit(sheet);
      grid.focus(cell);
      sheet.actions.save();
    } else if (key === "Enter") {
      event.preventDefault();
      leave(shiftKey ? -1 : 1, 0);
    } else if (key === "Tab") {
      event.preventDefault();
      leave(0, shiftKey ? -1 : 1);
    } else if (key === "Escape") {
      event.preventDefault();
      endEdit(sheet, false);
      grid.focus(cell);
    }
  });
  grid.table.addEventListener("input", (event) => {
    if (isEditing(grid) && event.target === edit.field) edit.list.offer();
  });
  // Whoever clicks elsewhere keeps what was typed.
  grid.table.addEventListener("focusout", (event) => {
    if (isEditing(grid) && event.target === edit.field && event.relatedTarget !== edit.field) {
      endEdit(sheet);
    }
  });
};
