/** The service worker as a page sees it: kept for use without the network, and brought up to date. */

/**
 * @param {string} root the way to the site's root
 * @param {{kept: () => void, newer: (take: () => void) => void}} tell `kept` once all of the course
 *   is in this browser, `newer` when a newer release of it is, and waits to take over
 */
export async function watchRelease(root, { kept, newer }) {
  const site = navigator.serviceWorker;
  if (!site) return;
  const found = await site
    .register(new URL(`${root}service-worker.js`, location.href))
    .catch(() => null);
  if (!found) return;
  const isFirst = !found.active;
  const told = () => {
    if (found.waiting && found.active) newer(() => takeOver(found.waiting));
    else if (found.active) kept();
  };
  const follow = () => found.installing?.addEventListener("statechange", told);
  found.addEventListener("updatefound", follow);
  follow();
  if (!isFirst) told();
}

/** @param {ServiceWorker | null} waiting */
function takeOver(waiting) {
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), {
    once: true,
  });
  waiting?.postMessage("take over");
}
