/**
 * The journal in the origin's own file system: each worker appends to a file of its own, and every
 * line is flushed before anybody says that it is saved.
 */

/**
 * @typedef {object} OriginJournal
 * @property {Uint8Array} kept all lines of all files, as they were found
 * @property {(data: Uint8Array) => string} append why that went wrong, or nothing
 * @property {(data: Uint8Array) => string} replace why that went wrong, or nothing
 */

const ENDING = ".jsonl";
const NEWLINE = new Uint8Array([10]);

/**
 * @param {string} name of the course's folder: an origin may have several
 * @returns {Promise<OriginJournal>} rejects where the browser keeps nothing
 */
export async function openJournal(name) {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle(name, { create: true });
  const files = await filesIn(folder);
  const kept = await joined(files);
  const named = `${Date.now()}-${crypto.randomUUID().slice(0, 8)}`;
  let current = await opened(folder, `${named}-1${ENDING}`);
  let spare = await opened(folder, `${named}-2${ENDING}`);
  return {
    kept,
    append: (data) => told(() => append(current, data)),
    replace(data) {
      const why = told(() => append(spare, data));
      if (why) return why;
      // From here on all that stands is in the other file: what is left in this one does no harm.
      [current, spare] = [spare, current];
      void removeAll(folder, files);
      return told(() => empty(spare));
    },
  };
}

/** @param {FileSystemDirectoryHandle} folder @param {string} name */
async function opened(folder, name) {
  return (await folder.getFileHandle(name, { create: true })).createSyncAccessHandle();
}

/** @param {FileSystemSyncAccessHandle} handle */
function empty(handle) {
  handle.truncate(0);
  handle.flush();
}

/** @param {FileSystemDirectoryHandle} folder @returns {Promise<FileSystemFileHandle[]>} the oldest first */
async function filesIn(folder) {
  const found = [];
  for await (const one of folder.values()) {
    if (one.kind === "file" && one.name.endsWith(ENDING)) found.push(one);
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Each file begins on a line of its own: a torn line costs only itself. @param {FileSystemFileHandle[]} files */
async function joined(files) {
  const parts = await Promise.all(files.map(async (file) => [await file.getFile(), NEWLINE]));
  return new Uint8Array(await new Blob(parts.flat()).arrayBuffer());
}

/** @param {FileSystemSyncAccessHandle} handle @param {Uint8Array} data */
function append(handle, data) {
  const end = handle.getSize();
  try {
    for (let done = 0; done < data.length; ) {
      const taken = handle.write(data.subarray(done), { at: end + done });
      if (!taken) throw new Error("there is no room left");
      done += taken;
    }
    handle.flush();
  } catch (error) {
    handle.truncate(end);
    throw error;
  }
}

/** A tab that was left behind may still hold its file: then it goes when the course next opens. @param {FileSystemDirectoryHandle} folder @param {FileSystemFileHandle[]} files */
async function removeAll(folder, files) {
  for (const { name } of files.splice(0)) await folder.removeEntry(name).catch(() => {});
}

/** @param {() => void} act @returns {string} why it went wrong, or nothing */
function told(act) {
  try {
    act();
    return "";
  } catch (error) {
    return error instanceof Error && error.message ? error.message : "no reason given";
  }
}
