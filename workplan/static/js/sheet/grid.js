// The rows and cells of the sheet as the page holds them: each value stands in the field of its
// cell, so that the form sends what the grid shows.

import { tell } from "./telling.js";

export const COLUMNS = ["code", "name", "leads", "supports", "days", "waits", "suspense"];
export const NAMES = ["No.", "Task", "Lead", "Supports", "Days", "Waits for", "Suspense"];
const DEEPEST = 6;

export class Grid {
  constructor(form) {
    this.form = form;
    this.table = form.querySelector("table.sheet");
    this.body = this.table.tBodies[0];
    this.template = document.getElementById("sheet-row");
    this.known = new Map();
    this.last = 0;
    this.table.setAttribute("role", "grid");
    this.table.setAttribute("aria-multiselectable", "true");
    for (const row of this.body.rows) this.take(row);
    this.renumber();
    this.active = this.cells(this.rows()[0])[1];
    this.active.tabIndex = 0;
  }

  // Let a row of the page be a row of the grid.
  take(row) {
    const key = row.dataset.key;
    this.known.set(key, row);
    if (key[0] === "n") this.last = Math.max(this.last, Number(key.slice(1)));
    if (key[0] === "h") return;
    const was = row.querySelector("[name$='.was']");
    row.was = was ? JSON.parse(was.value) : COLUMNS.map(() => "");
    row.querySelector(".sheet__place").draggable = true;
    for (const cell of this.cells(row)) {
      cell.tabIndex = -1;
      if (!cell.dataset.column) cell.setAttribute("aria-readonly", "true");
      if (cell.querySelector(".sheet__text")) continue;
      const text = document.createElement("span");
      text.className = "sheet__text";
      if (cell.dataset.column) cell.prepend(text);
    }
    this.paint(row);
  }

  rows() {
    return [...this.body.rows].filter((row) => row.dataset.key[0] !== "h");
  }

  cells(row) {
    return [...row.querySelectorAll("td")];
  }

  cell(row, column) {
    return row.querySelector(`td[data-column="${column}"]`);
  }

  input(cell) {
    return cell.querySelector(".sheet__input");
  }

  value(cell) {
    return this.input(cell)?.value ?? cell.textContent.trim();
  }

  values(row) {
    return COLUMNS.map((column) => this.value(this.cell(row, column)));
  }

  isRemoved(row) {
    return row.querySelector("[name$='.removed']").checked;
  }

  isBlank(row) {
    return row.dataset.key[0] === "n" && this.values(row).every((text) => !text.trim());
  }

  isTouched(row) {
    if (row.dataset.key[0] === "n") return !this.isBlank(row);
    return this.isRemoved(row) || this.values(row).some((text, i) => text !== row.was[i]);
  }

  // Put a text into a cell; what was said of the text before it says nothing any more.
  set(cell, text) {
    const field = this.input(cell);
    if (!field || field.value === text) return;
    field.value = text;
    tell(this, cell, {});
    this.paint(cell.closest("tr"));
  }

  // Bring what is seen of a row up to its fields.
  paint(row) {
    const isNew = row.dataset.key[0] === "n";
    this.values(row).forEach((text, i) => {
      const cell = this.cell(row, COLUMNS[i]);
      cell.querySelector(".sheet__text").textContent = text;
      cell.classList.toggle("is-changed", !isNew && text !== row.was[i]);
      const isQuiet = text === row.was[i];
      cell.querySelector(".sheet__said").classList.toggle("sheet__said--quiet", isQuiet);
    });
    row.classList.toggle("is-new", isNew && !this.isBlank(row));
    row.classList.toggle("is-removed", this.isRemoved(row));
    const level = Math.min(Number(row.dataset.level), DEEPEST);
    for (let n = 1; n <= DEEPEST; n += 1) row.classList.toggle(`sheet__row--${n}`, n === level);
  }

  // What somebody else made of a cell counts as seen from now on.
  see(cell, theirs) {
    const row = cell.closest("tr");
    row.was[COLUMNS.indexOf(cell.dataset.column)] = theirs;
    row.querySelector("[name$='.was']").value = JSON.stringify(row.was);
  }

  level(row) {
    return Number(row.dataset.level);
  }

  setLevel(row, level) {
    row.dataset.level = level;
    this.paint(row);
  }

  // Number the rows as they stand now.
  renumber() {
    const first = Number(this.body.rows[0]?.cells[0].textContent.trim().split(/\s/)[0]) || 1;
    this.begin = this.begin ?? first;
    [...this.body.rows].forEach((row, i) => {
      const place = row.querySelector(".sheet__number") ?? row.cells[0];
      place.textContent = this.begin + i;
      row.setAttribute("aria-rowindex", this.begin + i + 1);
    });
    this.table.setAttribute("aria-rowcount", this.body.rows.length + 1);
  }

  focusFirstWrong() {
    const cell = this.table.querySelector("td.is-wrong");
    if (cell) this.focus(cell);
    return Boolean(cell);
  }

  // Give a cell the cursor; it alone can be reached by the Tab key.
  focus(cell) {
    this.active.tabIndex = -1;
    this.active = cell;
    cell.tabIndex = 0;
    cell.focus();
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
}
