// SHA-256 (FIPS 180-4) of bytes, in hexadecimal, for pages and workers: the browser's own is only there on encrypted pages.
(() => {
  "use strict";

  const CONSTANTS = [];
  const START = [];
  for (let number = 2; CONSTANTS.length < 64; number += 1) {
    let isPrime = true;
    for (let by = 2; by * by <= number; by += 1) if (number % by === 0) isPrime = false;
    if (!isPrime) continue;
    const fraction = (root) => Math.floor((root - Math.floor(root)) * 2 ** 32) >>> 0;
    if (START.length < 8) START.push(fraction(Math.sqrt(number)));
    CONSTANTS.push(fraction(Math.cbrt(number)));
  }
  const sha256 = (bytes) => {
    const length = bytes.length;
    const padded = new Uint8Array((((length + 8) >> 6) + 1) << 6);
    padded.set(bytes);
    padded[length] = 0x80;
    const view = new DataView(padded.buffer);
    view.setUint32(padded.length - 8, Math.floor((length * 8) / 2 ** 32));
    view.setUint32(padded.length - 4, (length * 8) >>> 0);
    const hash = Uint32Array.from(START);
    const words = new Uint32Array(64);
    const turn = (value, by) => (value >>> by) | (value << (32 - by));
    for (let block = 0; block < padded.length; block += 64) {
      for (let place = 0; place < 16; place += 1) words[place] = view.getUint32(block + place * 4);
      for (let place = 16; place < 64; place += 1) {
        const early = words[place - 15];
        const late = words[place - 2];
        const first = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3);
        const second = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10);
        words[place] = words[place - 16] + first + words[place - 7] + second;
      }
      let [a, b, c, d, e, f, g, h] = hash;
      for (let place = 0; place < 64; place += 1) {
        const sum = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
        const chosen = (e & f) ^ (~e & g);
        const one = (h + sum + chosen + CONSTANTS[place] + words[place]) >>> 0;
        const other = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) >>> 0;
        [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) >>> 0, c, b, a, (one + other) >>> 0];
      }
      [a, b, c, d, e, f, g, h].forEach((value, place) => {
        hash[place] += value;
      });
    }
    return [...hash].map((value) => value.toString(16).padStart(8, "0")).join("");
  };

  self.jukugi = { ...self.jukugi, sha256 };
})();
