// Notes and raised hands of a table outlive a lost connection. Each is put into this device's storage with a key of its
// own before it is sent, and leaves it only when the server says that it is kept; sent twice, the server keeps it once.
// Besides: Enter brings the next note, and the clock of the agenda runs. Without this script plain forms do the work.
(() => {
  "use strict";

  const STORE = "jukugi-meeting-notes"; // in localStorage: it stays when the page or the browser is closed
  const PATIENCE_MS = 15_000;
  const PAUSES_MS = [1000, 2000, 4000, 8000, 15_000];
  const PHOTO_SIDE = 1280;

  // Enter is the next note; while a word is being converted to kanji it belongs to the conversion.
  const sendByEnter = (text) => {
    for (const hint of document.querySelectorAll("[data-enter-hint]")) hint.hidden = false;
    text.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
      event.preventDefault();
      if (text.value.trim() !== "") text.form.requestSubmit();
    });
  };

  const typed = document.querySelector("[data-type-text]");
  if (typed) {
    sendByEnter(typed);
    if (location.hash === "#type") typed.focus();
  }

  const room = document.querySelector("[data-room]");
  if (!room) return;
  const form = room.querySelector("[data-note-form]");
  const text = form.elements.namedItem("text");
  const photo = form.elements.namedItem("photo");
  const list = room.querySelector("[data-notes]");
  const template = room.querySelector("[data-note-template]");
  const state = room.querySelector("[data-state]");
  const prefix = `${STORE}:${room.dataset.room}:`;
  const rows = new Map(); // key → the row that shows a note of this device
  const unstored = new Map(); // what found no place in the storage: kept while the page is open

  const newKey = () =>
    [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

  // The queue: one item of the storage for each entry, so that two pages of one device do not overwrite each other.
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

  const words = (row, name, more = "") => {
    const told = row.querySelector("[data-note-state]");
    if (told) told.textContent = told.dataset[name] + more;
  };
  const show = (entry) => {
    if (entry.kind !== "note" || rows.has(entry.key)) return;
    const row = template.content.firstElementChild.cloneNode(true);
    row.querySelector(".table-words").textContent = entry.fields.text || "（写真）";
    words(row, "waiting");
    list.prepend(row);
    rows.set(entry.key, row);
    const none = room.querySelector("[data-no-notes]");
    if (none) none.hidden = true;
    const count = room.querySelector("[data-note-count]");
    count.textContent = Number(count.textContent) + 1;
  };
  const tell = () => {
    const waiting = preparing + stored().filter((entry) => !entry.refused).length;
    state.hidden = false;
    state.classList.toggle("is-waiting", waiting > 0);
    const told = waiting === 0 ? state.dataset.none : failures > 0 ? state.dataset.stuck : state.dataset.some;
    const said = told.replace("{n}", waiting);
    if (state.textContent !== said) state.textContent = said;
  };

  const body = (entry) => {
    const sent = new FormData();
    sent.set("csrfmiddlewaretoken", form.elements.namedItem("csrfmiddlewaretoken").value);
    sent.set("client_key", entry.key);
    for (const [name, value] of Object.entries(entry.fields)) sent.set(name, value);
    if (entry.photo) {
      const bytes = Uint8Array.from(atob(entry.photo.split(",")[1]), (letter) => letter.charCodeAt(0));
      sent.set("photo", new Blob([bytes], { type: "image/jpeg" }), "note.jpg");
    }
    return sent;
  };

  // "kept", "refused" (with the reason, for a person to read) or "later".
  const send = async (entry) => {
    try {
      const answer = await fetch(entry.url, {
        method: "POST",
        body: body(entry),
        headers: { Accept: "application/json" },
        credentials: "same-origin",
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      if (answer.ok) return "kept";
      const isRefusal = answer.status >= 400 && answer.status < 500;
      if (!isRefusal || !(answer.headers.get("Content-Type") || "").startsWith("application/json")) return "later";
      const said = await answer.json();
      entry.refused = `${said.what}${said.todo}`;
      return "refused";
    } catch {
      return "later"; // No connection, or none good enough: it stays in the queue.
    }
  };

  let isSending = false;
  let preparing = 0; // notes whose photo is being made smaller
  let failures = 0;
  let timer = 0;
  const flush = async () => {
    clearTimeout(timer);
    if (isSending) return;
    isSending = true;
    let isOver = false;
    while (!isOver) {
      const entry = stored().find((each) => !each.refused);
      if (!entry) break;
      const came = await send(entry);
      const row = rows.get(entry.key);
      if (came === "later") {
        failures += 1;
        isOver = true;
      } else {
        failures = 0;
        if (came === "kept") forget(entry);
        else keep(entry);
        if (row) words(row, came, entry.refused || "");
      }
      tell();
    }
    isSending = false;
    if (stored().some((entry) => !entry.refused)) {
      timer = setTimeout(flush, PAUSES_MS[Math.min(Math.max(failures - 1, 0), PAUSES_MS.length - 1)]);
    }
  };

  // A photo as small as it can still be read: it must find room in the storage.
  const shrunk = async (file) => {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, PHOTO_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL("image/jpeg", 0.8);
  };

  let latest = 0;
  const put = (entry) => {
    latest = Math.max(latest + 1, Date.now()); // in the order in which they were written
    entry.at = latest;
    keep(entry);
    show(entry);
    tell();
    flush();
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const refusal = form.querySelector("[data-photo-refused]");
    refusal.hidden = true;
    const file = photo.files[0];
    const item = form.elements.namedItem("agenda_item");
    const entry = { kind: "note", key: newKey(), url: room.dataset.room, fields: { text: text.value }, photo: null };
    if (item) entry.fields.agenda_item = item.value;
    if (text.value.trim() === "" && !file) {
      text.focus();
      return;
    }
    text.value = "";
    photo.value = "";
    text.focus();
    preparing += 1;
    tell();
    try {
      if (file) entry.photo = await shrunk(file);
      preparing -= 1;
      put(entry);
    } catch {
      preparing -= 1;
      tell();
      refusal.hidden = false;
      text.value = entry.fields.text;
    }
  });

  for (const row of room.querySelectorAll("[data-hands-form]")) {
    row.addEventListener("submit", (event) => {
      event.preventDefault();
      const tapped = event.submitter;
      for (const number of row.querySelectorAll("button")) {
        number.setAttribute("aria-pressed", String(number === tapped));
      }
      const fields = {
        question: row.elements.namedItem("question").value,
        hand: row.elements.namedItem("hand").value,
        count: tapped.value,
      };
      put({ kind: "hands", key: newKey(), url: row.getAttribute("action"), fields, photo: null });
    });
  }

  // The clock of the agenda: which item runs, and how long still. Said aloud five minutes and one minute before its end.
  const left = room.querySelector("[data-hint-left]");
  const said = room.querySelector("[data-clock-said]");
  const announced = new Set();
  const now = room.querySelector("[data-now]");
  const tick = () => {
    now.hidden = true;
    for (const item of room.querySelectorAll("[data-agenda]")) {
      const until = Date.parse(item.dataset.until) - Date.now();
      const isNow = until > 0 && Date.parse(item.dataset.from) <= Date.now();
      const shown = item.querySelector("[data-left]");
      item.classList.toggle("is-now", isNow);
      shown.hidden = !isNow;
      if (!isNow) continue;
      const seconds = Math.ceil(until / 1000);
      const title = item.dataset.title;
      shown.textContent = left.dataset.leftWords
        .replace("{m}", Math.floor(seconds / 60))
        .replace("{s}", String(seconds % 60).padStart(2, "0"));
      now.hidden = false;
      now.querySelector("[data-now-title]").textContent = title;
      now.querySelector("[data-now-left]").textContent = shown.textContent;
      for (const minutes of [5, 1]) {
        const mark = `${item.dataset.until}-${minutes}`;
        if (seconds > minutes * 60 || announced.has(mark)) continue;
        announced.add(mark);
        if (seconds < (minutes - 1) * 60) continue;
        said.textContent = said.dataset.words.replace("{title}", title).replace("{n}", minutes);
      }
    }
  };
  if (room.querySelector("[data-agenda]")) {
    tick();
    setInterval(tick, 1000);
  }

  sendByEnter(text);
  for (const hint of room.querySelectorAll("[data-plain-hint]")) hint.hidden = true;
  window.addEventListener("online", () => { failures = 0; flush(); });
  window.addEventListener("beforeunload", (event) => { if (unstored.size || preparing) event.preventDefault(); });
  for (const entry of stored()) {
    show(entry);
    if (entry.refused && rows.has(entry.key)) words(rows.get(entry.key), "refused", entry.refused);
  }
  tell();
  flush();
})();
