/**
 * The site without the network: the service worker keeps every file of one release, and gives the
 * pages just those. What the build puts before this says which: RELEASE and FILES; and LATER, which
 * few ever need: kept from the first time that a page asks for it.
 */

/** @type {any} TypeScript's list for pages lacks what a service worker has */
const worker = self;
const OURS = `withinscope:${new URL("./", location.href).pathname}:`;
/** So many are asked for at once. */
const AT_ONCE = 6;
/** Folders whose names say what is in them: what was kept of another release is the same. */
const LASTING = /^(?:assets|engine-[^/]+)\//;

/** @param {string} file @returns {string} its address */
const addressOf = (file) => new URL(file, location.href).href;

/** @param {Cache} cache @param {string} file */
async function keep(cache, file) {
  const address = addressOf(file);
  const known = LASTING.test(file) ? await caches.match(address) : undefined;
  // What the browser itself has kept of a page may be of another release.
  const found =
    known ?? (await fetch(address, { cache: LASTING.test(file) ? "default" : "reload" }));
  if (!found.ok) throw new Error(`${file}: ${found.status}`);
  await cache.put(address, found);
}

async function keepAll() {
  const cache = await caches.open(OURS + RELEASE);
  const left = [...FILES];
  const one = async () => {
    for (let file = left.shift(); file !== undefined; file = left.shift()) await keep(cache, file);
  };
  await Promise.all([...Array.from({ length: AT_ONCE }, one), ...LATER.map(takeOver(cache))]);
}

/** What a page has asked for is there without the network in the next release, too. @param {Cache} cache */
const takeOver = (cache) => async (/** @type {string} */ file) => {
  const known = await caches.match(addressOf(file));
  if (known) await cache.put(addressOf(file), known);
};

/** What other releases have kept is of no more use. */
async function forgetOthers() {
  const names = await caches.keys();
  const others = names.filter((name) => name.startsWith(OURS) && name !== OURS + RELEASE);
  await Promise.all(others.map((name) => caches.delete(name)));
}

/** @param {Request} request @returns {Promise<Response>} */
async function answer(request) {
  const { origin, pathname } = new URL(request.url);
  const address = origin + (pathname.endsWith("/") ? `${pathname}index.html` : pathname);
  const cache = await caches.open(OURS + RELEASE);
  const known = await cache.match(address);
  if (known) return known;
  const found = await fetch(request);
  const isToStay = found.ok && LATER.some((file) => addressOf(file) === address);
  // Where there is no room for it, it is asked for again the next time.
  if (isToStay) await cache.put(address, found.clone()).catch(() => {});
  return found;
}

worker.addEventListener("install", (/** @type {any} */ event) => event.waitUntil(keepAll()));
worker.addEventListener("activate", (/** @type {any} */ event) =>
  event.waitUntil(forgetOthers().then(() => worker.clients.claim())),
);
worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  const isOurs = request.url.startsWith(new URL("./", location.href).href);
  if (request.method === "GET" && isOurs) event.respondWith(answer(request));
});
worker.addEventListener("message", (/** @type {any} */ { data }) => {
  if (data === "take over") void worker.skipWaiting();
});
