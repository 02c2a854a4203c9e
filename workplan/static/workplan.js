// Every page works without this file; it only makes some of them quicker to use.

// The Gantt chart: a card with the facts of the bar under the pointer or with the focus,
// read from the table beside it.
const card = document.getElementById("gantt-card");
if (card) {
  const show = (link) => {
    const row = document.getElementById(link.getAttribute("aria-labelledby")).closest("tr");
    const cells = [...row.cells].map((cell) => cell.textContent.trim());
    const [name, agency, start, finish, due, float, driven] = cells;
    card.replaceChildren(
      line(name, "strong"),
      line(`${agency ? agency + " · " : ""}${start} to ${finish}`),
      line([due && `due ${due}`, float && `float ${float}`, driven && `driven: ${driven}`].filter(Boolean).join(" · ")),
    );
    document.querySelectorAll("tr.is-at").forEach((tr) => tr.classList.remove("is-at"));
    row.classList.add("is-at");
    card.hidden = false;
  };
  const line = (text, kind = "span") => {
    const p = document.createElement("p");
    const inner = document.createElement(kind);
    inner.textContent = text;
    p.append(inner);
    return p;
  };
  const chart = document.querySelector(".gantt-chart");
  const of = (event) => event.target.closest("a");
  chart.addEventListener("mouseover", (event) => of(event) && show(of(event)));
  chart.addEventListener("focusin", (event) => of(event) && show(of(event)));
  chart.addEventListener("mouseleave", () => { card.hidden = true; });
  chart.addEventListener("focusout", () => { card.hidden = true; });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") card.hidden = true; });
  // Begin where the work is: at today, a little from the left.
  const today = chart.querySelector("path.today");
  if (today) chart.scrollLeft = today.getBBox().x - chart.clientWidth / 3;
}

// A list of problems takes the focus, so that a screen reader reads it first.
document.getElementById("problems")?.focus();
