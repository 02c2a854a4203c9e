// Saving: a cell that needs another look takes the cursor, and nothing is saved. Leaving with rows
// that are not saved is asked about first.

import { sent, isChanged } from "./asking.js";
import { endEdit } from "./editing.js";

let isLeaving = false;

export const save = (sheet) => {
  const { form, grid } = sheet;
  endEdit(sheet);
  if (grid.focusFirstWrong()) return;
  const data = sent(sheet);
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
  const button = form.querySelector("[data-does=save]");
  button.textContent = "Saving…";
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
    save(sheet);
  });
};
