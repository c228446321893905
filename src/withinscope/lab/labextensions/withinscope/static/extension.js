// The plugin: how JupyterLab starts the course, and what of JupyterLab's the course is given.

import { isInCourse } from "./chrome.js";
import { Course } from "./course.js";
import { answerDialogs } from "./dialogs.js";
import { Editions } from "./editions.js";
import { RANK, rendererFactory } from "./records.js";
import { recall, remember } from "./remembered.js";
import { signNotebooks } from "./signing.js";

export { watchOpening } from "./opening.js";
export { keepTitle, OPENING } from "./title.js";

/** @typedef {(name: string) => Promise<any>} Shared gives JupyterLab's own packages */

/**
 * @param {Shared} shared
 * @returns {Promise<object[]>} JupyterLab plugins
 */
export async function makePlugins(shared) {
  const { application, apputils, docmanager, notebook, rendermime, statedb } = await tokens(shared);
  const kit = await classes(shared);
  const dialogs = answerDialogs(apputils.Dialog, isInCourse);
  const course = {
    id: "withinscope:course",
    description: "Shows notebooks of the Within Scope curriculum as course pages.",
    autoStart: true,
    requires: [
      notebook.INotebookTracker,
      docmanager.IDocumentManager,
      rendermime.IRenderMimeRegistry,
    ],
    optional: [
      apputils.IThemeManager,
      application.ILabShell,
      application.JupyterFrontEnd.ITreeResolver,
      statedb.IStateDB,
    ],
    /** @param {[any, any, Jupyter.Renderers, any, any, any, any]} services in the order above */
    activate: (/** @type {Jupyter.App} */ app, ...services) => {
      const [tracker, documents, renderers, themes, labShell, addressed, state] = services;
      renderers.addFactory(rendererFactory(kit.Widget), RANK);
      const isSite = Boolean(kit.PageConfig.getOption("withinscopeSite"));
      if (isSite) signNotebooks(app.serviceManager.contents, servedBy(kit.PageConfig));
      const given = {
        app,
        tracker,
        documents,
        renderers,
        themes,
        labShell,
        addressed,
        state: isSite ? SITE_STATE : state,
        dialogs,
        editions: isSite ? editionsOf(app.serviceManager.contents, kit.PageConfig) : null,
      };
      new Course({ ...kit, ...given }).begin();
    },
  };
  return [course, connectionPlugin(application)];
}

/** JupyterLab's own has its workspace, and of that a site keeps nothing. @type {Jupyter.StateDB} */
const SITE_STATE = {
  fetch: async (key) => JSON.parse(recall(key) ?? "null"),
  save: async (key, value) => remember(key, JSON.stringify(value)),
};

/** @param {Jupyter.Contents} contents @param {Jupyter.PageConfig} PageConfig */
function editionsOf(contents, PageConfig) {
  const served = servedBy(PageConfig);
  return new Editions(contents, (path) => served(path, "no-cache"), PageConfig.getBaseUrl());
}

/** The notebooks that a site has, by their paths. @param {Jupyter.PageConfig} PageConfig */
function servedBy(PageConfig) {
  /** @param {string} path @param {RequestCache} [cache] */
  return async (path, cache) => {
    const address = path.split("/").map(encodeURIComponent).join("/");
    const url = `${PageConfig.getBaseUrl()}files/${address}`;
    const reply = await fetch(url, { cache }).catch(() => null);
    return reply?.ok ? reply.json().catch(() => null) : null;
  };
}

/**
 * JupyterLab's dialog about a lost server speaks of its configuration; a course page has words of its
 * own (connection.js).
 * @param {any} application
 */
function connectionPlugin({ ConnectionLost, IConnectionLost }) {
  return {
    id: "withinscope:connection",
    description: "Leaves the loss of the server to course pages, where one is in front.",
    autoStart: true,
    provides: IConnectionLost,
    activate:
      () =>
      async (/** @type {unknown[]} */ ...told) =>
        isInCourse() ? undefined : ConnectionLost(...told),
  };
}

/** The packages whose services the plugin asks for. @param {Shared} shared */
async function tokens(shared) {
  const names = ["application", "apputils", "docmanager", "notebook", "rendermime", "statedb"];
  const packages = names.map(async (name) => [name, await shared(`@jupyterlab/${name}`)]);
  return Object.fromEntries(await Promise.all(packages));
}

/** What the course makes things of. @param {Shared} shared */
async function classes(shared) {
  const names = ["@lumino/widgets", "@jupyterlab/cells", "@jupyterlab/coreutils"];
  const packages = [...names, "@jupyterlab/services"].map(shared);
  const [{ Widget }, { CodeCell }, { PageConfig }, { ServerConnection }] =
    await Promise.all(packages);
  return { Widget, CodeCell, PageConfig, ServerConnection };
}
