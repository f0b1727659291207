// A press on an answer: taken once, not by accident for the next statement, and never lost without a word.
// (While an answer is under way, htmx drops further presses: hx-sync="this:drop" on the form.)
(() => {
  "use strict";

  const PAUSE_MS = 400; // The second tap of a double tap comes within that time of the first answer's swap.
  const PATIENCE_MS = 1000; // After that a sentence says that the answer is under way.

  let swappedAt = -Infinity;
  let beganTooSoon = false;
  let underWay = 0;
  let unsent = null;

  const isTooSoon = () => performance.now() - swappedAt < PAUSE_MS;

  const showEach = (selector, shown) => {
    for (const part of document.querySelectorAll(selector)) part.hidden = !shown;
  };

  document.addEventListener("htmx:afterSwap", () => { swappedAt = performance.now(); });

  // A finger that came down too soon may be lifted later; keys and screen readers send the click alone.
  document.addEventListener("pointerdown", () => { beganTooSoon = isTooSoon(); }, true);
  document.addEventListener("pointercancel", () => { beganTooSoon = false; }, true);
  document.addEventListener("click", (event) => {
    const isIgnored = beganTooSoon || isTooSoon();
    beganTooSoon = false;
    if (!isIgnored || !event.target.closest("[data-vote-key]")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);

  document.addEventListener("htmx:beforeRequest", () => {
    showEach("[data-unsent]", false);
    underWay = setTimeout(() => showEach("[data-under-way]", true), PATIENCE_MS);
  });

  document.addEventListener("htmx:afterRequest", () => {
    clearTimeout(underWay);
    showEach("[data-under-way]", false);
  });

  // The words stand in the page: what the server refused (4xx) is not recorded; of the rest nobody here can know.
  const tell = (event) => {
    const isRefused = event.detail.xhr.status >= 400 && event.detail.xhr.status < 500;
    unsent = { form: event.detail.elt, button: event.detail.requestConfig.triggeringEvent?.submitter };
    showEach("[data-unsent-refused]", isRefused);
    showEach("[data-unsent-unknown]", !isRefused);
    showEach("[data-unsent]", true);
    document.querySelector("[data-unsent]")?.focus();
  };
  for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(failure, tell);
  }

  // Once more without htmx: whatever comes back then, a page of ours or the browser's own, says what to do.
  document.addEventListener("click", (event) => {
    if (!unsent || !event.target.closest("[data-resend]")) return;
    const answer = document.createElement("input");
    answer.type = "hidden";
    answer.name = unsent.button?.name ?? "";
    answer.value = unsent.button?.value ?? "";
    unsent.form.append(answer);
    unsent.form.submit();
    answer.remove(); // What is sent was read already; a page that is come back to must not answer twice.
  });
})();
