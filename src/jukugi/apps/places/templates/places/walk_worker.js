// Keeps a checklist that was opened, with its styles and scripts, so that it opens again where there is no connection.
// What was seen is kept by the page itself; nothing but pages and files that anybody may fetch comes in here.
"use strict";

const STORE = "jukugi-walks";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  const wanted = event.data && event.data.keep;
  if (!Array.isArray(wanted)) return;
  const keep = async () => {
    const cache = await caches.open(STORE);
    await Promise.all(wanted.map(async (address) => {
      const answer = await fetch(address, { credentials: "same-origin" });
      if (answer.ok) await cache.put(address, answer);
    }));
    event.source.postMessage({ kept: true });
  };
  event.waitUntil(keep().catch(() => undefined));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  const address = request.mode === "navigate" ? new URL(request.url).pathname : request.url;
  const kept = () => caches.match(address, { ignoreVary: true });
  event.respondWith(fetch(request).catch(async () => (await kept()) || Response.error()));
});
