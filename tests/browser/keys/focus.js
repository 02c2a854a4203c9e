// Says where the focus is and what keeps a person from seeing it; null when it left the page.
(() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const name = `${at.localName}${at.id ? "#" + at.id : ""} “${(at.textContent || at.name || "").trim().slice(0, 40)}”`;
  const rings = (style) => (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1) || style.boxShadow !== "none";
  const shape = at.ownerSVGElement && at.firstElementChild;
  // USWDS draws a checkbox, and its ring, beside the real one.
  const drawn = at.matches(".usa-checkbox__input, .usa-radio__input") ? at.labels[0] : shape || at;
  const isMarked = shape ? parseFloat(getComputedStyle(shape).strokeWidth) >= 3
    : rings(getComputedStyle(drawn)) || rings(getComputedStyle(drawn, "::before"));
  const box = drawn.getBoundingClientRect();
  const isOnScreen = box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight;
  const wrong = !isMarked ? "has no mark" : !isOnScreen ? "is off the screen" : "";
  return { name, wrong: wrong && `${name} ${wrong}` };
})()
