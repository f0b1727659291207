// Keys 1, 2, 3 press 賛成, 反対, わからない (buttons with data-vote-key). They can be turned off, and stay off on this
// device (WCAG 2.1.4 Character Key Shortcuts). Works after htmx swaps too: everything is looked up at the moment of use.
(() => {
  "use strict";

  const STORE = "jukugi-vote-keys";

  const isOn = () => {
    try {
      return localStorage.getItem(STORE) !== "off";
    } catch {
      return true;
    }
  };

  const setOn = (on) => {
    try {
      localStorage.setItem(STORE, on ? "on" : "off");
    } catch {
      // Storage may be closed (private window): the choice then lasts for this page only.
    }
    show(on);
  };

  let on = isOn();

  const show = (value) => {
    on = value;
    for (const hints of document.querySelectorAll("[data-vote-keys]")) {
      hints.hidden = false;
      for (const words of hints.querySelectorAll("[data-keys-on]")) words.hidden = !on;
      for (const words of hints.querySelectorAll("[data-keys-off]")) words.hidden = on;
    }
  };

  const isWriting = (element) => element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);

  document.addEventListener("keydown", (event) => {
    const isPlain = !event.ctrlKey && !event.altKey && !event.metaKey && !event.isComposing && !event.repeat;
    if (!on || !isPlain || !/^[1-3]$/.test(event.key) || isWriting(event.target)) return;
    const button = document.querySelector(`[data-vote-key="${event.key}"]`);
    if (!button || button.disabled) return;
    event.preventDefault();
    button.click();
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-keys-toggle]")) setOn(!on);
  });

  document.addEventListener("DOMContentLoaded", () => show(on));
  document.addEventListener("htmx:afterSettle", () => show(on));
})();
