// The running sum of a ballot: information, not a limit. Without this script the check page tells the same.
(() => {
  "use strict";
  const form = document.querySelector("[data-ballot]");
  if (!form) return;
  const told = form.querySelector("[data-ballot-sum]");
  const nothing = told.textContent;
  const figures = new Intl.NumberFormat("ja-JP");
  const budget = Number(form.dataset.budget);
  const most = Number(form.dataset.most) || 0;

  const tell = () => {
    const chosen = [...form.querySelectorAll("input[name=p]:checked")];
    if (!chosen.length) {
      told.textContent = nothing;
      return;
    }
    const yen = chosen.reduce((sum, one) => sum + Number(one.dataset.yen), 0);
    let words = yen > budget ? told.dataset.over : told.dataset.words;
    if (most) words += chosen.length > most ? told.dataset.tooMany : told.dataset.left;
    told.textContent = words
      .replace("{count}", figures.format(chosen.length))
      .replace("{yen}", figures.format(yen))
      .replace("{left}", figures.format(most - chosen.length))
      .replace("{over}", figures.format(chosen.length - most));
  };

  form.addEventListener("change", tell);
  // A browser that goes back puts the marks back after the page is there.
  window.addEventListener("pageshow", tell);
})();
