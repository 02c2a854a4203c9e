// Duties that were read from a directive, by single keys. Without it each has its tick, its fields
// and its buttons, which Tab reaches. The keys work while something in the list has the focus; j, k
// and n lead into it from a page on which nothing has.

const list = document.querySelector(".directive-duties");
const words = document.querySelector(".directive-words");

// A split draws the page anew, and a box that scrolls by itself begins at its top then: the text
// stays where it was, as long as it is the same text.
if (words) {
  const text = () => words.dataset.place + words.textContent.length;
  const kept = JSON.parse(sessionStorage.getItem("directive-words") ?? "null");
  sessionStorage.removeItem("directive-words");
  if (kept?.text === text()) words.scrollTop = kept.top;
  words.closest("form").addEventListener("submit", () => {
    sessionStorage.setItem("directive-words", JSON.stringify({ text: text(), top: words.scrollTop }));
  });
}

if (list) {
  const rows = [...list.querySelectorAll(".directive-duty")];
  const tick = (row) => row.querySelector("[type=checkbox]");
  const here = () => document.activeElement.closest?.(".directive-duty");
  const go = (row) => {
    if (!row) return;
    tick(row).focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
    document.getElementById(row.querySelector("a").hash.slice(1))?.scrollIntoView({ block: "nearest" });
  };
  const by = (step) => rows[rows.indexOf(here()) + step];
  const set = (isTaken) => {
    const row = here();
    tick(row).checked = isTaken;
    go(by(1) ?? row);
  };
  const doing = {
    a: () => set(true),
    s: () => set(false),
    j: () => go(by(1)),
    k: () => go(by(-1)),
    n: () => go(rows.slice(rows.indexOf(here()) + 1).find((row) => row.dataset.check)),
    e: () => here().querySelector("textarea").focus(),
    x: () => here().querySelector("[name=split]").click(),
    "+": () => here().querySelector("[name=join]")?.click(),
  };
  const isOff = () => localStorage.getItem("keys") === "off";
  document.addEventListener("keydown", (event) => {
    const isNowhere = [document.body, document.querySelector("main")].includes(document.activeElement);
    if (!isNowhere || isOff() || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!["j", "k", "n"].includes(event.key)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    go(event.key === "n" ? rows.find((row) => row.dataset.check) : rows[0]);
  }, { capture: true });
  list.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest("input:not([type=checkbox]), textarea");
    if (isTyping && event.key === "Escape") {
      event.stopPropagation();
      go(here());
      return;
    }
    if (isTyping || isOff() || event.ctrlKey || event.metaKey || event.altKey || !doing[event.key]) return;
    event.preventDefault();
    event.stopPropagation();
    doing[event.key]();
  });
}
