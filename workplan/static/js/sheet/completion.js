// What a cell may go on with: numbers of tasks where a cell waits for or counts from them, and the
// short names of agencies.

const MOST = 8;
const AGENCIES = ["leads", "supports"];
const TASKS = ["waits", "suspense"];

export class Completion {
  constructor(sheet, cell, field) {
    this.sheet = sheet;
    this.cell = cell;
    this.field = field;
    this.at = -1;
    this.list = null;
    this.asked = 0;
  }

  // The part that is being typed, and where it begins.
  part() {
    const typed = this.field.value.slice(0, this.field.selectionStart);
    const column = this.cell.dataset.column;
    const parts = column === "suspense" ? /^after\s+/i : AGENCIES.includes(column) ? /[,;+&]\s*/g
      : /[,;]\s*/g;
    if (column === "suspense") {
      const found = parts.exec(typed);
      return found && { from: found[0].length, text: typed.slice(found[0].length) };
    }
    const from = [...typed.matchAll(parts)].reduce((_, m) => m.index + m[0].length, 0);
    return { from, text: typed.slice(from) };
  }

  async offer() {
    const column = this.cell.dataset.column;
    const part = this.part();
    if (!part?.text.trim() || ![...AGENCIES, ...TASKS].includes(column)) {
      this.close();
      return;
    }
    const text = part.text.trim().toLowerCase();
    this.asked += 1;
    const turn = this.asked;
    const found = AGENCIES.includes(column) ? this.agencies(text) : await this.tasks(text);
    if (turn !== this.asked || !this.cell.classList.contains("is-edit")) return;
    if (!found.length || (found.length === 1 && found[0].value.toLowerCase() === text)) this.close();
    else this.show(found.slice(0, MOST), part);
  }

  agencies(text) {
    return [...document.querySelectorAll("#sheet-agencies option")]
      .map((option) => ({ value: option.value, label: option.value }))
      .filter(({ value }) => value.toLowerCase().split(" ").some((word) => word.startsWith(text))
        || value.toLowerCase().startsWith(text));
  }

  // The rows of this page first, and then those that the server finds in the others.
  async tasks(text) {
    const { grid } = this.sheet;
    const own = this.cell.closest("tr");
    const found = new Map();
    for (const row of grid.rows()) {
      const [code, name] = grid.values(row);
      const fits = code.toLowerCase().startsWith(text)
        || (text.length > 2 && name.toLowerCase().includes(text));
      if (row !== own && code && fits) found.set(code, `${code} ${name}`);
    }
    if (found.size < MOST) {
      const { address } = document.getElementById("sheet-lookup").dataset;
      const answer = await fetch(`${address}?${new URLSearchParams({ sheet_code: text })}`);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const option of page.querySelectorAll("option[data-code]")) {
        const isOwn = option.dataset.code === grid.value(grid.cell(own, "code"));
        if (!isOwn && !found.has(option.dataset.code)) found.set(option.dataset.code, option.value);
      }
    }
    return [...found].map(([value, label]) => ({ value, label }));
  }

  // What was chosen stays chosen when an answer to more letters comes late.
  show(found, { from }) {
    const chosen = this.list?.children[this.at]?.dataset.value;
    this.close();
    this.from = from;
    this.list = document.createElement("ul");
    this.list.className = "sheet-list";
    this.list.id = "sheet-list";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "Choices");
    found.forEach(({ value, label }, i) => {
      const item = document.createElement("li");
      item.id = `sheet-list-${i}`;
      item.dataset.value = value;
      item.textContent = label;
      item.setAttribute("role", "option");
      item.addEventListener("mousedown", (event) => {
        event.preventDefault();
        this.take(item);
      });
      this.list.append(item);
    });
    this.cell.append(this.list);
    this.field.setAttribute("role", "combobox");
    this.field.setAttribute("aria-expanded", "true");
    this.field.setAttribute("aria-controls", "sheet-list");
    this.choose(found.findIndex(({ value }) => value === chosen));
  }

  choose(at) {
    this.at = at;
    [...this.list.children].forEach((item, i) => item.setAttribute("aria-selected", i === at));
    if (at < 0) this.field.removeAttribute("aria-activedescendant");
    else this.field.setAttribute("aria-activedescendant", `sheet-list-${at}`);
  }

  take(item) {
    const { value, selectionStart } = this.field;
    const before = value.slice(0, this.from) + item.dataset.value;
    this.field.value = before + value.slice(selectionStart);
    this.field.setSelectionRange(before.length, before.length);
    this.close();
  }

  // Tell whether a key was meant for the list.
  takes(key) {
    if (!this.list) return false;
    const { children } = this.list;
    if (key === "ArrowDown") this.choose(Math.min(this.at + 1, children.length - 1));
    else if (key === "ArrowUp") this.choose(Math.max(this.at - 1, -1));
    else if ((key === "Enter" || key === "Tab") && this.at >= 0) this.take(children[this.at]);
    else if (key === "Escape") this.close();
    else return false;
    return true;
  }

  close() {
    this.list?.remove();
    this.list = null;
    this.field.setAttribute("aria-expanded", "false");
    for (const name of ["role", "aria-expanded", "aria-controls", "aria-activedescendant"]) {
      this.field.removeAttribute(name);
    }
  }
}
