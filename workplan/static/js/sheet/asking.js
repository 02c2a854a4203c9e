// What was typed is sent once nobody has typed for a while, and what comes back stands in the cells
// and beside them: what was understood, what is wrong, when rows would end, what would move.

import { COLUMNS } from "./grid.js";
import { watchEdit } from "./editing.js";
import { takeOffers, tell } from "./telling.js";

const PAUSE_MS = 600;
let waiting = 0;
let turn = 0;

// What the form sends: the rows that were touched, and the order of all.
export const sent = ({ form, grid }) => {
  const rows = [...grid.body.rows];
  const kept = rows.filter((row) => row.dataset.key[0] === "h" || !grid.isBlank(row));
  form.elements.sequence.value = kept
    .map((row) => `${row.dataset.key}:${row.dataset.level}`).join(" ");
  const touched = new Set(grid.rows().filter((row) => grid.isTouched(row)));
  for (const row of grid.rows()) {
    for (const field of row.querySelectorAll("input")) {
      const isPlain = /\.(order|level)$/.test(field.name);
      field.disabled = isPlain || !touched.has(row);
    }
  }
  const data = new FormData(form);
  for (const row of grid.rows()) {
    for (const field of row.querySelectorAll("input")) field.disabled = false;
  }
  return data;
};

export const isChanged = ({ form, grid }) => {
  const order = [...grid.body.rows].filter((row) => row.dataset.key[0] !== "n")
    .map((row) => `${row.dataset.key}:${row.dataset.level}`).join(" ");
  return form.elements.held.value !== "" || order !== form.elements.shown.value || grid.rows().some((row) => grid.isTouched(row));
};

export const ask = (sheet) => {
  clearTimeout(waiting);
  waiting = setTimeout(() => answerTo(sheet), PAUSE_MS);
};

const answerTo = async (sheet) => {
  const { form } = sheet;
  turn += 1;
  const mine = turn;
  const data = sent(sheet);
  data.set("preview", "1");
  const said = document.getElementById("sheet-said");
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new URLSearchParams(data),
    });
    if (!answer.ok || !answer.headers.get("Content-Type").includes("json")) throw new Error();
    const found = await answer.json();
    if (mine === turn) show(sheet, found);
  } catch {
    if (mine === turn) said.textContent = "The site does not answer. What you typed is still here.";
  }
};

const show = ({ grid }, found) => {
  document.querySelector("main h1").textContent = found.title;
  document.getElementById("sheet-told").innerHTML = found.panel;
  for (const row of grid.rows()) {
    const told = found.rows[row.dataset.key] ?? { cells: {} };
    COLUMNS.forEach((column, i) => {
      const cell = grid.cell(row, column);
      const isAsWas = grid.value(cell) === row.was[i];
      if (told.cells[column] || !isAsWas || cell.classList.contains("is-wrong")) {
        tell(grid, cell, told.cells[column] ?? {});
      }
      if (told.cells[column]) cell.querySelector(".sheet__said").classList.remove("sheet__said--quiet");
    });
    const wrong = told.cells.level;
    if (wrong) tell(grid, grid.cell(row, "name"), wrong);
    if (told.number) tell(grid, grid.cell(row, "code"), { said: `${told.number} is free` });
    if (told.finish) finish(row, told);
  }
  const at = grid.active;
  const told = at.querySelector(".sheet__wrong")?.firstChild?.textContent
    ?? at.querySelector(".sheet__said")?.textContent ?? "";
  document.getElementById("sheet-said").textContent = told;
};

const finish = (row, { finish: day, late }) => {
  const cell = row.querySelector(".sheet__finish");
  const text = document.createElement("span");
  text.textContent = day;
  cell.replaceChildren(text);
  if (!late) return;
  text.className = "will-miss";
  const by = document.createElement("span");
  by.className = "usa-sr-only";
  by.textContent = `, ${late} working ${late === 1 ? "day" : "days"} after its suspense`;
  cell.append(by);
};

export const watch = (sheet) => {
  watchEdit(sheet);
  takeOffers(sheet);
  if (isChanged(sheet)) ask(sheet);
};
