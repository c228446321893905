// Editors that nobody sees: on a course page each is made when it is first asked for something that
// only an editor knows. Making them all would be a third of what opening a page takes.

/**
 * Have the editors of cells that are still to be drawn wait.
 * @param {Iterable<Jupyter.Cell>} cells
 * @returns {() => void} makes those that are still waiting
 */
export function postponeEditors(cells) {
  /** @type {(() => void)[]} */
  const waiting = [];
  for (const cell of cells) {
    if (!cell.isPlaceholder()) continue;
    const { editorFactory } = cell.contentFactory;
    const postponed = (/** @type {Jupyter.EditorOptions} */ options) => {
      const { editor, make } = later(editorFactory, { ...options, uuid: cell.model.id });
      waiting.push(make);
      return editor;
    };
    cell.contentFactory = Object.create(cell.contentFactory, {
      editorFactory: { value: postponed },
    });
  }
  return () => {
    for (const make of waiting.splice(0)) make();
  };
}

/**
 * @param {(options: Jupyter.EditorOptions) => Jupyter.Editor} factory
 * @param {Jupyter.EditorOptions} options
 * @returns {{editor: Jupyter.Editor, make: () => void}} what stands for an editor
 */
function later(factory, options) {
  /** @type {Jupyter.Editor | null} */
  let made = null;
  let isDisposed = false;
  /** What it was told so far, to be told again. @type {((editor: Jupyter.Editor) => void)[]} */
  const told = [];
  const make = () => {
    if (made || isDisposed) return made ?? {};
    made = factory(options);
    for (const tell of told) tell(made);
    return made;
  };
  const untouched = untouchedEditor(options, (tell) => told.push(tell));
  /** @type {Jupyter.Editor} */
  const early = {
    ...untouched,
    dispose: () => {
      isDisposed = true;
    },
  };
  const editor = new Proxy(early, {
    get(_, name) {
      if (name === "isDisposed") return isDisposed || Boolean(made?.isDisposed);
      if (!made && Object.hasOwn(early, name)) return early[name];
      const real = make();
      const value = real[name];
      return typeof value === "function" ? value.bind(real) : value;
    },
    has: (_, name) => name in make(),
    set: (_, name, value) => Reflect.set(make(), name, value),
  });
  return { editor, make };
}

/**
 * What JupyterLab asks of every editor of a notebook, as one answers that nobody has touched.
 * @param {Jupyter.EditorOptions} options
 * @param {(tell: (editor: Jupyter.Editor) => void) => void} keep
 * @returns {Jupyter.Editor}
 */
function untouchedEditor({ model, host, uuid, config }, keep) {
  /** @type {Record<string, unknown>} */
  const known = { readOnly: false, ...config };
  const setAll = (/** @type {"setOptions" | "setBaseOptions"} */ method) => {
    return (/** @type {Record<string, unknown>} */ options) => {
      Object.assign(known, options);
      keep((editor) => editor[method](options));
    };
  };
  return {
    model,
    host,
    uuid,
    edgeRequested: {
      connect: (/** @type {any[]} */ ...slot) => keep((one) => one.edgeRequested.connect(...slot)),
    },
    hasFocus: () => false,
    getCursorPosition: () => ({ line: 0, column: 0 }),
    setCursorPosition: (/** @type {any[]} */ ...to) =>
      keep((editor) => editor.setCursorPosition(...to)),
    getOption: (/** @type {string} */ name) => known[name],
    setOption: (/** @type {string} */ name, /** @type {unknown} */ value) => {
      known[name] = value;
      keep((editor) => editor.setOption(name, value));
    },
    setOptions: setAll("setOptions"),
    setBaseOptions: setAll("setBaseOptions"),
  };
}
