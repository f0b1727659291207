// What is being written outlives a closed page, a lost connection or a slip on the back button: the tab keeps it until
// it has arrived. And the letters are counted, politely. Without this script the form works all the same.
(() => {
  "use strict";

  const STORE = "jukugi-opinion-draft"; // in sessionStorage: gone with the tab
  const QUIET_MS = 1500; // Readers are told the count when the typing pauses, not at every letter.

  const form = document.querySelector("[data-draft]");
  if (!form) return;
  const text = form.elements.namedItem("text");
  const choices = ["ward", "age_band"].map((name) => form.elements.namedItem(name));
  // How many were taken from this device so far, as the server says: one more than at the press means it arrived.
  const arrived = Number(form.dataset.sentBefore);

  const read = () => {
    try {
      const draft = JSON.parse(sessionStorage.getItem(STORE));
      return typeof draft?.text === "string" ? draft : null;
    } catch {
      return null; // Storage may be closed (private window), or hold what is not ours.
    }
  };

  const keep = (pressedAt) => {
    try {
      if (text.value === "") sessionStorage.removeItem(STORE);
      else {
        const draft = { text: text.value, pressedAt };
        for (const choice of choices) draft[choice.name] = choice.value;
        sessionStorage.setItem(STORE, JSON.stringify(draft));
      }
    } catch {
      // No place to keep it: then it is only in the page.
    }
  };

  const putBack = (draft) => {
    text.value = draft.text;
    for (const choice of choices) {
      if ([...choice.options].some((option) => option.value === draft[choice.name])) choice.value = draft[choice.name];
    }
  };

  // Letters as the server counts them: without blanks at the ends, an emoji of one code point as one.
  const counter = form.querySelector("[data-count]");
  const said = form.querySelector("[data-count-said]");
  const words = counter.firstElementChild;
  const limit = Number(counter.dataset.limit);
  let saying = 0;

  const count = () => {
    const letters = [...text.value.trim()].length;
    const isOver = letters > limit;
    words.textContent = (isOver ? words.dataset.countOver : words.dataset.countWords)
      .replace("{n}", letters.toLocaleString("ja"))
      .replace("{over}", (letters - limit).toLocaleString("ja"));
    counter.hidden = letters === 0;
    counter.classList.toggle("is-over", isOver);
    clearTimeout(saying);
    saying = setTimeout(() => { said.textContent = letters ? words.textContent : ""; }, QUIET_MS);
  };

  const draft = read();
  const isThere = draft !== null && typeof draft.pressedAt === "number" && arrived > draft.pressedAt;
  if (!("refused" in form.dataset) && text.value === "" && draft !== null && !isThere) putBack(draft);
  keep(null); // What came back, was put back, or arrived: from here on this page is the draft.
  if (text.value !== "") count();

  form.addEventListener("input", (event) => {
    keep(null);
    if (event.target === text) count();
  });
  form.addEventListener("change", () => keep(null));
  form.addEventListener("submit", () => keep(arrived));
})();
