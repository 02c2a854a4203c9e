// The scale of the chart, and the way to today.

const FROM_LEFT = 0.2;

// Today stands one fifth from the left of what scrolls.
export const toToday = ({ board, table }) => {
  const now = table.querySelector("thead .now");
  if (!now) return;
  const names = table.querySelector("thead .slice").offsetLeft;
  const free = board.clientWidth - names;
  const at = now.getBoundingClientRect().left - board.getBoundingClientRect().left - names;
  if (board.scrollWidth > board.clientWidth) board.scrollLeft += at - free * FROM_LEFT;
};

// One scale finer (-1) or coarser (1): the links of the page, so that the address stays true.
export const rescale = (by) => {
  const links = [...document.querySelectorAll(".scales a:not(#gantt-fit)")];
  const now = links.findIndex((link) => link.getAttribute("aria-current"));
  links[now + by]?.click();
};

export const fit = () => document.getElementById("gantt-fit")?.click();
