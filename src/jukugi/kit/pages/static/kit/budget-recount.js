// Counts a published vote on a budget again on the visitor's own machine, and compares; nothing is sent anywhere. The count
// itself runs beside the page (budget-worker.js).
(() => {
  "use strict";

  const form = document.querySelector("[data-budget-recount]");
  if (!form) return;
  const { sha256 } = self.jukugi;
  const [BALLOTS, RULES, RESULT] = ["ballots.pb", "rules.json", "result.json"];
  const result = document.getElementById("recount-result");
  const part = (name) => result.querySelector(`[data-${name}]`);
  const words = Object.fromEntries(
    [...document.querySelectorAll("[data-recount-words] [data-code]")].map((item) => [item.dataset.code, item.textContent]),
  );
  const say = ({ code, line = null, what = "" }) =>
    (line === null ? "" : words.line.replace("{line}", line)) + (words[code] ?? words.broken).replace("{what}", what);

  const filesOf = async () => {
    const files = {};
    for (const file of form.elements.files?.files ?? []) {
      const name = file.name.endsWith(".pb") ? BALLOTS : file.name.includes("rules") ? RULES : RESULT;
      files[name] = new Uint8Array(await file.arrayBuffer());
    }
    // The page of a result offers its own files; one that the visitor chose stands in the place of that of the page.
    for (const link of document.querySelectorAll("[data-budget-file]")) {
      const name = link.dataset.budgetFile;
      if (files[name]) continue;
      const answer = await fetch(link.href).catch(() => null);
      if (answer?.ok) files[name] = new Uint8Array(await answer.arrayBuffer());
    }
    return files;
  };
  const read = (files, name) => {
    try {
      return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(files[name]));
    } catch {
      throw { code: "unreadable", what: name };
    }
  };
  // The rules as they were published, or those that are chosen on this page.
  const rulesOf = (files) => {
    if (files[RULES]) return read(files, RULES);
    const chosen = (name) => form.elements[name]?.value ?? "";
    if (!form.elements.rule) throw { code: "missing", what: RULES };
    return {
      rule: chosen("rule"),
      completion: chosen("completion"),
      stop: chosen("stop"),
      increment: chosen("increment").normalize("NFKC").trim() || "1",
      ties: ["max-votes", "min-cost"],
      seed: chosen("seed").trim() || "0",
    };
  };

  const count = (ballots, rules, tell) =>
    new Promise((resolve, reject) => {
      const worker = new Worker(form.dataset.worker);
      const end = (settle, value) => {
        worker.terminate();
        settle(value);
      };
      worker.addEventListener("error", (event) => {
        event.preventDefault();
        end(reject, { code: "broken", what: event.message ?? "" });
      });
      worker.addEventListener("message", ({ data }) => {
        if (data.fault) end(reject, data.fault);
        else if (data.counted) end(resolve, data);
        else tell(data.runs);
      });
      worker.postMessage({ load: form.dataset.scripts.split(" ") });
      worker.postMessage({ ballots: ballots.buffer, rules }, [ballots.buffer]);
    });

  const sameList = (one, other) => one.length === other.length && one.every((each, place) => each === other[place]);
  const tieText = (ties) => ties.map((tie) => `${tie.stage} ${tie.place} ${tie.projects.join()}`).join("\n");
  // What the published result says differently.
  const differences = (told, counted, digests) => {
    const findings = [];
    const unless = (isSame, code, what = "") => isSame || findings.push({ code, what });
    for (const [name, digest] of Object.entries(told.sha256 ?? {})) {
      if (digests[name]) unless(digests[name] === digest, "hash_differs", name);
    }
    unless(told.voters === counted.voters, "voters_differ", counted.voters.toLocaleString("ja-JP"));
    unless(told.budget === Number(counted.budget), "budget_differs", Number(counted.budget).toLocaleString("ja-JP"));
    const isSameSet = sameList([...told.winners].sort(), [...counted.winners].sort());
    const only = [...told.winners, ...counted.winners].filter(
      (id) => told.winners.includes(id) !== counted.winners.includes(id),
    );
    unless(isSameSet, "winners_differ", [...new Set(only)].join("、"));
    unless(!isSameSet || sameList(told.winners, counted.winners), "order_differs");
    unless(told.cost === Number(counted.cost), "cost_differs", Number(counted.cost).toLocaleString("ja-JP"));
    unless((told.final_endowment_exact ?? null) === counted.endowment, "endowment_differs", counted.endowment ?? "");
    unless(tieText(told.ties) === tieText(counted.ties), "ties_differ");
    const barred = (told.barred ?? []).map(({ project }) => project);
    unless(sameList([...barred].sort(), [...counted.barred].sort()), "barred_differ", counted.barred.join("、"));
    const wrong = [...told.details, ...(told.barred ?? [])].filter(({ project, supporters }) => counted.supporters[project] !== supporters);
    unless(!wrong.length, "supporters_differ", wrong.map(({ project }) => project).join("、"));
    return findings;
  };

  const row = (cells) => {
    const line = document.createElement("tr");
    cells.forEach(([label, text], place) => {
      const cell = document.createElement(place ? "td" : "th");
      if (place) cell.dataset.label = label;
      else cell.scope = "row";
      if (place) cell.className = "num";
      cell.textContent = text;
      line.append(cell);
    });
    return line;
  };
  const showWinners = (counted) => {
    const heads = [...part("winners").querySelectorAll("thead th")].map((cell) => cell.textContent);
    const byId = new Map(counted.projects.map((project) => [project.id, project]));
    const number = (text) => Number(text).toLocaleString("ja-JP");
    const lines = counted.winners.map((id, place) => {
      const { name, cost } = byId.get(id);
      const texts = [name ? `${name}（${id}）` : id, place + 1, number(counted.supporters[id]), number(cost)];
      return row(texts.map((text, column) => [heads[column], String(text)]));
    });
    part("winners").querySelector("tbody").replaceChildren(...lines);
    part("winners").hidden = !lines.length;
    part("nobody").hidden = lines.length > 0;
    part("count").textContent = counted.voters.toLocaleString("ja-JP");
    part("chosen").textContent = counted.winners.length.toLocaleString("ja-JP");
    part("of").textContent = counted.projects.length.toLocaleString("ja-JP");
    part("sum").textContent = number(counted.cost);
    part("budget").textContent = number(counted.budget);
  };
  const show = (state, findings = []) => {
    for (const name of ["agrees", "differs", "counted", "refused"]) part(name).hidden = name !== state;
    part("findings").replaceChildren(
      ...findings.map((finding) => {
        const item = document.createElement("li");
        item.textContent = say(finding);
        item.dataset.code = finding.code;
        return item;
      }),
    );
    part("findings").hidden = !findings.length;
    result.hidden = false;
    part(state).querySelector("[tabindex]").focus();
  };

  const recount = async () => {
    const files = await filesOf();
    if (!files[BALLOTS]) throw { code: "missing", what: BALLOTS };
    const told = files[RESULT] ? read(files, RESULT) : null;
    const rules = rulesOf(files);
    const digests = files[RULES] ? { [RULES]: sha256(files[RULES]) } : {};
    const { counted, digest } = await count(files[BALLOTS], rules, (runs) => {
      part("runs").textContent = runs.toLocaleString("ja-JP");
    });
    const findings = told ? differences(told, counted, { ...digests, [BALLOTS]: digest }) : [];
    showWinners(counted);
    part("table").hidden = false;
    show(told ? (findings.length ? "differs" : "agrees") : "counted", findings);
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    button.disabled = true;
    for (const name of ["agrees", "differs", "counted", "refused", "table", "findings"]) part(name).hidden = true;
    part("runs").textContent = "1";
    part("progress").hidden = false;
    result.hidden = false;
    try {
      await recount();
    } catch (fault) {
      show("refused", [fault.code ? fault : { code: "broken", what: String(fault) }]);
    } finally {
      part("progress").hidden = true;
      button.disabled = false;
    }
  });
})();
