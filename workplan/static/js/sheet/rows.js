// What is done with whole rows: put in, moved with what stands below them, indented, taken out.

import { COLUMNS } from "./grid.js";
import { marked } from "./marking.js";

// Make a new row and put it after another one.
export const newRow = (grid, after, level) => {
  const row = grid.template.content.firstElementChild.cloneNode(true);
  grid.last += 1;
  const key = `n${grid.last}`;
  for (const part of row.querySelectorAll("[name], [id], [aria-describedby]")) {
    for (const name of ["name", "id", "aria-describedby"]) {
      const value = part.getAttribute(name);
      if (value) part.setAttribute(name, value.replace(/^n0\b/, key));
    }
  }
  row.dataset.key = key;
  row.dataset.level = level;
  after.after(row);
  grid.take(row);
  return row;
};

// The marked rows, or the one with the cursor, each with the subtasks that stand below it.
export const block = (grid) => {
  const chosen = marked(grid).length ? marked(grid) : [grid.active.closest("tr")];
  const rows = [...grid.body.rows];
  const found = new Set(chosen);
  for (const row of chosen) {
    for (let i = rows.indexOf(row) + 1; i < rows.length; i += 1) {
      if (grid.level(rows[i]) <= grid.level(row) || grid.isBlank(rows[i])) break;
      found.add(rows[i]);
    }
  }
  return rows.filter((row) => found.has(row));
};

const isHead = (row) => row.dataset.key[0] === "h";

export const rowActions = (sheet) => {
  const { grid, history } = sheet;

  const done = () => {
    grid.renumber();
    grid.focus(grid.active);
    sheet.changed();
  };

  const shift = (by) => {
    const rows = block(grid);
    const above = rows[0].previousElementSibling;
    const highest = above && !isHead(above) ? grid.level(above) + 1 : 1;
    const to = grid.level(rows[0]) + by;
    if (to < 1 || to > highest) return;
    history.remember();
    for (const row of rows) grid.setLevel(row, Math.max(1, grid.level(row) + by));
    done();
  };

  const move = (by) => {
    const rows = block(grid);
    const level = grid.level(rows[0]);
    const next = by < 0 ? rows[0].previousElementSibling : rows.at(-1).nextElementSibling;
    if (!next) return;
    history.remember();
    if (by < 0) {
      let before = next;
      while (!isHead(before) && grid.level(before) > level && before.previousElementSibling) {
        before = before.previousElementSibling;
      }
      before.before(...rows);
    } else {
      let after = next;
      while (!isHead(next) && after.nextElementSibling && !isHead(after.nextElementSibling)
        && grid.level(after.nextElementSibling) > level) {
        after = after.nextElementSibling;
      }
      after.after(...rows);
    }
    fit(rows);
    done();
  };

  // A row stands at most one level below the row before it.
  const fit = (rows) => {
    const above = rows[0].previousElementSibling;
    const highest = above && !isHead(above) ? grid.level(above) + 1 : 1;
    const over = grid.level(rows[0]) - highest;
    if (over > 0) for (const row of rows) grid.setLevel(row, Math.max(1, grid.level(row) - over));
  };

  return {
    indent: () => shift(1),
    outdent: () => shift(-1),
    up: () => move(-1),
    down: () => move(1),
    insert: () => {
      history.remember();
      const rows = block(grid);
      const row = newRow(grid, rows.at(-1), grid.level(rows[0]));
      grid.renumber();
      grid.focus(grid.cell(row, COLUMNS[0]));
    },
    remove: () => {
      history.remember();
      const rows = block(grid);
      const next = rows.at(-1).nextElementSibling ?? rows[0].previousElementSibling;
      for (const row of rows) {
        if (row.dataset.key[0] === "n") row.remove();
        else row.querySelector("[name$='.removed']").checked = !grid.isRemoved(row);
        grid.paint(row);
      }
      if (!grid.active.isConnected) {
        const to = next && !isHead(next) ? next : grid.rows()[0];
        grid.active = grid.cell(to, "name");
      }
      done();
    },
    undo: () => {
      if (history.back()) sheet.changed();
    },
    place: (rows, before) => {
      history.remember();
      before.before(...rows);
      fit(rows);
      done();
    },
  };
};
