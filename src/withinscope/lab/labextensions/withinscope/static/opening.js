// The course on its way: until a first page can be seen, one line stands before JupyterLab (course.css).

/** On the root element; remoteEntry.js sets it first. */
const COVERED = "ws-opening";
const { classList } = document.documentElement;

export const cover = () => classList.add(COVERED);
export const uncover = () => classList.remove(COVERED);
export const isOpening = () => classList.contains(COVERED);
