import assert from "node:assert/strict";
import test from "node:test";

import {
  addressOf,
  journalOf,
  routesOf,
  siteRoutesOf,
} from "../../src/withinscope/lab/labextensions/withinscope/static/routes.js";

const ODD = "notebooks/über #1? 100%.ipynb";
const ENCODED = "notebooks/%C3%BCber%20%231%3F%20100%25.ipynb";
const FIRST = "notebooks/00_welcome.ipynb";
const BASES = {
  laptop: "http://127.0.0.1:8899/",
  hub: "https://hub.example.org/user/sam.lee%40example.org/",
  "hub with a path of its own": "https://school.example.org/hub/user/sam/",
};

for (const [where, base] of Object.entries(BASES)) {
  const lab = routesOf(base, true);

  test(`${where}: a notebook's address is below the server's own`, () => {
    assert.equal(lab.address(ODD), `${base}doc/tree/${ENCODED}`);
    assert.equal(routesOf(base, false).address("a.ipynb"), `${base}notebooks/a.ipynb`);
    assert.equal(lab.files, `${base}tree`);
  });

  test(`${where}: an address tells the notebook`, () => {
    for (const path of [ODD, "a.ipynb", "x/doc/tree/y.ipynb"]) {
      assert.equal(lab.notebook(`${lab.address(path)}?token=x#place`), path);
    }
  });

  test(`${where}: any other address tells none`, () => {
    for (const rest of [
      "",
      "doc/tree/",
      "doc/tree/notebooks",
      "lab/tree/a.ipynb",
      "doc/tree/%E4",
    ]) {
      assert.equal(lab.notebook(base + rest), null);
    }
  });
}

test("another person's server is not this one", () => {
  const mine = routesOf("https://hub.example.org/user/sam/", true);
  assert.equal(mine.notebook("https://hub.example.org/user/kim/doc/tree/a.ipynb"), null);
});

test("a name is the same whichever way a browser writes it", () => {
  const address = BASES.hub.replace("%40", "@");
  assert.equal(routesOf(BASES.hub, true).notebook(`${address}doc/tree/a.ipynb`), "a.ipynb");
});

test("on a site, which is one page, an address tells the notebook behind its ?", () => {
  const base = "/courses/scope/jupyter/";
  const there = `https://school.example.org${base}`;
  const { address, notebook } = siteRoutesOf(base, FIRST);
  for (const path of [ODD, "notebooks/a.ipynb"]) {
    assert.equal(notebook(new URL(address(path), there).href), path);
  }
  for (const rest of ["", "lab/index.html", "lab/index.html?path=a.txt", "files/a.ipynb"]) {
    assert.equal(notebook(there + rest), null);
  }
});

test("a notebook's page without Jupyter lies beside the others, and the first at the root", () => {
  const page = { root: "../", first: FIRST };
  assert.equal(addressOf(page, FIRST), "../index.html");
  assert.equal(addressOf(page, "exercises/01 a.ipynb"), "../exercises/01%20a.html");
});

test("from a site's Jupyter a notebook leads to the same page of the site, and back", () => {
  for (const site of ["https://school.example.org/", "https://school.example.org/a/jupyter/"]) {
    const { address, notebook, plain } = siteRoutesOf(`${site}jupyter/`, FIRST);
    assert.equal(plain(ODD), `${site}${ENCODED.replace(/ipynb$/, "html")}`);
    assert.equal(plain(FIRST), `${site}index.html`);
    const from = siteRoutesOf("../jupyter/", FIRST).address(ODD);
    assert.equal(new URL(from, plain(ODD)).href, address(ODD));
    assert.equal(notebook(address(ODD)), ODD);
  }
});

test("two courses of one origin have each a journal of its own", () => {
  const [one, other] = ["https://a.example/x/", "https://a.example/y/"].map((at) => new URL(at));
  assert.notEqual(journalOf(one), journalOf(other));
});
