/** What a view knows of its kernel. */

/**
 * @typedef {object} Model a view's side in the kernel
 * @property {(name: string) => any} get what the kernel said last
 * @property {(event: string, act: (...args: any[]) => void) => void} on
 * @property {(event: string, act: (...args: any[]) => void) => void} off
 * @property {(message: object) => void} send
 */

/** Send something to the kernel. @param {Model} model @param {object} message */
export function post(model, message) {
  try {
    model.send(message);
  } catch {
    // Its kernel is gone, and the page is about to run again: what stands in the form is kept.
  }
}

/**
 * Listen to the kernel.
 * @param {Model} model
 * @param {Record<string, (...args: any[]) => void>} acts by event
 * @returns {() => void} stops it
 */
export function listen(model, acts) {
  for (const [event, act] of Object.entries(acts)) model.on(event, act);
  return () => {
    for (const [event, act] of Object.entries(acts)) model.off(event, act);
  };
}
