"""One page of JupyterLab that tests use one after another, cleared in between.

Loading JupyterLab takes longer than most of what is tested in it. A test that is about loading, or
that changes more than is cleared, takes a page in a profile of its own: the fixture `own_page`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from browser import Lab

VIEWPORT = {"width": 1280, "height": 900}
#: JupyterLab leaves itself where a page's scripts find it only if its configuration says so.
EXPOSE = """new MutationObserver((_, observer) => {
    const config = document.getElementById('jupyter-config-data');
    if (!config) return;
    observer.disconnect();
    const said = { ...JSON.parse(config.textContent), exposeAppInBrowser: 'true' };
    config.textContent = JSON.stringify(said);
}).observe(document, { childList: true, subtree: true });
// What would be printed, by its title.
window.print = () => { top.printed = document.title; };
// A page that is loaded with a notebook opens it once more, when it has listed the folder.
Object.defineProperty(window, 'jupyterapp', {
    configurable: true,
    set(app) {
        Object.defineProperty(window, 'jupyterapp', { value: app });
        window.opened = new Promise(done => app.commands.commandExecuted.connect(
            (_, { id, result }) => id === 'filebrowser:open-path' && result.then(done, done)));
    },
});"""
#: Nothing is open yet.
BLANK = "window.stage = 'blank'"
#: Close what is open, unsaved, and forget what the course keeps; null where that is not enough. In
#: a page that a test has loaded itself, first wait until it has opened all that it opens.
CLEAR = """async () => {
    const app = window.jupyterapp;
    const asks = document.querySelector('dialog[open], .jp-Dialog') !== null;
    const tool = document.querySelector('.ws-authors [aria-pressed=true]') !== null;
    if (!app || asks || tool) return null;
    const late = new Promise(done => setTimeout(done, 10000, 'late'));
    const opens = location.pathname.includes('/doc/tree/');
    const whole = window.stage || opens && await Promise.race([window.opened, late]) !== 'late';
    for (const widget of [...app.shell.widgets('main')].filter(one => one.context)) {
        widget.context._handleError = () => {};  // else one that is being saved asks about it
        if (widget.context.model) widget.context.model.dirty = false;
        widget.dispose();
    }
    await app.serviceManager.sessions.shutdownAll();
    const plugins = app.pluginRegistry._plugins;
    const { service: state } = plugins.get('@jupyterlab/apputils-extension:state');
    const { ids } = await state.list('withinscope');
    await Promise.all(ids.map(id => state.remove(id)));
    sessionStorage.clear();
    const ours = Object.keys(localStorage).filter(name => name.startsWith('withinscope:'));
    for (const name of ours) localStorage.removeItem(name);  // JupyterLab's own stay
    if (document.body.dataset.jpThemeLight === 'false') {
        await app.commands.execute('apputils:change-theme', { theme: 'JupyterLab Light' });
    }
    return window.stage = whole ? 'cleared' : 'loaded';
}"""
#: JupyterLab has restored what it restores when it shows its launcher, since nothing is open.
IS_UP = "window.jupyterapp && [...jupyterapp.shell.widgets('main')].length > 0"
#: Open a notebook; the launcher would stay in front.
OPEN = """async (path) => {
    window.stage = 'used';
    await jupyterapp.commands.execute('docmanager:open', { path });
    const others = [...jupyterapp.shell.widgets('main')].filter(one => !one.context);
    for (const widget of others) widget.dispose();
}"""


def visit(page: Any, lab: Lab, path: str) -> None:
    """Show a notebook; in the shared page, the first one of a test in the JupyterLab that is there.

    Where none is, it is loaded without a notebook.
    """
    stage = page.evaluate("window.stage")
    if stage not in ("blank", "cleared"):
        page.goto(lab.address(path))
        return
    if stage == "blank" or not page.url.startswith(f"{lab.url}/doc"):
        page.goto(lab.address("", "/doc"))
        page.wait_for_function(IS_UP)
    page.evaluate(OPEN, path)


def show_jupyter(page: Any) -> None:
    """Show the tool around a page of the course; a second time, in one visit, hides it."""
    page.get_by_role("navigation", name="Course").get_by_role("button", name="Contents").click()
    page.get_by_role("button", name="Show Jupyter").click()
    if page.get_by_role("dialog", name="Show Jupyter").count():
        page.get_by_role("dialog").get_by_role("button", name="Show Jupyter").click()


@contextlib.contextmanager
def a_page(chrome: Any, script: str = "") -> Iterator[tuple[Any, list[Any]]]:
    """A page in a browser profile of its own, and the errors of its scripts."""
    context = chrome.new_context(viewport=VIEWPORT, reduced_motion="reduce")
    if script:
        context.add_init_script(script)
    page, errors = context.new_page(), []

    def note(error: Any) -> None:
        if not is_theirs(error):
            errors.append(str(error))

    page.on("pageerror", note)
    yield page, errors
    context.close()


def is_theirs(error: Any) -> bool:
    """Whether it is one that is thrown for any notebook.

    By ipywidgets' manager where there is no kernel; by Notebook 7 when it loads settings, and when
    it looks for the file browser that it has not; by JupyterLab when the theme is changed twice
    within the fifth of a second in which it takes its splash away, when the server can't be reached
    in the first second, in which it opens the address's document once more, and when a kernel dies
    that it has yet to send something; by anywidget on a machine so busy that a widget takes more
    than two seconds, and is there then.
    """
    known = (
        ("jupyterlab-manager", "'kernel'"),
        ("notebook_core", "'schema'"),
        ("jlab_core", "'removeChild'"),
        ("jlab_core", "Failed to fetch"),
        ("jlab_core", "Cannot send"),
    )
    anywhere = ("'filebrowser:open-path' not registered", "[anywidget] Failed to initialize model.")
    return any(words in error.message for words in anywhere) or any(
        file in (error.stack or "") and word in error.message for file, word in known
    )


class Window:
    """The page that is used again; a new one after a test that failed or left too much behind."""

    def __init__(self, chrome: Any) -> None:
        self._chrome = chrome
        self._open = contextlib.ExitStack()
        self._page: Any = None
        self.errors: list[Any] = []

    def page(self) -> Any:
        """The page, nothing open in it."""
        if self._page is None:
            entered = self._open.enter_context(a_page(self._chrome, EXPOSE))
            self._page, self.errors = entered
            self._page.evaluate(BLANK)
        self.errors.clear()
        return self._page

    def clear(self) -> None:
        """Make it ready for the next test."""
        self._page.set_viewport_size(VIEWPORT)
        stage = self._page.evaluate(CLEAR)
        if stage is None:
            self.close()
        elif stage == "loaded":
            self._page.goto("about:blank")
            self._page.evaluate(BLANK)

    def close(self) -> None:
        """Have the next test begin with a new one."""
        self._page = None
        self._open.close()
