// Rows come in windows: what one scrolls to is fetched before it is seen, what lies far is let go.
// Each page of rows is a body of the table; one that is not here keeps its place, empty.

import { dress } from "./rows.js";

const AHEAD = 900;

export const startWindows = (chart) => {
  const { board, table } = chart;
  const pages = Number(table.dataset.pages);
  if (pages < 2 || !matchMedia("(min-width: 40em)").matches) return;
  document.querySelector(".pages")?.remove();
  const size = Number(table.dataset.size);
  const total = Number(table.dataset.rows);
  const here = Number(table.dataset.page);
  const asked = new Map();
  const bodies = [];
  const own = table.tBodies[0];
  const high = own.offsetHeight / own.rows.length;

  const empty = (body, page) => {
    const count = Math.min(size, total - (page - 1) * size);
    const row = document.createElement("tr");
    const cell = document.createElement("td");
    cell.colSpan = 99;
    row.className = "awaited";
    row.setAttribute("aria-hidden", "true");
    row.append(cell);
    body.replaceChildren(row);
    cell.style.height = `${count * high}px`;
    delete body.dataset.here;
  };
  const load = async (page) => {
    const url = new URL(location.href);
    url.searchParams.set("part", "rows");
    url.searchParams.set("page", page);
    const answer = await fetch(url);
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    return answer.text();
  };
  const fill = async (body, page) => {
    if (body.dataset.here || asked.has(page)) return;
    asked.set(page, true);
    try {
      const html = await load(page);
      body.innerHTML = html;
      body.dataset.here = "yes";
      dress(chart, [...body.rows]);
    } catch {
      body.querySelector("td").textContent = "These rows did not come. Scroll on to try again.";
    } finally {
      asked.delete(page);
    }
  };
  const look = () => {
    const [from, to] = [board.scrollTop - AHEAD, board.scrollTop + board.clientHeight + AHEAD];
    bodies.forEach((body, index) => {
      const top = body.offsetTop;
      const isNear = top < to && top + body.offsetHeight > from;
      if (isNear) fill(body, index + 1);
      else if (body.dataset.here && !body.contains(document.activeElement)) empty(body, index + 1);
    });
  };

  for (let page = 1; page <= pages; page += 1) {
    const body = page === here ? own : document.createElement("tbody");
    if (page === here) body.dataset.here = "yes";
    else empty(body, page);
    bodies.push(body);
    if (page < here) own.before(body);
    else if (page > here) table.append(body);
  }
  const chosen = table.querySelector("tr[aria-current]");
  board.scrollTop = chosen ? chosen.offsetTop - board.clientHeight / 2 : own.offsetTop - high * 2;
  if (here === 1 && !chosen) board.scrollTop = 0;
  board.addEventListener("scroll", look, { passive: true });
  look();
};
