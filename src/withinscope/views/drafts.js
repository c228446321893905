/** Sending what stands in a form some time after it changed, without being asked to. */

/** After the last change (ms): typing is not sent letter by letter. */
export const REST = 1500;

/**
 * @param {() => void} send
 * @returns {{soon: () => void, now: () => void, drop: () => void}} `now` sends only what is due
 */
export function draftKeeper(send) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const drop = () => {
    clearTimeout(timer);
    timer = undefined;
  };
  const now = () => {
    if (timer === undefined) return;
    drop();
    send();
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(now, REST);
  };
  return { soon, now, drop };
}
