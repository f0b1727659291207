// Places sorted by how far they are from here. The position stays in this machine: what is fetched is the list, which
// says nothing of where one is. Without this script one looks by ward and school district.
(() => {
  "use strict";

  const SHOWN = 20;
  const EARTH_RADIUS_M = 6371008.8; // As core.geo.distances has it.

  const part = document.querySelector("[data-near]");
  if (!part || !("geolocation" in navigator)) return;
  const press = part.querySelector("[data-near-press]");
  const status = part.querySelector("[data-near-status]");
  const list = part.querySelector("[data-near-list]");
  const within = part.querySelector("[data-near-minutes]");
  let known = null; // what was found, nearest first, until the button is pressed again
  part.hidden = false;

  const radians = (degrees) => (degrees * Math.PI) / 180;

  const distance = (one, other) => {
    const half =
      Math.sin(radians(other.lat - one.lat) / 2) ** 2 +
      Math.cos(radians(one.lat)) * Math.cos(radians(other.lat)) * Math.sin(radians(other.lon - one.lon) / 2) ** 2;
    return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(half)));
  };

  const element = (name, text, kind) => {
    const made = document.createElement(name);
    made.textContent = text;
    if (kind) made.className = kind;
    return made;
  };

  const minutesOf = (metres) => Math.max(1, Math.ceil(metres / Number(part.dataset.metresAMinute)));

  const line = (place, metres) => {
    const item = document.createElement("li");
    const link = element("a", place.name);
    link.href = place.url;
    const name = document.createElement("b");
    name.append(link);
    const minutes = minutesOf(metres);
    const away = Math.max(10, Math.round(metres / 10) * 10).toLocaleString("ja-JP");
    const far = `${list.dataset.minutes.replace("{minutes}", minutes)}　${list.dataset.metres.replace("{metres}", away)}`;
    item.append(
      name,
      element("p", far + (place.is_rough ? list.dataset.rough : ""), "num"),
      element("p", place.opening, place.is_open ? "place-opening is-open" : "place-opening"),
      element("p", `${place.kind}　${place.where}`, "fine"),
    );
    return item;
  };

  const show = () => {
    if (!known) return;
    const limit = Number(within.value) || Infinity;
    const near = known.filter(([metres]) => minutesOf(metres) <= limit);
    list.replaceChildren(...near.slice(0, SHOWN).map(([metres, place]) => line(place, metres)));
    status.textContent = near.length ? status.dataset.found : known.length ? status.dataset.further : status.dataset.none;
  };

  const located = async (found) => {
    const here = { lat: found.coords.latitude, lon: found.coords.longitude };
    try {
      const answer = await fetch(part.dataset.near, { credentials: "same-origin" });
      if (!answer.ok) throw new Error(String(answer.status));
      const { places } = await answer.json();
      known = places.map((place) => [distance(here, place), place]).sort((one, other) => one[0] - other[0]);
      show();
    } catch {
      status.textContent = status.dataset.failed;
    }
  };

  within.addEventListener("change", show);
  press.addEventListener("click", () => {
    status.textContent = status.dataset.asking;
    navigator.geolocation.getCurrentPosition(located, () => (status.textContent = status.dataset.refused), {
      timeout: 15000,
      maximumAge: 60000,
    });
  });
})();
