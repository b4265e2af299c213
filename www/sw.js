// Keeps the site for visits without a network. The build fills in SITE: `version`, the hash of everything in it;
// `shell`, what every page needs, mostly under names that hold their content's hash; `rest`, what is read later.
const CACHE = `guildhall:${new URL(self.registration.scope).pathname}:${SITE.version}`;
const PREFIX = `guildhall:${new URL(self.registration.scope).pathname}:`;
/** How long a page or document may take before the kept one is shown, in milliseconds. */
const PATIENCE = 4000;

const url = (name) => new URL(name, self.registration.scope).href;
const HASHED = /-[0-9a-f]{16}\.(js|css|wasm)$/;
/** A part of a trained model, which is named by its content and kept once it was needed. */
const PART = /\/[0-9a-f]{16}\.(ghs|ghi)$/;

self.addEventListener("install", (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(CACHE);
      // What has not changed since the last version is taken from there instead of the network.
      await Promise.all(
        SITE.shell.map(async (name) => {
          const isHashed = HASHED.test(name);
          const kept = isHashed ? await caches.match(url(name)) : undefined;
          if (kept) return cache.put(url(name), kept);
          // Whatever the page itself is still waiting for comes first.
          const mode = isHashed ? "default" : "no-cache";
          const answer = await fetch(new Request(url(name), { cache: mode, priority: "low" }));
          if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
          return cache.put(url(name), await plain(answer));
        }),
      );
    })(),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      const names = await caches.keys();
      const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
      await Promise.all(old.map((name) => caches.delete(name)));
      await self.clients.claim();
    })(),
  );
  // Not waited for: the page is in use meanwhile.
  keepRest();
});

self.addEventListener("message", (event) => {
  if (event.data === "take over") self.skipWaiting();
  if (event.data === "keep the rest") event.waitUntil(keepRest());
});

/** Fetches what is read later, a file at a time; what does not come now comes when it is asked for. */
async function keepRest() {
  if (navigator.connection?.saveData) return;
  const cache = await caches.open(CACHE);
  for (const name of SITE.rest) {
    if (await cache.match(url(name))) continue;
    try {
      const answer = await fetch(url(name));
      if (answer.ok) await cache.put(url(name), await plain(answer));
    } catch {
      return;
    }
  }
}

/** An answer that came by a redirect may not be given to a navigation; a copy of it may. */
async function plain(answer) {
  if (!answer.redirected) return answer;
  return new Response(await answer.blob(), { headers: answer.headers, status: answer.status });
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(self.registration.scope)) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (HASHED.test(new URL(request.url).pathname)) event.respondWith(unchanging(request));
  else if (PART.test(new URL(request.url).pathname)) event.respondWith(part(request));
  else event.respondWith(newest(request));
});

/** A file whose name changes with its content. */
async function unchanging(request) {
  return (await caches.match(request.url)) ?? fetch(request);
}

/** A part of a model. */
async function part(request) {
  const kept = await caches.match(request.url);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok && !answer.redirected) await (await caches.open(CACHE)).put(request.url, answer.clone());
  return answer;
}

/**
 * A page: the one there is now; without a network the app itself, which knows every address. Pages are not kept: one that
 * is newer than this worker names files that this worker does not have.
 */
function page(request) {
  return soon(fetch(request), async () => (await caches.open(CACHE)).match(url("app.html")));
}

/** The newest version there is, or the kept one. */
async function newest(request) {
  const cache = await caches.open(CACHE);
  const fresh = fetch(request).then(async (answer) => {
    if (answer.ok && !answer.redirected) await cache.put(request.url.split(/[?#]/)[0], answer.clone());
    return answer;
  });
  return soon(fresh, () => cache.match(request.url, { ignoreSearch: true }));
}

/** What the network answers; what is kept, if there is something, when it fails or is silent for too long. */
async function soon(fresh, kept) {
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE)).then(kept);
  try {
    return (await Promise.race([fresh, late])) ?? (await fresh);
  } catch (error) {
    const answer = await kept();
    if (answer) return answer;
    throw error;
  }
}
