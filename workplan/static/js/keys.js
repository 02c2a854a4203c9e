// Single keys, which the person can switch off (WCAG 2.1.4); none works while something is typed.
// Without it the Tab key goes the same ways, only longer ones.

import { turnRail } from "./rail.js";

const keys = document.getElementById("keys");

if (keys) {
  const off = document.getElementById("keys-off");
  off.checked = localStorage.getItem("keys") === "off";
  off.addEventListener("change", () => localStorage.setItem("keys", off.checked ? "off" : "on"));
  keys.querySelector("button").addEventListener("click", () => keys.close());
  for (const opens of document.querySelectorAll(".keys-open")) {
    opens.hidden = false;
    opens.addEventListener("click", () => keys.showModal());
  }

  for (const hint of document.querySelectorAll("[data-keys-hint]")) hint.hidden = off.checked;

  // The lines of a list: the tasks of my work, and the rows of tables that a link names.
  const name = (line) => line.querySelector(".work-row h3 a, th[scope=row] a");
  const lines = () => [...document.querySelectorAll(".work-row, main table.data tbody tr")]
    .filter((line) => name(line)?.checkVisibility());
  const here = () => {
    const line = document.activeElement.closest?.(".work-row, main table.data tbody tr");
    return line && name(line) ? line : null;
  };
  const go = (by) => {
    const all = lines();
    const to = Math.min(Math.max(all.indexOf(here()) + by, 0), all.length - 1);
    if (all[to]) name(all[to]).focus();
  };
  // What a key opens stands at the line that has the focus, or else on the page of a task.
  const open = (key) => {
    const page = document.querySelector(`main .actions[data-${key}]`);
    const to = here()?.dataset[key] ?? page?.dataset[key];
    if (to) location.assign(to);
  };
  // What digits choose from: the list or the row of buttons that is to be decided next.
  const choose = (number) => {
    const all = [...document.querySelectorAll("main [data-choose]")];
    const from = all.find((one) => one.checkVisibility());
    if (!from) return;
    const list = from.querySelector("select");
    const button = from.querySelectorAll("input[type=radio]")[number - 1];
    if (list?.options[number]) list.selectedIndex = number;
    else if (button) button.click();
    else return;
    document.getElementById(from.dataset.choose)?.focus();
  };
  const find = () => {
    const field = document.querySelector("main [role=search] input, .bar__find input");
    if (field?.offsetParent) field.focus();
    else location.assign("/search");
  };
  const doing = {
    "?": () => keys.showModal(),
    j: () => go(1),
    k: () => go(-1),
    u: () => here()?.querySelector("[name=unchanged]")?.click(),
    r: () => open("report"),
    h: () => open("hands"),
    n: () => document.querySelector("main a[data-press=n]")?.click(),
    z: () => document.querySelector(".toast form.undo button")?.click(),
    "[": turnRail,
    "/": find,
  };
  // The pages of the plan that one is in, by the last part of their address.
  const plan = document.querySelector(".rail a[href*='/plans/']");
  const root = plan && new URL(plan.href).pathname.split("/").slice(0, 3).join("/");
  const places = {
    o: root,
    t: root && `${root}/tasks`,
    g: root && `${root}/gantt`,
    b: root && `${root}/burndown`,
    w: "/",
  };
  let goesAt = -Infinity;

  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest("input, select, textarea");
    // Leaving a field keeps the place: j and k go on from the line that it stands on.
    if (isTyping && event.key === "Escape") {
      const row = here();
      event.target.blur();
      if (row) name(row).focus();
    }
    if (isTyping && event.key === "Enter" && event.ctrlKey) {
      event.preventDefault();
      event.target.form?.requestSubmit();
    }
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey || keys.open) return;
    if (off.checked && event.key !== "?") return;
    const isSecond = event.timeStamp - goesAt < 1500;
    goesAt = event.key === "g" && !isSecond ? event.timeStamp : -Infinity;
    const to = isSecond && places[event.key];
    if (to) location.assign(to);
    const digit = !isSecond && /^[1-9]$/.test(event.key) && document.querySelector("main [data-choose]");
    if (digit) doing[event.key] = () => choose(Number(event.key));
    const act = isSecond ? null : doing[event.key];
    if (!act && !to) return;
    event.preventDefault();
    act?.();
  });
}
