/** A view's side in Python, for a page without Jupyter: what it said last, and who listens. */

/** @typedef {Record<string, any>} State */

export class Model {
  /** @type {State} */
  #state;
  /** The same, but whole: of a conversation Python tells what it added. @type {State} */
  #whole;
  #say;
  /** @type {Map<string, Set<(...args: any[]) => void>>} by event */
  #heard = new Map();

  /** @param {State} state @param {(content: object) => void} say tells Python something */
  constructor(state, say) {
    this.#state = { ...state };
    this.#whole = { ...state };
    this.#say = say;
  }

  /** @param {string} name */
  get(name) {
    return this.#state[name];
  }

  /** @param {string} event @param {(...args: any[]) => void} act */
  on(event, act) {
    const known = this.#heard.get(event) ?? new Set();
    this.#heard.set(event, known.add(act));
  }

  /** @param {string} event @param {(...args: any[]) => void} act */
  off(event, act) {
    this.#heard.get(event)?.delete(act);
  }

  /** @param {object} content */
  send(content) {
    this.#say(content);
  }

  /** Python says what a value is from now on. @param {string} name @param {any} value */
  put(name, value) {
    this.#state[name] = value;
    this.#whole[name] = joined(this.#whole[name], value);
    this.#tell(`change:${name}`);
  }

  /** Python says something once. @param {object} content */
  hear(content) {
    this.#tell("msg:custom", content);
  }

  /** What a value is as a whole. @param {string} name */
  whole(name) {
    return this.#whole[name];
  }

  /** What of a state is not as it is here. @param {State} state @returns {[string, any][]} */
  differing(state) {
    return Object.entries(state).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(this.#whole[name]),
    );
  }

  /** @param {string} event @param {...any} said */
  #tell(event, ...said) {
    for (const act of [...(this.#heard.get(event) ?? [])]) act(...said);
  }
}

/**
 * A value with what was there before it: in a conversation, the turns up to `since`.
 * @param {any} before
 * @param {any} value
 */
function joined(before, value) {
  if (!value?.since || !Array.isArray(before?.turns)) return value;
  const past = before.turns.slice(0, value.since).map((/** @type {object} */ turn) => ({
    ...turn,
    choices: [], // what could have been said is no longer offered
  }));
  const turns = [...past, ...value.turns];
  return { ...value, since: 0, turns };
}
