// Typing in a sheet of paper: 1, 2, 3 and 0 tick a box of the statement that has the focus and lead to the next,
// Backspace leads back. The keys act only while a statement has the focus (WCAG 2.1.4), so they need no switch; after
// the last statement the button has it, and Enter sends.
(() => {
  "use strict";

  const rows = () => [...document.querySelectorAll("[data-sheet-row]")];

  const focusOn = (row) => (row.querySelector("input:checked") || row.querySelector("input")).focus();

  const begin = () => {
    for (const hint of document.querySelectorAll("[data-sheet-hint]")) hint.hidden = false;
    const isOpen = (row) => !row.querySelector("input:checked");
    // A form that came back begins at its list of faults, which focus.js leads to.
    const first = rows().find(isOpen);
    if (first && !document.querySelector("[role='alert'][data-focus]")) focusOn(first);
  };

  document.addEventListener("keydown", (event) => {
    const isPlain = !event.ctrlKey && !event.altKey && !event.metaKey && !event.isComposing && !event.repeat;
    const row = event.target.closest("[data-sheet-row]");
    const isBack = event.key === "Backspace" && (row || event.target.closest("[data-sheet-send]"));
    if (!isPlain || (!row && !isBack)) return;
    const all = rows();
    const place = row ? all.indexOf(row) : all.length;
    if (isBack) {
      event.preventDefault();
      if (place > 0) focusOn(all[place - 1]);
      return;
    }
    const box = /^[0-3]$/.test(event.key) ? row.querySelector(`[data-sheet-key="${event.key}"]`) : null;
    if (!box) return;
    event.preventDefault();
    box.checked = true;
    if (place + 1 < all.length) focusOn(all[place + 1]);
    else document.querySelector("[data-sheet-send]").focus();
  });

  document.addEventListener("DOMContentLoaded", begin);
})();
