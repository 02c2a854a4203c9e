// What stands in the way of saving takes the focus, so that a screen reader reads it first.
// Without it the alert is read in its turn, above the form.

document.querySelector("[role=alert][tabindex]")?.focus();
