// What was done to the sheet, step by step, so that each step can be taken back.

import { COLUMNS } from "./grid.js";

const MOST = 100;

export class History {
  constructor(grid) {
    this.grid = grid;
    this.steps = [];
  }

  // Remember the sheet as it is, before a step.
  remember() {
    this.steps.push(this.now());
    if (this.steps.length > MOST) this.steps.shift();
  }

  now() {
    const { grid } = this;
    return [...grid.body.rows].map((row) => {
      const key = row.dataset.key;
      if (key[0] === "h") return { key };
      return {
        key,
        level: row.dataset.level,
        values: grid.values(row),
        isRemoved: grid.isRemoved(row),
      };
    });
  }

  // Take the last step back; tell whether there was one.
  back() {
    const step = this.steps.pop();
    if (!step) return false;
    const { grid } = this;
    const at = grid.active.closest("tr");
    grid.body.replaceChildren(...step.map(({ key }) => grid.known.get(key)));
    for (const { key, level, values, isRemoved } of step) {
      if (key[0] === "h") continue;
      const row = grid.known.get(key);
      row.dataset.level = level;
      row.querySelector("[name$='.removed']").checked = isRemoved;
      COLUMNS.forEach((column, i) => grid.set(grid.cell(row, column), values[i]));
      grid.paint(row);
    }
    grid.renumber();
    grid.focus(at.isConnected ? grid.active : grid.cell(grid.rows()[0], "name"));
    return true;
  }
}
