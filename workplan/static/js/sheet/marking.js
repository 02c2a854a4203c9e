// Where the cursor goes from a cell, and which rows are marked.

let from = null;

export const step = (grid, cell, down, right) => {
  let row = cell.closest("tr");
  const cells = grid.cells(row);
  let at = cells.indexOf(cell) + right;
  const rows = grid.rows();
  let place = rows.indexOf(row) + down;
  if (at < 0 && place > 0) [at, place] = [cells.length - 1, place - 1];
  if (at >= cells.length && place < rows.length - 1) [at, place] = [0, place + 1];
  row = rows[Math.min(Math.max(place, 0), rows.length - 1)];
  return grid.cells(row)[Math.min(Math.max(at, 0), cells.length - 1)];
};

export const marked = (grid) => grid.rows().filter((row) => row.classList.contains("is-marked"));

export const unmark = (grid) => {
  from = null;
  for (const row of grid.rows()) {
    row.classList.remove("is-marked");
    row.removeAttribute("aria-selected");
  }
};

// Mark the rows from where marking began to one that stands so many rows from the cursor.
export const mark = (grid, down) => {
  const begun = from ?? grid.active.closest("tr");
  const to = step(grid, grid.active, down, 0);
  unmark(grid);
  from = begun;
  const rows = grid.rows();
  const ends = [rows.indexOf(begun), rows.indexOf(to.closest("tr"))].sort((a, b) => a - b);
  for (const row of rows.slice(ends[0], ends[1] + 1)) {
    row.classList.add("is-marked");
    row.setAttribute("aria-selected", "true");
  }
  grid.focus(to);
};
