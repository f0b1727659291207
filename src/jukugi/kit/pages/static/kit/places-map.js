// A map of the list that can be moved and made larger, drawn by Leaflet over the outlines of the wards; no tiles, nothing
// from elsewhere. It is fetched when somebody opens it. The list beside it says the same without it.
(() => {
  "use strict";

  const part = document.querySelector("[data-map]");
  if (!part) return;
  const press = part.querySelector("[data-map-press]");
  const canvas = part.querySelector("[data-map-canvas]");
  const status = part.querySelector("[data-map-status]");
  part.hidden = false;

  const loaded = (element) =>
    new Promise((done, failed) => {
      element.addEventListener("load", done);
      element.addEventListener("error", failed);
      document.head.append(element);
    });

  const library = () => {
    const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: part.dataset.style });
    const script = Object.assign(document.createElement("script"), { src: part.dataset.script });
    return Promise.all([loaded(style), loaded(script)]);
  };

  const fetched = async (address) => {
    const answer = await fetch(address, { credentials: "same-origin" });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  };

  const said = (place) => {
    const box = document.createElement("div");
    const link = Object.assign(document.createElement("a"), { href: place.url, textContent: place.name });
    const opening = Object.assign(document.createElement("p"), { textContent: place.opening });
    const where = Object.assign(document.createElement("p"), { textContent: `${place.kind}　${place.where}` });
    box.append(link, opening, where);
    return box;
  };

  const draw = (places, wards) => {
    const { L } = window;
    canvas.hidden = false;
    const map = L.map(canvas, { zoomControl: false, attributionControl: false, minZoom: 9, maxZoom: 17, scrollWheelZoom: false });
    L.control.zoom({ zoomInTitle: part.dataset.in, zoomOutTitle: part.dataset.out }).addTo(map);
    L.control.scale({ imperial: false }).addTo(map);
    const shapes = L.geoJSON(wards, { className: "place-leaf-ward", interactive: false }).addTo(map);
    const marks = L.featureGroup();
    for (const place of places) {
      const at = [place.lat, place.lon];
      if (place.is_rough) L.circle(at, { radius: Number(part.dataset.roughM), className: "place-leaf-rough", interactive: false }).addTo(marks);
      const icon = L.divIcon({ className: place.is_open ? "place-leaf is-open" : "place-leaf", iconSize: [24, 24] });
      const title = place.is_open ? `${place.name}（${part.dataset.open}）` : place.name;
      const mark = L.marker(at, { icon, title, alt: title }).bindPopup(said(place)).addTo(marks);
      mark.getElement()?.setAttribute("aria-label", title);
    }
    marks.addTo(map);
    for (const mark of marks.getLayers()) mark.getElement?.()?.setAttribute("aria-label", mark.options.title || "");
    const held = marks.getLayers().length ? marks.getBounds() : shapes.getBounds();
    if (held.isValid()) map.fitBounds(held.pad(0.1), { maxZoom: 16, animate: false });
  };

  press.addEventListener("click", async () => {
    press.disabled = true;
    try {
      const [places, wards] = await Promise.all([fetched(part.dataset.places), fetched(part.dataset.wards), library()]);
      draw(places.places, wards);
      press.closest("p").hidden = true;
      canvas.focus();
    } catch {
      press.disabled = false;
      status.textContent = part.dataset.failed;
    }
  });
})();
