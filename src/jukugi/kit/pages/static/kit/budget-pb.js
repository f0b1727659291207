// Reads a .pb file (the format of pabulib) of a vote by approvals, as core/budgeting/pb_reading.py does: money exactly, and
// for each project the voters who support it. Throws {code, line, what} for what cannot be read; no ballot is left out.
(() => {
  "use strict";

  const SECTIONS = ["META", "PROJECTS", "VOTES"];
  const NEEDED = { META: ["key", "value"], PROJECTS: ["project_id", "cost"], VOTES: ["vote"] };
  const KINDS = ["approval", "approvals", "choose-1", "choose1", "choose_1"];

  const refuse = (code, line = null, what = "") => {
    throw { code, line, what };
  };

  // Rows with the line they begin on. Where no cell is quoted, lines are rows.
  function* rowsOf(text, delimiter) {
    if (!text.includes('"')) {
      let line = 0;
      for (const row of text.split("\n")) {
        line += 1;
        if (row) yield [line, row.split(delimiter)];
      }
      return;
    }
    let [row, cell, isQuoted, line, begins] = [[], "", false, 1, 1];
    for (let place = 0; place <= text.length; place += 1) {
      const letter = place < text.length ? text[place] : isQuoted ? refuse("open_quote", begins) : "\n";
      if (letter === "\n") line += 1;
      if (isQuoted && letter === '"' && text[place + 1] === '"') {
        cell += '"';
        place += 1;
      } else if (letter === '"' && (isQuoted || !cell)) {
        isQuoted = !isQuoted;
      } else if (isQuoted || (letter !== "\n" && letter !== delimiter)) {
        cell += letter;
      } else {
        row.push(cell);
        cell = "";
        if (letter === "\n") {
          if (row.length > 1 || row[0]) yield [begins, row];
          [row, begins] = [[], line];
        }
      }
    }
  }

  const sectionOf = (row) => {
    const name = row[0].trim().toUpperCase();
    return SECTIONS.includes(name) && row.slice(1).every((cell) => !cell.trim()) ? name : null;
  };

  const tablesOf = (text) => {
    const plain = text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
    const delimiter = /^\W*key\s*([;\t,])\s*value/im.exec(plain.slice(0, 100_000))?.[1] ?? ";";
    const tables = {};
    let table = null;
    for (const [line, row] of rowsOf(plain, delimiter)) {
      const name = sectionOf(row);
      if (name) {
        if (tables[name]) refuse("repeated_section", line, name);
        table = tables[name] = { head: null, rows: [], lines: [] };
      } else if (!row.some((cell) => cell.trim())) {
        continue;
      } else if (!table) {
        refuse("before_sections", line, row[0].slice(0, 40));
      } else if (!table.head) {
        table.head = row.map((cell) => cell.trim().toLowerCase());
      } else {
        table.rows.push(row);
        table.lines.push(line);
      }
    }
    for (const name of SECTIONS) {
      if (!tables[name]?.head) refuse("missing_section", null, name);
      for (const column of NEEDED[name]) if (!tables[name].head.includes(column)) refuse("missing_column", null, column);
    }
    return tables;
  };

  // Exact money: whole digits, and how many of them stand behind the point.
  const decimal = (text, line = null) => {
    const found = /^(\d{1,18})(?:\.(\d{0,18}))?$/.exec(text.trim());
    if (!found) refuse("not_a_number", line, text);
    const behind = found[2] ?? "";
    return { digits: BigInt(found[1] + behind), places: behind.length };
  };

  const projectsOf = ({ head, rows, lines }) => {
    const [idAt, costAt, nameAt] = ["project_id", "cost", "name"].map((name) => head.indexOf(name));
    const known = new Set();
    return rows.map((row, place) => {
      const id = row[idAt].trim();
      if (!id) refuse("empty", lines[place], "project_id");
      if (known.has(id)) refuse("repeated", lines[place], id);
      known.add(id);
      return { id, name: (row[nameAt] ?? "").trim(), cost: decimal(row[costAt] ?? "", lines[place]) };
    });
  };

  const supportersOf = ({ head, rows, lines }, projects) => {
    const [voteAt, voterAt] = [head.indexOf("vote"), head.indexOf("voter_id")];
    const places = new Map(projects.map((project, place) => [project.id, place]));
    const supporters = projects.map(() => []);
    const voters = new Set();
    rows.forEach((row, voter) => {
      if (voterAt >= 0) {
        if (voters.has(row[voterAt])) refuse("repeated", lines[voter], row[voterAt]);
        voters.add(row[voterAt]);
      }
      const cell = (row[voteAt] ?? "").trim();
      for (const key of cell ? cell.split(",") : []) {
        const place = places.get(key) ?? places.get(key.trim());
        if (place === undefined && key.trim()) refuse("unknown_project", lines[voter], key);
        const list = supporters[place];
        if (list && list[list.length - 1] !== voter) list.push(voter);
      }
    });
    return supporters.map((list) => Int32Array.from(list));
  };

  const readPb = (text) => {
    const tables = tablesOf(text);
    const { head, rows, lines } = tables.META;
    const [keyAt, valueAt] = [head.indexOf("key"), head.indexOf("value")];
    const meta = new Map(rows.map((row, place) => [row[keyAt].trim().toLowerCase(), [row[valueAt] ?? "", lines[place]]]));
    for (const key of ["budget", "vote_type"]) if (!meta.has(key)) refuse("missing_key", null, key);
    const [kind, kindLine] = meta.get("vote_type");
    if (!KINDS.includes(kind.trim().toLowerCase())) refuse("unknown_vote_type", kindLine, kind);
    const projects = projectsOf(tables.PROJECTS);
    if (!tables.VOTES.rows.length) refuse("no_ballots");
    return {
      budget: decimal(...meta.get("budget")),
      projects,
      voters: tables.VOTES.rows.length,
      supporters: supportersOf(tables.VOTES, projects),
    };
  };

  self.jukugi = { ...self.jukugi, readPb, decimal };
})();
