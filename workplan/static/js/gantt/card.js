// A card at the bar says the row in words: after a moment under the pointer, at once with the focus.

import { nameOf } from "./rows.js";

const AFTER = 300;
const GAP = 8;

export const startCard = ({ table }) => {
  const card = document.getElementById("gantt-card");
  let waits = 0;

  const hide = () => {
    clearTimeout(waits);
    card.hidden = true;
  };
  const line = (text, kind) => {
    const p = document.createElement("p");
    const inner = document.createElement(kind);
    inner.textContent = text;
    p.append(inner);
    return p;
  };
  const show = (row) => {
    const name = row.querySelector("th");
    const said = name.getAttribute("aria-description").split(" · ");
    const title = nameOf(row).textContent;
    card.replaceChildren(line(title, "strong"), ...said.map((text) => line(text, "span")));
    card.hidden = false;
    const bar = row.querySelector(".slice a > *").getBoundingClientRect();
    const place = card.getBoundingClientRect();
    const left = Math.min(Math.max(bar.left, GAP), innerWidth - place.width - GAP);
    const below = bar.bottom + GAP;
    const top = below + place.height < innerHeight ? below : bar.top - place.height - GAP;
    card.style.left = `${left}px`;
    card.style.top = `${Math.max(top, GAP)}px`;
  };
  table.addEventListener("mouseover", ({ target }) => {
    const row = target.closest(".slice a")?.closest("tr");
    clearTimeout(waits);
    if (row) waits = setTimeout(() => show(row), AFTER);
  });
  table.addEventListener("mouseout", ({ relatedTarget }) => {
    if (!card.contains(relatedTarget)) hide();
  });
  table.addEventListener("focusin", ({ target }) => {
    const row = target.closest("tbody tr[data-row]");
    if (row && row.matches(":focus-visible")) show(row);
  });
  table.addEventListener("focusout", hide);
  table.addEventListener("pointerdown", hide);
  card.addEventListener("mouseleave", hide);
  document.addEventListener("scroll", hide, true);
  // Before the keys of the chart, which hear it too.
  const onEscape = ({ key }) => key === "Escape" && hide();
  document.addEventListener("keydown", onEscape, true);
};
