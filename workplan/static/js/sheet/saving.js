// Saving: a cell that needs another look takes the cursor, and nothing is saved. Leaving with rows
// that are not saved is asked about first.

import { sent, isChanged } from "./asking.js";
import { endEdit } from "./editing.js";

let isLeaving = false;

// To go to another page of the sheet, or to save all of them.
export const save = (sheet, go = null) => {
  const { form, grid } = sheet;
  endEdit(sheet);
  if (go === null && grid.focusFirstWrong()) return;
  const data = sent(sheet);
  if (go !== null) data.set("go", go);
  // A form of its own sends just what was touched, and as a page, so that the answer is one.
  const post = document.createElement("form");
  post.method = "post";
  post.action = form.action;
  post.hidden = true;
  for (const [name, value] of data) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    field.value = value;
    post.append(field);
  }
  document.body.append(post);
  isLeaving = true;
  if (go === null) form.querySelector("[data-does=save]").textContent = "Saving…";
  post.submit();
};

export const warnWhenLeaving = (sheet) => {
  addEventListener("beforeunload", (event) => {
    if (isLeaving || !isChanged(sheet)) return;
    event.preventDefault();
  });
  // The Enter key in the field for the reason saves, too.
  sheet.form.addEventListener("submit", (event) => {
    event.preventDefault();
    save(sheet, event.submitter?.name === "go" ? event.submitter.value : null);
  });
};
