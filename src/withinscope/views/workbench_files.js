/** Files that are dropped or chosen on the page, on their way to the kernel, part by part. */

/** Bytes of a part; a message of more than ten million is refused by the server. */
const PART = 512 * 1024;

/** @typedef {{file: File, name: string}} Named a file, and its path from what was dropped */

/** All files of an entry, which may be a folder. @param {FileSystemEntry} entry @returns {Promise<Named[]>} */
async function filesOf(entry) {
  const name = entry.fullPath.replace(/^\//, "");
  if (entry.isFile) {
    const one = /** @type {FileSystemFileEntry} */ (entry);
    return [{ file: await new Promise((give, fail) => one.file(give, fail)), name }];
  }
  const reader = /** @type {FileSystemDirectoryEntry} */ (entry).createReader();
  const found = [];
  for (;;) {
    /** @type {FileSystemEntry[]} */
    const some = await new Promise((give, fail) => reader.readEntries(give, fail));
    if (some.length === 0) return found; // it gives a hundred at a time
    for (const each of some) found.push(...(await filesOf(each)));
  }
}

/** What was dropped. @param {DataTransfer} dropped @returns {Promise<Named[]>} */
export async function droppedFiles(dropped) {
  // Both have to be asked for at once: once the event is over, nothing is there any more.
  const items = Array.from(dropped.items, (item) => ({
    entry: item.webkitGetAsEntry(),
    file: item.getAsFile(),
  }));
  const found = await Promise.all(
    items.map(({ entry, file }) => {
      if (entry) return filesOf(entry);
      return file ? [{ file, name: file.name }] : [];
    }),
  );
  return wanted(found.flat());
}

/** What was chosen. @param {HTMLInputElement} input */
export function chosenFiles(input) {
  const files = Array.from(input.files ?? []);
  return wanted(files.map((file) => ({ file, name: file.webkitRelativePath || file.name })));
}

/** Without what systems leave in folders. @param {Named[]} files */
function wanted(files) {
  return files.filter(({ name }) => !/(^|\/)(\.|__MACOSX\/)/.test(name));
}

/**
 * Send files, one after the other.
 * @param {Named[]} files
 * @param {(part: {kind: string, [name: string]: any}) => Promise<{name: string} | null>} put sends a part, and tells where the
 *   file is, null where it was refused
 * @returns {Promise<string[]>} where they are; one that is refused never stops the others
 */
export async function sendFiles(files, put) {
  /** @type {Set<string>} */
  const tops = new Set();
  for (const one of files) {
    const kept = await sendFile(one, put);
    if (kept) tops.add(kept.name);
  }
  return [...tops];
}

/** @param {Named} named @param {(part: {kind: string, [name: string]: any}) => Promise<{name: string} | null>} put */
async function sendFile({ file, name }, put) {
  let at = 0;
  for (;;) {
    const part = file.slice(at, at + PART);
    const last = at + part.size >= file.size;
    const kept = await put({ kind: "part", name, at, data: await inBase64(part), last });
    if (!kept || last) return kept;
    at += part.size;
  }
}

/** @param {Blob} part @returns {Promise<string>} */
function inBase64(part) {
  return new Promise((give, fail) => {
    const reader = new FileReader();
    reader.onload = () => give(String(reader.result).split(",")[1] ?? "");
    reader.onerror = () => fail(reader.error);
    reader.readAsDataURL(part);
  });
}
