// What people see on foot outlives a lost connection. Each answer is put into this device's storage with a key of its own
// before it is sent, and leaves it only when the server says that it is kept; sent twice, the server keeps it once.
// Without this script plain forms do the work.
(() => {
  "use strict";

  const room = document.querySelector("[data-walk]");
  if (!room) return;
  const PATIENCE_MS = 15_000;
  const PAUSES_MS = [1000, 2000, 4000, 8000, 15_000];
  const STORE = "jukugi-walk-checks"; // in localStorage: it stays when the page is closed
  const prefix = `${STORE}:${location.pathname}:`;
  const state = room.querySelector("[data-walk-state]");
  const token = room.querySelector("[name=csrfmiddlewaretoken]");
  const walkers = [...room.querySelectorAll("[name=walker]")]; // one in each form; what is chosen once holds for all
  const unstored = new Map(); // what found no place in the storage: kept while the page is open

  const newKey = () =>
    [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const today = () => {
    const now = new Date();
    return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
  };

  const stored = () => {
    const found = [...unstored.values()];
    try {
      for (let at = 0; at < localStorage.length; at += 1) {
        const name = localStorage.key(at);
        if (name.startsWith(prefix)) found.push(JSON.parse(localStorage.getItem(name)));
      }
    } catch {
      // Storage may be closed (private window): then the page alone remembers.
    }
    return found.sort((one, other) => one.at - other.at);
  };
  const keep = (entry) => {
    try {
      localStorage.setItem(prefix + entry.key, JSON.stringify(entry));
      unstored.delete(entry.key);
    } catch {
      unstored.set(entry.key, entry);
    }
  };
  const forget = (entry) => {
    unstored.delete(entry.key);
    try {
      localStorage.removeItem(prefix + entry.key);
    } catch {
      // It was never there.
    }
  };

  const said = (entry, name, more = "") => {
    const part = document.getElementById(entry.place);
    const told = part && part.querySelector("[data-check-state]");
    if (!told) return;
    told.hidden = false;
    told.textContent = told.dataset[name] + more;
  };
  let failures = 0;
  const tell = () => {
    const waiting = stored().filter((entry) => !entry.refused).length;
    state.hidden = false;
    const words = waiting === 0 ? state.dataset.none : failures > 0 ? state.dataset.stuck : state.dataset.some;
    const now = words.replace("{n}", waiting);
    if (state.textContent !== now) state.textContent = now;
  };

  // "kept", "refused" (with the reason, for a person to read) or "later".
  const send = async (entry) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(entry.fields)) body.set(name, value);
    body.set("csrfmiddlewaretoken", token.value);
    body.set("client_key", entry.key);
    try {
      const answer = await fetch(entry.url, {
        method: "POST",
        body,
        headers: { Accept: "application/json" },
        credentials: "same-origin",
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      if (answer.ok) return "kept";
      const isRefusal = answer.status >= 400 && answer.status < 500;
      if (!isRefusal || !(answer.headers.get("Content-Type") || "").startsWith("application/json")) return "later";
      const words = await answer.json();
      entry.refused = `${words.what}${words.todo}`;
      return "refused";
    } catch {
      return "later"; // No connection, or none good enough: it stays on the device.
    }
  };

  let isSending = false;
  let timer = 0;
  const flush = async () => {
    clearTimeout(timer);
    if (isSending) return;
    isSending = true;
    for (;;) {
      const entry = stored().find((each) => !each.refused);
      if (!entry) break;
      const came = await send(entry);
      failures = came === "later" ? failures + 1 : 0;
      if (came === "kept") forget(entry);
      if (came === "refused") keep(entry);
      if (came !== "later") said(entry, came, entry.refused || "");
      tell();
      if (came === "later") break;
    }
    isSending = false;
    if (stored().some((entry) => !entry.refused)) {
      timer = setTimeout(flush, PAUSES_MS[Math.min(Math.max(failures - 1, 0), PAUSES_MS.length - 1)]);
    }
  };

  for (const one of walkers) {
    one.addEventListener("change", () => walkers.forEach((each) => (each.value = one.value)));
  }
  for (const form of room.querySelectorAll("[data-check-form]")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const fields = Object.fromEntries(new FormData(form));
      delete fields.csrfmiddlewaretoken;
      delete fields.client_key;
      const { walker, ...seen } = fields;
      const hasWords = Object.values(seen).some((value) => String(value).trim() !== "");
      if (!hasWords) return form.querySelector("input, textarea").focus();
      fields.looked_on = today();
      const entry = { key: newKey(), place: form.dataset.checkForm, url: form.getAttribute("action"), fields, at: Date.now() };
      keep(entry);
      said(entry, "waiting");
      form.reset();
      for (const each of walkers) each.value = walker;
      form.closest("details").open = false;
      tell();
      flush();
      return undefined;
    });
  }

  const keepPage = async () => {
    if (!("serviceWorker" in navigator)) return;
    try {
      await navigator.serviceWorker.register(room.dataset.worker, { scope: room.dataset.scope });
      const ready = await navigator.serviceWorker.ready;
      const files = [...document.querySelectorAll("script[src], link[rel=stylesheet], link[rel=icon]")];
      const keepThese = [location.pathname, ...files.map((file) => file.src || file.href)];
      navigator.serviceWorker.addEventListener("message", (event) => {
        if (event.data && event.data.kept) room.dataset.kept = "true";
      });
      ready.active.postMessage({ keep: keepThese });
    } catch {
      // Then the page must stay open; what was seen is kept all the same.
    }
  };

  window.addEventListener("online", () => { failures = 0; flush(); });
  window.addEventListener("beforeunload", (event) => { if (unstored.size) event.preventDefault(); });
  for (const entry of stored()) said(entry, entry.refused ? "refused" : "waiting", entry.refused || "");
  tell();
  flush();
  keepPage();
})();
