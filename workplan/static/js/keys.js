// Single keys, which the person can switch off (WCAG 2.1.4); none works while something is typed.
// Without it the Tab key goes the same ways, only longer ones.

const keys = document.getElementById("keys");

if (keys) {
  const off = document.getElementById("keys-off");
  off.checked = localStorage.getItem("keys") === "off";
  off.addEventListener("change", () => localStorage.setItem("keys", off.checked ? "off" : "on"));
  keys.querySelector("button").addEventListener("click", () => keys.close());

  const rows = () => [...document.querySelectorAll(".work-row")];
  const here = () => document.activeElement.closest?.(".work-row");
  const go = (by) => {
    const all = rows();
    const to = Math.min(Math.max(all.indexOf(here()) + by, 0), all.length - 1);
    all[to]?.querySelector("h3 a").focus();
  };
  const find = () => {
    const field = document.querySelector("[role=search] input");
    if (field) field.focus();
    else location.assign("/search");
  };
  const doing = {
    "?": () => keys.showModal(),
    j: () => go(1),
    k: () => go(-1),
    u: () => here()?.querySelector("[name=unchanged]").click(),
    f: () => here()?.querySelector(".work-row__actions a").click(),
    "/": find,
  };

  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest("input, select, textarea");
    // Leaving a field keeps the place: j and k go on from the line that it stands on.
    if (isTyping && event.key === "Escape") {
      const row = here();
      event.target.blur();
      row?.querySelector("h3 a").focus();
    }
    const act = doing[event.key];
    if (!act || isTyping || event.ctrlKey || event.metaKey || event.altKey || keys.open) return;
    if (off.checked && event.key !== "?") return;
    event.preventDefault();
    act();
  });
}
