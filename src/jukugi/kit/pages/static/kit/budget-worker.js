// Counts beside the page. The first message names the scripts to load, since their addresses change with their content.
"use strict";

const decoded = (bytes) => {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw { code: "undecodable" };
  }
};

self.addEventListener("message", ({ data }) => {
  if (data.load) {
    importScripts(...data.load);
    return;
  }
  const { readPb, countVote, sha256 } = self.jukugi;
  try {
    const text = decoded(data.ballots);
    let told = 0;
    const tell = (runs) => {
      if (Date.now() - told < 100) return;
      told = Date.now();
      self.postMessage({ runs });
    };
    const counted = countVote(readPb(text), data.rules, tell);
    self.postMessage({ counted, digest: sha256(new Uint8Array(data.ballots)) });
  } catch (fault) {
    self.postMessage({ fault: { code: fault.code ?? "broken", line: fault.line ?? null, what: fault.what ?? String(fault.message ?? "") } });
  }
});
