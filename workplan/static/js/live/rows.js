// My work: a saved row comes back in its own place. What became of it is said to those who do not
// see it, and what is wrong takes the focus; otherwise the control that had the focus keeps it.
// Without it the whole page comes back, with the row as it was saved.

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
    const told = [...page.querySelectorAll("main h1, main .facts-line")];
    const why = page.getElementById("password")
      ? "You are signed out. What you typed is kept: reload the page and sign in."
      : told.map((element) => element.textContent.trim()).join(": ");
    tell(sourceElement.closest("article"), why);
  });
  document.addEventListener("htmx:error", ({ detail: { ctx } }) => {
    if (!ctx) return;
    const why = "The site does not answer. What you typed is still here; try again.";
    tell(ctx.sourceElement.closest("article"), why);
  });
}
