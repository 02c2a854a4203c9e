// A block from a spreadsheet goes in at the cursor: over the cells that are there, and in new rows
// behind them. If it is wider than what is left of the sheet, it is asked once which column is which.

import { COLUMNS, NAMES } from "./grid.js";
import { isEditing } from "./editing.js";
import { marked } from "./marking.js";
import { newRow } from "./rows.js";

// The cells of a block, line by line; a quoted cell may hold tabs and lines.
export const parsed = (text) => {
  const cell = /(?:^|([\t\n]))(?:"((?:[^"]|"")*)"|([^\t\n]*))/g;
  const lines = [[]];
  for (const [, before, quoted, bare] of text.replace(/\r\n?/g, "\n").trimEnd().matchAll(cell)) {
    if (before === "\n") lines.push([]);
    const value = quoted === undefined ? bare : quoted.replaceAll('""', '"');
    lines.at(-1).push(value.replace(/\s+/g, " ").trim());
  }
  return lines;
};

const guess = (heading) => {
  const text = heading.toLowerCase().replace(/[.:]/g, "").trim();
  const at = NAMES.findIndex((name) => name.toLowerCase().replace(".", "") === text);
  return at < 0 ? "" : COLUMNS[at];
};

export const startPasting = (sheet) => {
  const { grid, history, form } = sheet;
  const told = form.querySelector(".sheet-pasted");
  const which = form.querySelector(".sheet-which");

  const lay = (lines, columns) => {
    history.remember();
    let row = grid.active.closest("tr");
    const level = grid.level(row);
    const first = row;
    lines.forEach((line, i) => {
      if (i) {
        const next = row.nextElementSibling;
        const isThere = next && next.dataset.key[0] !== "h"
          && (first.dataset.key[0] === "t" || grid.isBlank(next));
        row = isThere ? next : newRow(grid, row, level);
      }
      line.forEach((text, n) => {
        if (columns[n]) grid.set(grid.cell(row, columns[n]), text);
      });
    });
    grid.renumber();
    const count = lines.length === 1 ? "1 row" : `${lines.length} rows`;
    const used = columns.filter(Boolean).length;
    told.textContent = `Pasted: ${count}, ${used === 1 ? "1 column" : `${used} columns`}. `;
    const back = document.createElement("button");
    back.type = "button";
    back.dataset.does = "undo";
    back.className = "usa-button usa-button--unstyled";
    back.textContent = "Take it out";
    told.append(back);
    told.hidden = false;
    grid.focus(grid.active);
    sheet.changed();
  };

  // Ask which column is which; the choice is made once for the block.
  const ask = (lines) => {
    const width = Math.max(...lines.map((line) => line.length));
    const title = document.createElement("h2");
    title.textContent = `The block has ${width} columns. Which is which?`;
    const fields = document.createElement("div");
    for (let n = 0; n < width; n += 1) {
      const label = document.createElement("label");
      label.textContent = `${lines[0][n] || `Column ${n + 1}`} `;
      const choice = document.createElement("select");
      for (const [i, name] of ["leave out", ...NAMES].entries()) {
        const option = document.createElement("option");
        option.value = i ? COLUMNS[i - 1] : "";
        option.textContent = name;
        choice.append(option);
      }
      choice.value = guess(lines[0][n] ?? "");
      label.append(choice);
      fields.append(label);
    }
    const hasHead = lines[0].some((text) => guess(text));
    const close = () => {
      which.hidden = true;
      which.replaceChildren();
      grid.focus(grid.active);
    };
    const take = document.createElement("button");
    take.type = "button";
    take.className = "usa-button";
    take.textContent = "Paste the block";
    take.addEventListener("click", () => {
      const columns = [...fields.querySelectorAll("select")].map((choice) => choice.value);
      close();
      lay(hasHead ? lines.slice(1) : lines, columns);
    });
    const leave = document.createElement("button");
    leave.type = "button";
    leave.className = "usa-button usa-button--unstyled";
    leave.textContent = "Leave it";
    leave.addEventListener("click", close);
    which.replaceChildren(title, fields, take, " ", leave);
    which.hidden = false;
    fields.querySelector("select").focus();
  };

  grid.table.addEventListener("paste", (event) => {
    if (isEditing(grid)) return;
    const lines = parsed(event.clipboardData.getData("text/plain"));
    event.preventDefault();
    const at = COLUMNS.indexOf(grid.active.dataset.column);
    const heads = lines[0].map(guess);
    const isHeaded = lines.length > 1 && heads.filter(Boolean).length * 2 > heads.length;
    if (isHeaded && heads.every(Boolean)) lay(lines.slice(1), heads);
    else if (at < 0 || Math.max(...lines.map((line) => line.length)) > COLUMNS.length - at) ask(lines);
    else lay(lines, COLUMNS.slice(at));
  });

  grid.table.addEventListener("copy", (event) => {
    if (isEditing(grid)) return;
    const rows = marked(grid);
    const text = rows.length
      ? rows.map((row) => grid.values(row).join("\t")).join("\n")
      : grid.value(grid.active);
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
  });
};
