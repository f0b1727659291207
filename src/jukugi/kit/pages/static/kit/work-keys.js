// Keys of the work page at the desk: 1 to 9 choose a proposal, Enter presses the filled button, J and K lead to the
// next and the one before, H leaves it for later. They can be turned off, and stay off on this device (WCAG 2.1.4
// Character Key Shortcuts). Besides: Ctrl+Enter sends a form that is typed in, nothing is sent twice, a print button.
(() => {
  "use strict";

  const STORE = "jukugi-work-keys";
  const WAYS = { j: "[data-work-next]", k: "[data-work-previous]", h: "[data-work-later]" };

  const isOn = () => {
    try {
      return localStorage.getItem(STORE) !== "off";
    } catch {
      return true;
    }
  };

  let on = isOn();

  const show = () => {
    for (const hints of document.querySelectorAll("[data-work-keys]")) hints.hidden = false;
    for (const words of document.querySelectorAll("[data-keys-on]")) words.hidden = !on;
    for (const words of document.querySelectorAll("[data-keys-off]")) words.hidden = on;
  };

  const setOn = (value) => {
    on = value;
    try {
      localStorage.setItem(STORE, on ? "on" : "off");
    } catch {
      // Storage may be closed (private window): the choice then lasts for this page only.
    }
    show();
  };

  const isWriting = (element) =>
    element.isContentEditable || /^(TEXTAREA|SELECT)$/.test(element.tagName) ||
    (element.tagName === "INPUT" && !/^(checkbox|radio)$/.test(element.type));

  // Enter means what it always means where something has the focus that takes it.
  const takesEnter = (element) => isWriting(element) || element.closest("a, button, summary, input");

  const meant = (event) => {
    if (event.key === "Enter") return takesEnter(event.target) ? null : document.querySelector("[data-work-main]");
    if (/^[1-9]$/.test(event.key)) return document.querySelector(`[data-work-offer="${event.key}"]`);
    const way = WAYS[event.key.toLowerCase()];
    return way ? document.querySelector(way) : null;
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && "sendWithKeys" in event.target.dataset) {
      event.preventDefault();
      event.target.form.requestSubmit(event.target.form.querySelector("[data-work-send]"));
      return;
    }
    const isPlain = !event.ctrlKey && !event.altKey && !event.metaKey && !event.isComposing && !event.repeat;
    if (!on || !isPlain || isWriting(event.target)) return;
    const target = meant(event);
    if (!target) return;
    event.preventDefault();
    target.click();
  });

  // A second press while the first is under way would be told that somebody else was quicker.
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-work-form]")) return;
    if (event.target.dataset.isSent) event.preventDefault();
    event.target.dataset.isSent = "yes";
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("[data-work-form]")) delete form.dataset.isSent;
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-keys-toggle]")) setOn(!on);
    if (event.target.closest("[data-print]")) window.print();
  });

  document.addEventListener("DOMContentLoaded", () => {
    if (document.querySelector("[data-work-keys]")) show();
    for (const hint of document.querySelectorAll("[data-send-hint], [data-print]")) hint.hidden = false;
    for (const how of document.querySelectorAll("[data-print-how]")) how.hidden = true;
  });
})();
