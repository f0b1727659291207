// A survey outlives a lost connection: what stands on a page is kept on the device until the server has it. Besides:
// questions that hang on an answer open at once, words tick their option. Without this script plain forms do the work.
(() => {
  "use strict";

  const STORE = "jukugi-survey"; // in localStorage: it stays when a phone closes the tab
  const UNKEPT = new Set(["csrfmiddlewaretoken", "form_key", "page", "shown", "another"]);

  const form = document.querySelector("[data-answers]");
  if (!form) return;
  const prefix = `${STORE}:${form.dataset.answers}:`;
  const name = prefix + form.dataset.page;
  const saved = Number(form.dataset.saved);
  const offline = form.querySelector("[data-offline]");

  const withStore = (act) => {
    try {
      return act(localStorage);
    } catch {
      return null; // Storage may be closed (private window): then the page alone remembers.
    }
  };
  const typed = () => [...new FormData(form)].filter(([field, value]) => !UNKEPT.has(field) && typeof value === "string");
  const keep = (pressedAt) => withStore((store) => store.setItem(name, JSON.stringify({ fields: typed(), pressedAt })));
  const forgetAll = () =>
    withStore((store) => {
      for (const key of Object.keys(store)) if (key.startsWith(prefix)) store.removeItem(key);
    });

  // Nothing is lost by pressing where there is no connection: the page stays, and says so.
  form.addEventListener("submit", (event) => {
    if (!navigator.onLine) {
      event.preventDefault();
      if (!("sends" in form.dataset)) keep(null);
      offline.hidden = false;
      offline.scrollIntoView({ block: "nearest" });
      return;
    }
    if ("sends" in form.dataset) forgetAll();
    else keep(saved);
  });
  window.addEventListener("online", () => { offline.hidden = true; });
  if ("sends" in form.dataset) return;

  // Questions that hang on an answer of this page.
  const waiting = [...form.querySelectorAll("[data-if]")].map((part) => ({
    part,
    conditions: part.dataset.if.split(";").map((one) => {
      const [field, values] = one.split("=");
      return { field, values: values.split(" ") };
    }),
  }));
  const open = () => {
    for (const { part, conditions } of waiting) {
      const given = new FormData(form); // Anew for each: one that closed takes its answers with it.
      const isAsked = conditions.every(({ field, values }) => given.getAll(field).some((one) => values.includes(one)));
      part.hidden = !isAsked;
      part.disabled = !isAsked;
    }
  };

  const isChoice = (control) => control.type === "radio" || control.type === "checkbox";
  const putBack = (fields) => {
    for (const control of form.elements) {
      if (!control.name || UNKEPT.has(control.name) || control.tagName === "BUTTON") continue;
      const values = fields.filter(([field]) => field === control.name).map(([, value]) => value);
      if (isChoice(control)) control.checked = values.includes(control.value);
      else if (values.length) control.value = values[0];
    }
  };
  // What was pressed arrived if the server has saved something since: then its page is right, else ours is.
  const kept = withStore((store) => JSON.parse(store.getItem(name)));
  const hasArrived = kept && typeof kept.pressedAt === "number" && saved > kept.pressedAt;
  if (Array.isArray(kept?.fields) && !hasArrived && !("refused" in form.dataset)) putBack(kept.fields);
  else withStore((store) => store.removeItem(name));
  open();

  form.addEventListener("input", (event) => {
    const ticked = event.target.dataset?.ticks;
    if (ticked && event.target.value.trim() !== "") document.getElementById(ticked).checked = true;
    open();
    keep(null);
  });
  form.addEventListener("change", (event) => {
    const control = event.target;
    if (control.type === "checkbox" && control.checked) {
      // What stands alone (どれもない) takes the others back, and they take it back.
      const others = form.querySelectorAll(`input[type="checkbox"][name="${CSS.escape(control.name)}"]`);
      for (const other of others) {
        if (other !== control && ("alone" in control.dataset || "alone" in other.dataset)) other.checked = false;
      }
    }
    open();
    keep(null);
  });
})();
