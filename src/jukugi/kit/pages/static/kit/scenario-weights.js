// The reader moves a weight: sums, places and shares follow at once, with the same whole numbers and the same rounding
// as the server. Nothing is sent or kept by this script. Without it the button asks the server.
(() => {
  "use strict";

  const form = document.querySelector("[data-weigh]");
  if (!form) return;
  const inputs = [...form.querySelectorAll("[data-weight]")];
  const rows = [...document.querySelectorAll("[data-scores]")].map((row) => ({
    row,
    scores: row.dataset.scores.split(" ").map(BigInt),
    name: row.dataset.name,
  }));
  const leader = document.querySelector("[data-leader]");
  const most = BigInt(form.dataset.mostWeight);
  const best = BigInt(form.dataset.best);

  const halfUp = (top, bottom) => (2n * top + bottom) / (2n * bottom);
  const hundredths = (value) => `${value / 100n}.${String(value % 100n).padStart(2, "0")}`;
  const percent = (top, bottom) => {
    const tenths = halfUp(1000n * top, bottom);
    return tenths % 10n === 0n ? `${tenths / 10n}%` : `${tenths / 10n}.${tenths % 10n}%`;
  };

  const weights = () => {
    const typed = inputs.map((input) => (/^[0-9]{1,2}$/.test(input.value) ? BigInt(input.value) : -1n));
    const whole = typed.reduce((sum, weight) => sum + weight, 0n);
    return typed.some((weight) => weight < 0n || weight > most) || whole === 0n ? null : { typed, whole };
  };

  const tell = () => {
    const found = weights();
    if (found === null) {
      leader.textContent = leader.dataset.none;
      return;
    }
    const tops = rows.map(({ scores }) => scores.reduce((sum, score, at) => sum + score * found.typed[at], 0n));
    const highest = tops.reduce((a, b) => (b > a ? b : a));
    rows.forEach(({ row }, at) => {
      const sum = halfUp(100n * tops[at], found.whole);
      row.querySelector("[data-sum]").textContent = hundredths(sum);
      row.querySelector("[data-place]").textContent = 1 + tops.filter((other) => other > tops[at]).length;
      const width = (100 * Number(tops[at])) / Number(found.whole * best);
      row.querySelector("[data-bar]").setAttribute("width", `${width.toFixed(2)}%`);
    });
    inputs.forEach((input, at) => {
      form.querySelector(`[data-share="${input.name}"]`).textContent = percent(found.typed[at], found.whole);
    });
    const first = rows.filter((_row, at) => tops[at] === highest);
    const words = first.length > 1 ? leader.dataset.shared : leader.dataset.one;
    leader.textContent = words
      .replace("{names}", first.map(({ name }) => `「${name}」`).join("と"))
      .replace("{sum}", hundredths(halfUp(100n * highest, found.whole)));
  };

  // Beside each number a slider, for the hand; the number stays what readers with a keyboard or a screen reader use.
  for (const input of inputs) {
    const slider = document.createElement("input");
    for (const [name, value] of [["type", "range"], ["min", "0"], ["max", String(most)], ["tabindex", "-1"]]) {
      slider.setAttribute(name, value);
    }
    slider.setAttribute("aria-hidden", "true");
    slider.value = input.value;
    input.after(slider);
    slider.addEventListener("input", () => { input.value = slider.value; tell(); });
    input.addEventListener("input", () => { slider.value = input.value; tell(); });
  }
})();
