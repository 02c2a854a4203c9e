// What stands under the value of a cell: what it means, or what is wrong with it and what can be put
// in its place with one click.

export const tell = (grid, cell, { said = "", wrong = "", mendings = [], theirs = null }) => {
  cell.querySelector(".sheet__wrong")?.remove();
  cell.querySelector(".sheet__said").textContent = wrong ? "" : said;
  cell.classList.toggle("is-wrong", Boolean(wrong));
  if (wrong) {
    const line = document.createElement("span");
    line.className = "sheet__wrong";
    line.textContent = `${wrong} `;
    for (const [label, value] of mendings) line.append(offer(label, value));
    if (theirs !== null) line.append(offer("Keep mine", grid.value(cell), theirs));
    cell.append(line);
  }
  const told = wrong || said;
  if (told) cell.setAttribute("aria-description", told);
  else cell.removeAttribute("aria-description");
};

const offer = (label, value, theirs) => {
  const button = document.createElement("button");
  button.type = "button";
  button.tabIndex = -1;
  button.dataset.mends = value;
  if (theirs !== undefined) button.dataset.theirs = theirs;
  button.textContent = label;
  return button;
};

// A text that is offered for a cell goes into it; what somebody else made of it counts as seen.
export const takeOffers = (sheet) => {
  const { grid, history } = sheet;
  grid.table.addEventListener("click", (event) => {
    const taken = event.target.closest("[data-mends], [name=mend]");
    if (!taken) return;
    event.preventDefault();
    const cell = taken.closest("td");
    const value = taken.dataset.mends ?? taken.value.replace(/^[^=]*=/, "");
    history.remember();
    if (taken.dataset.theirs !== undefined) grid.see(cell, taken.dataset.theirs);
    grid.set(cell, value);
    tell(grid, cell, {});
    grid.paint(cell.closest("tr"));
    grid.focus(cell);
    sheet.changed();
  });
};
