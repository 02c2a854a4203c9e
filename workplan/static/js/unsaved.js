// Whoever leaves a page on which a text is typed and not saved is asked first. The sheet asks for
// itself. Without it nobody is asked.

const TEXTS = "textarea, input[type=text], input:not([type])";
const isSignedIn = Boolean(document.getElementById("keys"));
let sent = null;

const forms = () => [...document.querySelectorAll("main form[method=post]:not(#sheet)")];
const isTyped = (form) => form !== sent
  && [...form.querySelectorAll(TEXTS)].some((field) => field.value !== field.defaultValue);

// What a module sends by itself leaves no page.
document.addEventListener("submit", (event) => {
  if (!event.defaultPrevented) sent = event.target;
});
addEventListener("beforeunload", (event) => {
  if (isSignedIn && forms().some(isTyped)) event.preventDefault();
});
