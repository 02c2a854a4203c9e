// What was just saved floats at the bottom for eight seconds, longer while it has the focus or the
// pointer. Without it, and on a phone, where it would cover what one reads (cards.css), the same
// line stands under the head of the page until the next one.

const SECONDS = 8;

for (const toast of document.querySelectorAll("main > .toast")) {
  toast.classList.add("toast--floats");
  const isHeld = () => toast.matches(":hover, :focus-within");
  const settle = () => {
    if (isHeld()) setTimeout(settle, 1000);
    else toast.classList.remove("toast--floats");
  };
  setTimeout(settle, SECONDS * 1000);
}
