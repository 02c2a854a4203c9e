// The line between names and bars, moved by pulling or by the arrow keys; the browser keeps where.

const LEAST = 140;
const MOST = 620;
const STEP = 16;

export const startDivider = ({ board, table }) => {
  const names = table.querySelector("thead th");
  const line = document.createElement("div");
  line.className = "gantt-divider";
  line.tabIndex = 0;
  line.setAttribute("role", "separator");
  line.setAttribute("aria-orientation", "vertical");
  line.setAttribute("aria-label", "Width of the names");
  line.setAttribute("aria-valuemin", LEAST);
  line.setAttribute("aria-valuemax", MOST);

  const set = (width) => {
    const within = Math.round(Math.min(Math.max(width, LEAST), MOST));
    board.style.setProperty("--names", `${within}px`);
    line.setAttribute("aria-valuenow", within);
    localStorage.setItem("gantt-names", within);
  };
  line.setAttribute("aria-valuenow", names.offsetWidth);
  const kept = Number(localStorage.getItem("gantt-names"));
  if (kept && matchMedia("(min-width: 64em)").matches) set(kept);

  line.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key];
    if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    set(names.offsetWidth + by);
  });
  line.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    line.setPointerCapture(event.pointerId);
    const from = names.offsetWidth - event.clientX;
    const move = (moved) => set(from + moved.clientX);
    line.addEventListener("pointermove", move);
    line.addEventListener("lostpointercapture", () => line.removeEventListener("pointermove", move), { once: true });
  });
  board.prepend(line);
};
