// Voices can be dragged onto the group they belong to. It only ticks their boxes and presses the group's button: what
// the page can do by hand, nothing else.
(() => {
  "use strict";

  document.addEventListener("DOMContentLoaded", () => {
    const form = document.querySelector("[data-group-work]");
    if (!form || matchMedia("(pointer: coarse)").matches) return;
    for (const hint of form.querySelectorAll("[data-drag-hint]")) hint.hidden = false;
    let dragged = null;

    form.addEventListener("dragstart", (event) => {
      dragged = event.target.closest("[data-group-member]");
      if (!dragged) return;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", "");
      dragged.classList.add("is-dragged");
    });
    form.addEventListener("dragend", () => {
      if (dragged) dragged.classList.remove("is-dragged");
      dragged = null;
      for (const target of form.querySelectorAll(".is-over")) target.classList.remove("is-over");
    });
    for (const target of form.querySelectorAll("[data-group-target]")) {
      target.addEventListener("dragover", (event) => {
        if (!dragged) return;
        event.preventDefault();
        target.classList.add("is-over");
      });
      target.addEventListener("dragleave", () => target.classList.remove("is-over"));
      target.addEventListener("drop", (event) => {
        if (!dragged) return;
        event.preventDefault();
        dragged.querySelector("input[type=checkbox]").checked = true;
        target.click();
      });
    }
  });
})();
