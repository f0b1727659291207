// What is being typed in a clause is kept on the server every few seconds, and in the tab in case the line is cut.
// Without this script the form works all the same; what was sent after the session ended is kept by the server.
(() => {
  "use strict";

  const EVERY_MS = 4000;

  const form = document.querySelector("[data-clause-keep]");
  if (!form) return;
  const said = form.querySelector("[data-kept]");
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const STORE = `jukugi-clause ${location.pathname}`; // in sessionStorage: gone with the tab
  let timer = 0;
  let last = "";

  const words = () => {
    const sent = new FormData(form);
    return new URLSearchParams({ heading: sent.get("heading") ?? "", text: sent.get("text"), seen: sent.get("seen") });
  };

  const say = (text) => { if (said.textContent !== text) said.textContent = text; };

  const putAside = (body) => {
    try {
      sessionStorage.setItem(STORE, body);
    } catch {
      // No place to keep it: then it is only in the page.
    }
  };

  const keep = async () => {
    const body = words().toString();
    if (body === last) return;
    putAside(body);
    try {
      const answer = await fetch(form.dataset.clauseKeep, {
        method: "POST", body: words(), headers: { "X-CSRFToken": token }, redirect: "manual",
      });
      if (answer.status === 204) {
        last = body;
        const time = new Intl.DateTimeFormat("ja", { hour: "2-digit", minute: "2-digit" }).format(new Date());
        say(said.dataset.keptWords.replace("{time}", time));
      } else {
        say(answer.status === 401 ? said.dataset.lostWords : said.dataset.offWords);
      }
    } catch {
      say(said.dataset.offWords);
    }
  };

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(keep, EVERY_MS);
  };

  form.addEventListener("input", later);
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    putAside(words().toString());
  });
})();
