/** The page to look things up in, over any other: as in Jupyter, from the page of this site. */
import { LookUp } from "../../lab/labextensions/withinscope/static/lookup.js";
import { addressOf } from "../../lab/labextensions/withinscope/static/routes.js";

const HTML = "text/markdown";

/** The texts of a page of this site, for who asks for a notebook. @param {import("./addresses.js").PageData} page */
function contentsOf(page) {
  return {
    async get(/** @type {string} */ path) {
      const reply = await fetch(addressOf(page, path));
      if (!reply.ok) throw new Error(String(reply.status));
      const found = new DOMParser().parseFromString(await reply.text(), "text/html");
      const texts = [...found.querySelectorAll("main .jp-RenderedMarkdown")];
      const cells = texts.map(({ innerHTML }) => ({ cell_type: "markdown", source: innerHTML }));
      return { content: { cells } };
    },
  };
}

/** The site's own text needs no reading: it is HTML. */
const renderers = {
  createModel: (/** @type {{data: Record<string, string>}} */ { data }) => data[HTML],
  createRenderer() {
    const node = document.createElement("div");
    node.className = "jp-RenderedHTMLCommon jp-RenderedMarkdown";
    return {
      node,
      async renderModel(/** @type {string} */ html) {
        node.innerHTML = html;
      },
    };
  },
};

export class LookedUp {
  #course;
  #page;
  #ask;
  /** @type {LookUp | null} made when it is first asked for */
  #text = null;

  /**
   * @param {import("../../lab/labextensions/withinscope/static/nav.js").Course} course
   * @param {import("./addresses.js").PageData} page
   * @param {() => Promise<Record<string, any>>} ask tells whom the trainee wrote down to be reached
   */
  constructor(course, page, ask) {
    this.#course = course;
    this.#page = page;
    this.#ask = ask;
  }

  /** Show it. @param {string} [section] to begin at @returns {boolean} whether there is one */
  show(section) {
    const { lookUp } = this.#course;
    if (!lookUp) return false;
    const href = (/** @type {string} */ path) => addressOf(this.#page, path);
    /** @type {any} Jupyter's would do more than the text asks for */
    const [contents, all] = [contentsOf(this.#page), renderers];
    this.#text ??= new LookUp(contents, /** @type {any} */ (all), href);
    void this.#text.show(lookUp, this.#course, this.#ask, section);
    return true;
  }
}
