// After htmx has swapped a part, focus moves to its new heading, so that readers speak it and keys go on from there.
// Mark the heading (or the list of faults) with tabindex="-1" data-focus.
(() => {
  "use strict";

  const focusIn = (root) => {
    const target = root?.matches?.("[data-focus]") ? root : root?.querySelector?.("[data-focus]");
    target?.focus();
  };

  document.addEventListener("htmx:afterSettle", (event) => focusIn(event.detail.elt));

  // A form that came back with faults was loaded as a whole page: begin at the list of faults.
  document.addEventListener("DOMContentLoaded", () => focusIn(document.querySelector("[role='alert'][data-focus]")));
})();
