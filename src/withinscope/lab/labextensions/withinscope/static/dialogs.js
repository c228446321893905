// JupyterLab's own dialogs: while the course is in front, none is shown. Each gets the answer that
// its Escape gives, so nothing is done that nobody has agreed to; what it is about, the course says
// in its own words where somebody has to know (notices.js, connection.js).

/**
 * Every dialog of JupyterLab's, of its extensions and of Notebook 7's is of this class, since they
 * share the package.
 *
 * @param {Jupyter.DialogClass} Dialog
 * @param {() => boolean} inCourse whether the course is in front, or on its way
 * @returns {{hear: (told: () => void) => void}} has somebody told of each message that was not
 *   shown; a question is answered, and that is all
 */
export function answerDialogs(Dialog, inCourse) {
  const { launch } = Dialog.prototype;
  let told = () => {};
  Dialog.prototype.launch = function () {
    if (!inCourse()) return launch.call(this);
    console.warn("Not shown:", this.node.ariaLabel); // for who looks into it; it has no other text yet
    const isMessage = this.node.querySelectorAll(".jp-Dialog-button").length === 1;
    this.dispose();
    if (isMessage) told();
    return Promise.resolve({ button: Dialog.cancelButton(), isChecked: null, value: null });
  };
  return {
    hear: (act) => {
      told = act;
    },
  };
}
