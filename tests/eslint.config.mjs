// How the scripts of pages, and those that tests run in them, are checked:
//   node_modules/.bin/eslint --config tests/eslint.config.mjs workplan/static/js tests/browser
import js from "@eslint/js";

// What a browser provides, as far as it is used; any other unknown name is a mistake.
const browser = [
  "AbortController", "addEventListener", "clearInterval", "clearTimeout", "document", "DOMParser", "fetch", "FormData", "getComputedStyle", "history", "innerHeight", "innerWidth", "localStorage", "location", "matchMedia",
  "Node", "NodeFilter", "removeEventListener", "scrollBy", "scrollTo", "sessionStorage", "setInterval", "setTimeout", "URL", "URLSearchParams", "XMLHttpRequest",
];

export default [
  js.configs.recommended,
  {
    languageOptions: { globals: Object.fromEntries(browser.map((name) => [name, "readonly"])) },
    rules: { eqeqeq: "error", "no-var": "error", "prefer-const": "error" },
  },
];
