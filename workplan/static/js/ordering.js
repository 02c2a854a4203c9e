// Rows that have places are dragged by a handle, with a mouse or a finger, and a drop is saved by
// the form of Up and Down, which keys use. Escape puts a row back. Without it there is no handle.

// So near the edge of the window, in pixels, a drag scrolls the page.
const EDGE = 60;
const spoken = document.createElement("p");
spoken.className = "usa-sr-only";
spoken.setAttribute("aria-live", "polite");

// The place of the row that a pointer is over, counted from one.
const placeAt = (rows, y) => {
  const at = rows.findIndex((row) => y < row.getBoundingClientRect().bottom);
  return (at < 0 ? rows.length - 1 : at) + 1;
};

const mark = (rows, from, to) => {
  rows.forEach((row, i) => {
    row.classList.toggle("is-dragged", i + 1 === from && to > 0);
    row.classList.toggle("is-above", i + 1 === to && to < from);
    row.classList.toggle("is-below", i + 1 === to && to > from);
  });
};

const save = (form, place) => {
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = "place";
  field.value = place;
  form.append(field);
  form.requestSubmit();
};

const drag = (handle, form, begun) => {
  const row = form.closest("tr");
  const rows = [...row.parentElement.rows];
  const from = rows.indexOf(row) + 1;
  const over = new AbortController();
  const whenever = { signal: over.signal };
  let to = from;

  const move = ({ clientY }) => {
    if (clientY < EDGE) scrollBy(0, -EDGE / 4);
    else if (clientY > innerHeight - EDGE) scrollBy(0, EDGE / 4);
    const place = placeAt(rows, clientY);
    if (place === to) return;
    to = place;
    mark(rows, from, to);
    spoken.textContent = `${form.dataset.name}: place ${to} of ${rows.length}`;
  };
  const end = (place) => {
    over.abort();
    mark(rows, from, 0);
    if (place === from) spoken.textContent = `${form.dataset.name} stays at place ${from}`;
    else save(form, place);
  };

  begun.preventDefault();
  handle.setPointerCapture(begun.pointerId);
  mark(rows, from, to);
  handle.addEventListener("pointermove", move, whenever);
  handle.addEventListener("pointerup", () => end(to), whenever);
  handle.addEventListener("pointercancel", () => end(from), whenever);
  document.addEventListener("keydown", ({ key }) => key === "Escape" && end(from), whenever);
};

const forms = document.querySelectorAll("form.places");
if (forms.length) document.querySelector("main").append(spoken);

for (const form of forms) {
  const handle = document.createElement("span");
  handle.className = "handle";
  handle.title = "Drag to another place";
  handle.setAttribute("aria-hidden", "true");
  handle.addEventListener("pointerdown", (event) => {
    if (event.isPrimary && event.button === 0) drag(handle, form, event);
  });
  form.prepend(handle);
}
