// The form of a task: what it would move follows once nobody has typed for a while, and another
// agency gets its row at once. Without it a button shows the former, and adds the latter.

const form = document.getElementById("task-form");
const PAUSE_MS = 600;

if (form) {
  const shown = document.getElementById("preview");
  let waiting = 0;
  let turn = 0;

  const follow = async () => {
    turn += 1;
    const mine = turn;
    const data = new URLSearchParams(new FormData(form));
    data.set("preview", "1");
    const headers = { "HX-Request": "true" };
    try {
      const answer = await fetch(location.href, { method: "POST", headers, body: data });
      const text = await answer.text();
      if (mine === turn && answer.ok) shown.innerHTML = text;
      else if (mine === turn) shown.textContent = "";
    } catch {
      if (mine === turn) shown.textContent = "";
    }
  };
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(follow, PAUSE_MS);
  });
  // Whoever asks for the preview, or saves, needs no other one.
  const stop = () => {
    clearTimeout(waiting);
    turn += 1;
  };
  form.addEventListener("submit", stop);
  form.querySelector("[name=preview]").addEventListener("click", stop);

  form.addEventListener("click", (event) => {
    const more = event.target.closest("[name=more]");
    if (!more) return;
    event.preventDefault();
    const rows = form.querySelectorAll(".owner--new");
    const row = rows[0].cloneNode(true);
    // A label leads to the field of its own row.
    for (const field of row.querySelectorAll("select")) {
      const label = row.querySelector(`label[for="${field.id}"]`);
      field.id = `${field.id}-${rows.length}`;
      label.htmlFor = field.id;
    }
    const [agency, role] = row.querySelectorAll("select");
    agency.value = "";
    role.value = "coordinate";
    rows[rows.length - 1].after(row);
    agency.focus();
  });
}
