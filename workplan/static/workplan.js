// Every page works without this file; it only makes some of them quicker to use.

// The Gantt chart: a card with the facts of the row under the pointer or with the focus.
const card = document.getElementById("gantt-card");
if (card) {
  const board = document.querySelector(".gantt-board");
  const slice = board.querySelector("th.slice");
  const show = (row) => {
    const [name, agency, start, finish, due, float, driven] = [...row.cells].map((cell) => cell.textContent.trim());
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
  const row = (event) => event.target.closest("th a, .slice a")?.closest("tbody tr");
  board.addEventListener("mouseover", (event) => event.target.closest(".slice a") && show(row(event)));
  // Whoever comes by keys sees the bar of the row, too.
  board.addEventListener("focusin", (event) => {
    if (!row(event)) return;
    show(row(event));
    const bar = row(event).querySelector(".slice a > *").getBoundingClientRect();
    const from = board.getBoundingClientRect().left + slice.offsetLeft;
    const isSeen = bar.left >= from && bar.left <= board.getBoundingClientRect().right - 20;
    if (!isSeen) board.scrollLeft += bar.left - from - (board.clientWidth - slice.offsetLeft) / 3;
  });
  board.addEventListener("mouseleave", () => { card.hidden = true; });
  board.addEventListener("focusout", () => { card.hidden = true; });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") card.hidden = true; });
  // Begin where the work is: at today, a little from the columns, which stay.
  const today = board.querySelector("path.today");
  if (today) board.scrollLeft = today.getBBox().x - (board.clientWidth - slice.offsetLeft) / 3;
}

// My work: a saved row comes back in its own place. What became of it is said to those who do not
// see it, and what is wrong takes the focus; otherwise the control that had the focus keeps it.
const said = document.getElementById("said");
if (said) {
  const tell = (row, text) => {
    const line = row.querySelector(".work-row__said") ?? document.createElement("p");
    line.className = "work-row__said late";
    line.textContent = said.textContent = `Not saved. ${text}`;
    row.querySelector(".work-row__form").before(line);
  };
  document.addEventListener("htmx:after:swap", ({ target: row }) => {
    if (!row.matches?.(".work-row")) return;
    said.textContent = row.querySelector(".work-row__said")?.textContent ?? "";
    row.querySelector("[aria-invalid], [role=alert][tabindex]")?.focus();
  });
  // An answer that is a page and not a row (signed out, forbidden, broken), or no answer at all,
  // leaves the row, and what was typed into it, as it is.
  document.addEventListener("htmx:before:swap", (event) => {
    const { text, sourceElement } = event.detail.ctx;
    if (!/<html/i.test(text)) return;
    event.preventDefault();
    const page = new DOMParser().parseFromString(text, "text/html");
    const why = [...page.querySelectorAll("main h1, main .usa-intro")].map((e) => e.textContent.trim());
    tell(sourceElement.closest("article"), page.getElementById("password")
      ? "You are signed out. What you typed is kept: reload the page and sign in."
      : why.join(": "));
  });
  document.addEventListener("htmx:error", ({ detail: { ctx } }) => {
    if (ctx) tell(ctx.sourceElement.closest("article"), "The site does not answer. What you typed is still here; try again.");
  });
}

// Single keys, which the person can switch off (WCAG 2.1.4); none works while something is typed.
const keys = document.getElementById("keys");
if (keys) {
  const off = document.getElementById("keys-off");
  off.checked = localStorage.getItem("keys") === "off";
  off.addEventListener("change", () => localStorage.setItem("keys", off.checked ? "off" : "on"));
  keys.querySelector("button").addEventListener("click", () => keys.close());
  const rows = () => [...document.querySelectorAll(".work-row")];
  const here = () => document.activeElement.closest?.(".work-row");
  const go = (by) => {
    const all = rows(), at = all.indexOf(here());
    all[Math.min(Math.max(at + by, 0), all.length - 1)]?.querySelector("h3 a").focus();
  };
  const doing = {
    "?": () => keys.showModal(),
    j: () => go(1),
    k: () => go(-1),
    u: () => here()?.querySelector("[name=unchanged]").click(),
    f: () => here()?.querySelector(".work-row__actions a").click(),
    "/": () => {
      const field = document.querySelector("[role=search] input");
      if (field) field.focus(); else location.assign("/search");
    },
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

// A preview that has come takes the focus.
document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  const target = ctx?.target;
  if (target?.id === "preview") (target.querySelector("#preview-title, [role=alert]") ?? target).focus();
});

// A large file: how much of it has been sent, and then that it is being read.
document.addEventListener("submit", (event) => {
  const upload = event.target;
  if (upload.id !== "upload") return;
  event.preventDefault();
  const shown = upload.querySelector(".upload__progress");
  const [label, bar] = [shown.querySelector("label"), shown.querySelector("progress")];
  const tell = (text) => { label.textContent = text; shown.hidden = false; };
  const asked = new XMLHttpRequest();
  asked.upload.addEventListener("progress", ({ loaded, total }) => {
    bar.value = (100 * loaded) / total;
    tell("Sending the file");
  });
  asked.upload.addEventListener("load", () => { bar.removeAttribute("value"); tell("Reading the file and computing its dates"); });
  asked.addEventListener("error", () => tell("The site does not answer. Try again."));
  asked.addEventListener("load", () => {
    const page = new DOMParser().parseFromString(asked.responseText, "text/html");
    document.title = page.title;
    document.querySelector("main").replaceWith(page.querySelector("main"));
    (document.querySelector("main [role=alert][tabindex]") ?? document.querySelector("main")).focus();
    scrollTo(0, 0);
  });
  asked.open("POST", upload.action);
  asked.send(new FormData(upload));
});

// What stands in the way of saving takes the focus, so that a screen reader reads it first.
document.querySelector("[role=alert][tabindex]")?.focus();
