// What the kernel of a course page is asked for, beside what its cells show; `magics.py` answers.

/** @typedef {"contents" | "to_reach"} Asked a method of the course's magics that tells something */

/**
 * @param {Jupyter.Kernel} kernel of a page that was run
 * @param {Asked} name
 * @returns {Promise<Record<string, any>>} what it tells; nothing where it can't be told
 */
export async function askKernel(kernel, name) {
  const question = `get_ipython().magics_manager.registry['CourseMagics'].${name}() # for the page`;
  const asked = { code: "", silent: true, store_history: false };
  const { done } = kernel.requestExecute({ ...asked, user_expressions: { told: question } });
  const reply = await done.catch(() => null); // the page was left meanwhile
  return reply?.content.user_expressions?.told?.data?.["application/json"] ?? {};
}
