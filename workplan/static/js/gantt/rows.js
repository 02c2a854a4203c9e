// The rows as a tree that one walks: one of them takes the focus, and the arrows go from row to row.

const isRow = (row) => row.dataset.row !== undefined;

export const rowsOf = ({ table }) => [...table.querySelectorAll("tbody tr")].filter(isRow);
export const nameOf = (row) => row.querySelector("th a[id]");
export const codeOf = (row) => row.querySelector(".code").textContent;
export const taskOf = (row) => nameOf(row).id.match(/^t(\d+)$/)?.[1];
export const rowOf = ({ table }, task) => table.querySelector(`#t${task}`)?.closest("tr");

// What a tree says of a row, to those who listen.
export const dress = (chart, rows = rowsOf(chart)) => {
  for (const row of rows) {
    row.tabIndex = -1;
    row.setAttribute("aria-rowindex", Number(row.dataset.row) + 1);
    row.setAttribute("aria-level", row.dataset.level);
    if (row.dataset.below) row.setAttribute("aria-expanded", String(row.dataset.below === "shown"));
    for (const link of row.querySelectorAll("a")) link.tabIndex = -1;
  }
  if (!chart.table.querySelector("tbody tr[tabindex='0']")) {
    const first = chart.table.querySelector("tr[aria-current]") ?? rowsOf(chart)[0];
    if (first) first.tabIndex = 0;
  }
};

// The row takes the focus, and the bar of it comes into sight.
export const go = (chart, row) => {
  if (!row) return;
  for (const other of chart.table.querySelectorAll("tbody tr[tabindex='0']")) other.tabIndex = -1;
  row.tabIndex = 0;
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
  const bar = row.querySelector(".slice a > *")?.getBoundingClientRect();
  const edges = chart.board.getBoundingClientRect();
  const from = edges.left + row.querySelector(".slice").offsetLeft;
  if (bar && (bar.right < from || bar.left > edges.right - 20)) {
    chart.board.scrollLeft += bar.left - from - (edges.right - from) / 3;
  }
};

export const startRows = (chart) => {
  const { table } = chart;
  table.setAttribute("role", "treegrid");
  table.setAttribute("aria-rowcount", Number(table.dataset.rows) + 1);
  table.tHead.rows[0].setAttribute("aria-rowindex", 1);
  chart.board.removeAttribute("tabindex");
  dress(chart);
  table.addEventListener("focusin", ({ target }) => {
    for (const row of table.querySelectorAll(".is-at")) row.classList.remove("is-at");
    target.closest("tbody tr")?.classList.add("is-at");
  });
  table.addEventListener("click", ({ target }) => {
    const row = target.closest("tbody tr");
    if (row && isRow(row) && !target.closest("a")) go(chart, row);
  });
};
