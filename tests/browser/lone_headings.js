// The headings below which nothing stands on the page as it is shown now.
() => {
  const isSeen = (element) => {
    const { width, height } = element.getBoundingClientRect();
    return element.checkVisibility({ visibilityProperty: true }) && width > 1 && height > 1;
  };
  const kinds = NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT;
  const walker = document.createTreeWalker(document.querySelector("main"), kinds);
  const lone = [];
  let last = null;
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.nodeType === Node.ELEMENT_NODE) {
      if (node.matches("img, svg, input, select, textarea") && isSeen(node)) last = null;
      continue;
    }
    const element = node.parentElement;
    if (!node.textContent.trim() || !isSeen(element) || element.closest(".usa-sr-only")) continue;
    const heading = element.closest("h2, h3, h4");
    if (heading && last && last !== heading && last.tagName >= heading.tagName) lone.push(last.innerText);
    last = heading;
  }
  if (last) lone.push(last.innerText);
  return lone;
}
