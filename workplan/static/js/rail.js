// The rail of a plan by icons only, or by name: the choice is kept at once, without a new page.
// Without it the same link asks for the page again, and the site keeps the choice.

export const turnRail = () => document.querySelector("[data-rail]")?.click();

for (const link of document.querySelectorAll("[data-rail]")) {
  link.addEventListener("click", () => {
    document.cookie = `rail=${link.dataset.rail}; max-age=31536000; path=/; samesite=lax`;
  });
}
