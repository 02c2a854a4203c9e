// The Gantt chart: a card with the facts of the row under the pointer or with the focus, and the
// chart scrolled to today. Without it the facts are read in the table, which begins at its start.

const card = document.getElementById("gantt-card");

if (card) {
  const board = document.querySelector(".gantt-board");
  const slice = board.querySelector("th.slice");

  const line = (text, kind = "span") => {
    const p = document.createElement("p");
    const inner = document.createElement(kind);
    inner.textContent = text;
    p.append(inner);
    return p;
  };

  const show = (row) => {
    const texts = [...row.cells].map((cell) => cell.textContent.trim());
    const [name, agency, start, finish, due, float, driven] = texts;
    const more = [due && `due ${due}`, float && `float ${float}`, driven && `driven: ${driven}`];
    card.replaceChildren(
      line(name, "strong"),
      line(`${agency ? `${agency} · ` : ""}${start} to ${finish}`),
      line(more.filter(Boolean).join(" · ")),
    );
    document.querySelectorAll("tr.is-at").forEach((tr) => tr.classList.remove("is-at"));
    row.classList.add("is-at");
    card.hidden = false;
  };
  const hide = () => {
    card.hidden = true;
  };
  const rowOf = (event) => event.target.closest("th a, .slice a")?.closest("tbody tr");

  board.addEventListener("mouseover", (event) => {
    if (event.target.closest(".slice a")) show(rowOf(event));
  });
  // Whoever comes by keys sees the bar of the row, too.
  board.addEventListener("focusin", (event) => {
    const row = rowOf(event);
    if (!row) return;
    show(row);
    const bar = row.querySelector(".slice a > *").getBoundingClientRect();
    const edges = board.getBoundingClientRect();
    const from = edges.left + slice.offsetLeft;
    const isSeen = bar.left >= from && bar.left <= edges.right - 20;
    if (!isSeen) board.scrollLeft += bar.left - from - (board.clientWidth - slice.offsetLeft) / 3;
  });
  board.addEventListener("mouseleave", hide);
  board.addEventListener("focusout", hide);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });

  // Begin where the work is: at today, a little from the columns, which stay.
  const today = board.querySelector("path.today");
  if (today) board.scrollLeft = today.getBBox().x - (board.clientWidth - slice.offsetLeft) / 3;
}
