// The course on its way: until a first page can be seen, one line stands before JupyterLab (course.css).

/** On the root element; remoteEntry.js sets it first. */
const COVERED = "ws-opening";
const { classList } = document.documentElement;

export const cover = () => classList.add(COVERED);
export const uncover = () => classList.remove(COVERED);
export const isOpening = () => classList.contains(COVERED);

/** How long (ms) the first page may be on its way. */
export const PATIENCE = 10_000;
/** What JupyterLab opens the document with that the address names. */
const OPENS_ADDRESS = "filebrowser:open-path";

/**
 * @param {Jupyter.App["commands"]} commands
 * @returns {Promise<void>} when JupyterLab has opened the address's document, or does not
 */
export function addressOpened({ commandExecuted }) {
  return new Promise((resolve) => {
    const hear = (
      /** @type {unknown} */ _,
      /** @type {{id: string, result: Promise<unknown>}} */ { id, result },
    ) => {
      if (id !== OPENS_ADDRESS) return;
      commandExecuted.disconnect(hear);
      result.then(
        () => resolve(),
        () => resolve(),
      );
    };
    commandExecuted.connect(hear);
    setTimeout(resolve, PATIENCE);
  });
}
