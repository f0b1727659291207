// Checks the files of a public draw on the visitor's own machine; nothing is sent anywhere. The same checks, in the same
// order, as core/sortition/publishing.py: what does not agree, by the same codes.
(() => {
  "use strict";

  const form = document.querySelector("[data-lot-check]");
  if (!form) return;
  const NAMES = ["pool.csv", "quotas.csv", "table.csv", "commitment.json"];
  const SHOWN = 50;
  const NEAR = 1e-9;

  const { sha256 } = self.jukugi;

  // Tables with commas, quotes and either end of line. Throws where a quote is not closed.
  const table = (bytes) => {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    const rows = [];
    let row = [];
    let cell = "";
    let isQuoted = false;
    const endRow = () => {
      if (row.length || cell) rows.push([...row, cell]);
      row = [];
      cell = "";
    };
    for (let place = 0; place < text.length; place += 1) {
      const letter = text[place];
      if (isQuoted && letter === '"' && text[place + 1] === '"') {
        cell += '"';
        place += 1;
      } else if (letter === '"') {
        isQuoted = !isQuoted;
      } else if (isQuoted) {
        cell += letter;
      } else if (letter === ",") {
        row.push(cell);
        cell = "";
      } else if (letter === "\n") {
        endRow();
      } else if (letter !== "\r") {
        cell += letter;
      }
    }
    if (isQuoted) throw new Error("quote");
    endRow();
    return rows;
  };
  const records = (bytes, wanted) => {
    const [head, ...rows] = table(bytes);
    const places = wanted.map((name) => head.indexOf(name));
    if (places.includes(-1)) throw new Error("column");
    return rows.map((row) => Object.fromEntries(head.map((name, place) => [name, row[place]])));
  };
  const whole = (text) => {
    if (!/^[+-]?\d+$/.test((text ?? "").trim())) throw new Error("number");
    return Number(text);
  };
  const number = (text) => {
    const value = Number(text);
    if (!(text ?? "").trim() || Number.isNaN(value)) throw new Error("number");
    return value;
  };

  const panelFindings = (people, quotas, size, row, keys) => {
    const strangers = keys.filter((key) => !people.has(key));
    if (strangers.length || new Set(keys).size !== size || keys.length !== size) {
      return [{ code: "no_panel", file: "table.csv", row, who: strangers.join("、") }];
    }
    const members = keys.map((key) => people.get(key));
    const findings = quotas
      .filter((quota) => {
        const has = members.filter((person) => person[quota.feature] === quota.value).length;
        return has < quota.low || has > quota.high;
      })
      .map((quota) => ({ code: "quota_broken", file: "table.csv", row, who: `${quota.feature}：${quota.value}` }));
    const homes = members.map((person) => person.household).filter(Boolean);
    if (new Set(homes).size < homes.length) findings.push({ code: "household_twice", file: "table.csv", row });
    return findings;
  };
  const inside = (files, size, rows, row, panel) => {
    const quotas = records(files["quotas.csv"], ["feature", "value", "min", "max"]).map((line) => ({
      feature: line.feature,
      value: line.value,
      low: whole(line.min),
      high: whole(line.max),
    }));
    const features = [...new Set(quotas.map((quota) => quota.feature))];
    const lines = records(files["pool.csv"], ["id", "household", "probability", ...features]);
    const people = new Map(lines.map((line) => [line.id, line]));
    const chances = new Map(lines.map((line) => [line.id, number(line.probability)]));
    const panels = table(files["table.csv"]).slice(1).map(([, ...keys]) => keys);
    const findings = panels.length === rows ? [] : [{ code: "rows_differ", file: "table.csv" }];
    const taken = new Map();
    panels.forEach((keys, place) => {
      findings.push(...panelFindings(people, quotas, size, place, keys));
      for (const key of keys) taken.set(key, (taken.get(key) ?? 0) + 1);
    });
    const count = Math.max(panels.length, 1);
    for (const [who, chance] of chances) {
      const differs = Math.abs((taken.get(who) ?? 0) / count - chance) > 1 / count + NEAR;
      if (differs) findings.push({ code: "share_differs", file: "table.csv", who });
    }
    if (row !== null && !(row >= 0 && row < panels.length)) {
      findings.push({ code: "no_such_row", file: "table.csv", row });
    } else if (row !== null && panel.length && [...panel].sort().join("\n") !== [...panels[row]].sort().join("\n")) {
      findings.push({ code: "panel_differs", file: "table.csv", row });
    }
    return { findings, panel: row === null ? [] : (panels[row] ?? []) };
  };
  const check = (files, row, panel) => {
    const missing = NAMES.filter((name) => !files[name]).map((file) => ({ code: "missing", file }));
    if (missing.length) return { findings: missing, panel: [] };
    let told;
    try {
      told = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(files["commitment.json"]));
      if (![told.size, told.rows].every(Number.isInteger) || typeof told.sha256 !== "object") throw new Error("form");
    } catch {
      return { findings: [{ code: "unreadable", file: "commitment.json" }], panel: [] };
    }
    const findings = NAMES.slice(0, 3)
      .filter((name) => sha256(files[name]) !== told.sha256[name])
      .map((file) => ({ code: "hash_differs", file }));
    try {
      const more = inside(files, told.size, told.rows, row, panel);
      return { findings: [...findings, ...more.findings], panel: more.panel };
    } catch {
      return { findings: [...findings, { code: "unreadable", file: "table.csv" }], panel: [] };
    }
  };

  const words = Object.fromEntries(
    [...document.querySelectorAll("[data-lot-words] [data-code]")].map((item) => [item.dataset.code, item.textContent]),
  );
  const say = ({ code, file, row, who }) =>
    words[code].replace("{file}", file).replace("{row}", row ?? "").replace("{who}", who ?? "");
  const result = document.getElementById("lot-result");
  const part = (name) => result.querySelector(`[data-${name}]`);

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const files = {};
    for (const file of form.elements.files.files) {
      if (NAMES.includes(file.name)) files[file.name] = new Uint8Array(await file.arrayBuffer());
    }
    // The page of a draw offers its own files; a file that the visitor chose stands in the place of that of the page.
    for (const link of document.querySelectorAll("[data-lot-file]")) {
      const name = link.dataset.lotFile;
      if (files[name] || !NAMES.includes(name)) continue;
      const answer = await fetch(link.href).catch(() => null);
      if (answer?.ok) files[name] = new Uint8Array(await answer.arrayBuffer());
    }
    const typed = form.elements.row.value.normalize("NFKC").trim();
    const row = /^\d{1,7}$/.test(typed) ? Number(typed) : null;
    const panel = form.elements.panel.value.split(/[\s,、，]+/u).filter(Boolean);
    const found = typed && row === null ? { findings: [{ code: "no_number" }], panel: [] } : check(files, row, panel);
    const agrees = found.findings.length === 0;
    result.hidden = false;
    part("agrees").hidden = !agrees;
    part("differs").hidden = agrees;
    part("findings").replaceChildren(
      ...found.findings.slice(0, SHOWN).map((finding) => {
        const item = document.createElement("li");
        item.textContent = say(finding);
        item.dataset.code = finding.code;
        return item;
      }),
    );
    part("more").hidden = found.findings.length <= SHOWN;
    part("count").textContent = found.findings.length.toLocaleString("ja-JP");
    part("panel").hidden = !agrees || found.panel.length === 0;
    part("people").textContent = found.panel.join("、");
    part("row").textContent = row ?? "";
    part(agrees ? "head" : "head-2").focus();
  });
})();
