// Looks at a page as it is laid out now, and returns what its reader would stumble over.
(() => {
  const name = (e) => {
    const id = e.id ? `#${e.id}` : e.classList.length ? `.${[...e.classList].join(".")}` : "";
    const text = (e.textContent || "").trim().replace(/\s+/g, " ").slice(0, 40);
    return `${e.localName}${id} “${text}”`;
  };
  const shown = (e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const forReadersOnly = (e) => e.closest(".usa-sr-only, .usa-skipnav") || [e, ...parents(e)].some((p) => getComputedStyle(p).clipPath === "inset(50%)");
  const scrolls = (e) => ["auto", "scroll"].includes(getComputedStyle(e).overflowX);
  const parents = function* (e) { while ((e = e.parentElement)) yield e; };
  const inScroller = (e) => [...parents(e)].some((p) => p !== document.body && scrolls(p));
  const all = (within) => [...document.querySelectorAll(within)].filter((e) => shown(e) && !forReadersOnly(e));

  // What reaches past the window, or past the margin that the page keeps.
  const tooWide = () => {
    const page = document.scrollingElement;
    const main = document.querySelector("main");
    const edge = main.getBoundingClientRect().right - parseFloat(getComputedStyle(main).paddingRight);
    const found = all("main *").filter((e) => !e.closest("svg, .way, .gantt-table") && !inScroller(e) && e.getBoundingClientRect().right > edge + 1);
    return [
      ...(page.scrollWidth > innerWidth ? [`the page is ${page.scrollWidth} wide`] : []),
      ...found.map((e) => `${name(e)} ends at ${Math.round(e.getBoundingClientRect().right)}`),
    ];
  };

  // Text whose box hides a part of it. Names in the Gantt table may end in an ellipsis: the row's
  // height is the bar's, and the card has the whole name.
  const cut = () => all("main *, header *, footer *")
    .filter((e) => !e.closest(".gantt-table tbody th, select, input, textarea, svg"))
    .filter((e) => [...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.data.trim()))
    .filter((e) => {
      const box = getComputedStyle(e).overflowX !== "visible" ? e : e.parentElement;
      const hides = ["hidden", "clip"].includes(getComputedStyle(box).overflowX);
      return hides && (box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 2);
    })
    .map(name);

  // Lines of text that run over each other.
  const overlapping = () => {
    const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    const lines = [];
    while (walker.nextNode()) {
      const text = walker.currentNode;
      const holder = text.parentElement;
      if (!text.data.trim() || !shown(holder) || forReadersOnly(holder) || holder.closest("svg, option, thead")) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      for (const raw of range.getClientRects()) {
        const r = { left: raw.left, right: raw.right, top: raw.top, bottom: raw.bottom, text: text.data.trim(), node: text };
        for (const p of [holder, ...parents(holder)]) {
          if (getComputedStyle(p).overflowX === "visible") continue;
          const clip = p.getBoundingClientRect();
          r.left = Math.max(r.left, clip.left); r.right = Math.min(r.right, clip.right);
          r.top = Math.max(r.top, clip.top); r.bottom = Math.min(r.bottom, clip.bottom);
        }
        if (r.right - r.left > 1 && r.bottom - r.top > 1) lines.push(r);
      }
    }
    const found = [];
    lines.forEach((a, i) => lines.slice(i + 1).filter((b) => b.node !== a.node).forEach((b) => {
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (across > 2 && down > 0.4 * Math.min(a.bottom - a.top, b.bottom - b.top)) {
        found.push(`“${a.text.slice(0, 30)}” and “${b.text.slice(0, 30)}”`);
      }
    }));
    return found;
  };

  // What a finger would miss. A checkbox and a radio button are as big as their labels.
  const LABELS = ".usa-checkbox__label, .usa-radio__label";
  const tooSmall = () => all(`button, .usa-button, summary, form a, nav a, select, input, textarea, ${LABELS}`)
    .filter((e) => !e.matches("[type=hidden], .usa-checkbox__input, .usa-radio__input, .way a"))
    .map((e) => [e, e.getBoundingClientRect()])
    .filter(([, r]) => r.height < 23.9 || r.width < 23.9)
    .map(([e, r]) => `${name(e)} is ${Math.round(r.width)} × ${Math.round(r.height)}`);

  // Text in another typeface than the one that the site brings along; figures in code may be.
  const inAnotherType = () => all("body *")
    .filter((e) => !e.closest("svg, code") && [...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.data.trim()))
    .filter((e) => !getComputedStyle(e).fontFamily.startsWith('"Public Sans"'))
    .map((e) => `${name(e)} is in ${getComputedStyle(e).fontFamily}`);

  return { inAnotherType: inAnotherType(), tooWide: tooWide(), cut: cut(), overlapping: overlapping(), tooSmall: tooSmall() };
})()
