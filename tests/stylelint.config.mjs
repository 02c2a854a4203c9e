// How our style sheets are checked:
//   node_modules/.bin/stylelint --config tests/stylelint.config.mjs "workplan/static/css/**/*.css"
export default {
  extends: "stylelint-config-standard",
  rules: {
    // A short rule stands in one line, and blank lines part subjects, not rules.
    "at-rule-empty-line-before": null,
    "comment-empty-line-before": null,
    "declaration-block-single-line-max-declarations": null,
    "rule-empty-line-before": null,
    // A file goes by subject: what it says of cells and of links need not go by weight as well.
    "no-descending-specificity": null,
    // Browsers of some years ago know no other way to ask for a width, or for colours in print.
    "media-feature-range-notation": "prefix",
    "property-no-vendor-prefix": [true, { ignoreProperties: ["print-color-adjust"] }],
    // As USWDS names classes: block__element--variant; a status keeps the underscore of its code.
    "selector-class-pattern": "^[a-z][a-z0-9]*((-{1,2}|_{1,2})[a-z0-9]+)*$",
  },
};
