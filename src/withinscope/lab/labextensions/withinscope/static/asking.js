// What the kernel of a course page is asked for, beside what its cells show; `magics.py` answers.

/** @typedef {"contents" | "to_reach" | "kept"} Asked a method of the course's magics that tells something */

const JSON_DATA = "application/json";
/** Nothing of it is for the notebook, or for its history. */
const ASIDE = { silent: true, store_history: false };

/**
 * @param {Jupyter.Kernel} kernel of a page that was run
 * @param {Asked} name
 * @returns {Promise<Record<string, any>>} what it tells; nothing where it can't be told
 */
export async function askKernel(kernel, name) {
  const question = `get_ipython().magics_manager.registry['CourseMagics'].${name}() # for the page`;
  const { done } = kernel.requestExecute({
    ...ASIDE,
    code: "",
    user_expressions: { told: question },
  });
  const reply = await done.catch(() => null); // the page was left meanwhile
  if (!reply) return {};
  const { user_expressions: answers } = reply.content;
  return (answers ? answers.told?.data?.[JSON_DATA] : await shown(kernel, question)) ?? {};
}

/**
 * The same of a kernel that knows no expressions to be answered, as JupyterLite's: it shows what code
 * comes to, though it be silent.
 * @param {Jupyter.Kernel} kernel
 * @param {string} code
 */
async function shown(kernel, code) {
  const run = kernel.requestExecute({ ...ASIDE, code });
  let found;
  run.onIOPub = ({ content }) => {
    found ??= content.data?.[JSON_DATA];
  };
  await run.done.catch(() => null);
  return found;
}
