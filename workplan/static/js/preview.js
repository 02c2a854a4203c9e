// A preview that has come takes the focus. Without it the preview is a page of its own.

document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  const target = ctx?.target;
  if (target?.id !== "preview") return;
  (target.querySelector("#preview-title, [role=alert]") ?? target).focus();
});
