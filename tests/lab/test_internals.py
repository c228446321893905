"""What the course takes from Jupyter without a promise is there: docs/jupyter.md has the list.

Where one of these fails, Jupyter has changed; the table says which part of the course relies on it.
"""

from __future__ import annotations

import inspect
import json
import re
import sys
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import jupyterlab.commands
import notebook
from browser import COURSE, Lab
from ipykernel.ipkernel import IPythonKernel
from IPython.core.interactiveshell import InteractiveShell
from IPython.core.shellapp import InteractiveShellApp
from jupyter_server.serverapp import ServerApp
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from jupyter_server.services.sessions.sessionmanager import SessionManager
from playwright.sync_api import Page, expect
from tornado.websocket import WebSocketHandler
from window import visit

from lab.pages import a_notebook, item, put, start, text
from withinscope.lab import settings

TESTS = COURSE / "tests"
SOURCE = COURSE / "src/withinscope"
STATIC = SOURCE / "lab/labextensions/withinscope/static"
LAB = Path(sys.prefix) / "share/jupyter/lab"
CLASSES = {
    "ServerApp": "jupyter_server.serverapp",
    "IdentityProvider": "jupyter_server.auth.identity",
    "LabApp": "jupyterlab.labapp",
    "KernelManager": "jupyter_client.manager",
    "MappingKernelManager": "jupyter_server.services.kernels.kernelmanager",
}
NAMES = (
    "jupyter-config-data",
    "data-lm-suppress-shortcuts",
    "data-commandlinker-command",
    "ModalCancelError",
    "JupyterLab Light",
    "JupyterLab Dark",
    "application/vnd.jupyter.widget-view+json",
)


def test_each_line_of_the_document_is_held_by_a_test_that_is_there() -> None:
    document = (COURSE / "docs/jupyter.md").read_text(encoding="utf-8")
    rows = [line.split(" | ") for line in document.splitlines() if line.startswith("| ")]
    rows = [cells for cells in rows if cells[0] != "| What"]
    tests = "".join(file.read_text(encoding="utf-8") for file in TESTS.rglob("test_*.py"))
    for what, *_, held in rows:
        named = re.findall(r"`(test_\w+)`", held)
        scripts = re.findall(r"`(\w+\.test\.mjs)`", held)
        assert named or scripts, what
        assert [name for name in named if f"def {name}(" not in tests] == [], what
        assert [name for name in scripts if not [*TESTS.rglob(name)]] == [], what
    assert len(rows) > 20


# Server and kernel ------------------------------------------------------------------------------


def test_the_question_to_node_can_be_left_out() -> None:
    source = inspect.getsource(jupyterlab.commands)
    assert "\ndef _yarn_config(logger):" in source
    assert '_yarn_config(self.logger)["yarn config"]' in source


def test_what_the_server_overrides_is_there() -> None:
    assert list(inspect.signature(ServerApp._signal_stop).parameters) == ["self", "sig", "frame"]
    assert callable(ServerApp.init_signal)
    assert callable(ServerApp.load_server_extensions)
    assert isinstance(inspect.getattr_static(ServerApp, "config_file_paths"), property)


def test_a_kernels_websocket_can_be_told_to_wait_for_nothing() -> None:
    assert callable(ZMQChannelsWebsocketConnection.connect)
    handler = inspect.getattr_static(ZMQChannelsWebsocketConnection, "websocket_handler").klass
    assert issubclass(handler, WebSocketHandler)
    assert callable(WebSocketHandler.set_nodelay)


def test_jupyter_knows_each_setting_that_it_is_given(tmp_path: Path) -> None:
    given = settings.jupyter_config(tmp_path, settings.PORT) | settings.hub_config(tmp_path)
    assert set(given) == set(CLASSES)
    for name, values in given.items():
        known = getattr(import_module(CLASSES[name]), name).class_trait_names(config=True)
        assert set(values) <= set(known), name
    module, _, update = given["LabApp"]["check_for_updates_class"].rpartition(".")
    assert isinstance(getattr(import_module(module), update), type)


def test_a_kernel_takes_the_settings_that_it_is_given() -> None:
    assert {"mimetype", "codemirror_mode"} <= set(IPythonKernel.language_info)
    known = InteractiveShellApp.class_trait_names(config=True)
    assert {"ignore_cwd", "exec_lines"} <= set(known)


def test_jupyter_tells_a_kernel_its_notebook() -> None:
    assert '"JPY_SESSION_NAME": path' in inspect.getsource(SessionManager.get_kernel_env)


def test_a_kernel_keeps_a_set_of_the_extensions_that_it_loaded() -> None:
    manager = InteractiveShell().extension_manager
    assert manager is not None
    assert isinstance(manager.loaded, set)


# Front end --------------------------------------------------------------------------------------


@cache
def front_ends() -> str:
    """All that JupyterLab, Notebook 7 and the widgets bring to a browser."""
    widgets = LAB.parent.glob("labextensions/@jupyter-widgets/**/*")
    bundled = (*LAB.glob("static/*"), *LAB.glob("themes/**/*"), *widgets)
    theirs = Path(notebook.__file__).parent
    files = (*bundled, *theirs.glob("static/*"), *theirs.glob("templates/*"))
    kinds = {".js", ".css", ".html"}
    return "\n".join(f.read_text(encoding="utf-8") for f in files if f.suffix in kinds)


def used(pattern: str) -> dict[str, str]:
    """What our scripts and sheets use of the shape of `pattern`, and a file that does."""
    files = (*STATIC.glob("*.js"), *STATIC.glob("*.css"), *(SOURCE / "views").glob("*.[jc]s*"))
    return {
        name: file.name
        for file in files
        for name in re.findall(pattern, file.read_text(encoding="utf-8"))
    }


def test_the_front_end_has_each_class_and_variable_that_is_used() -> None:
    names = used(r"(?<![\w-])(?:--)?(?:jp|lm)-[A-Za-z][\w-]+")
    assert {name: file for name, file in names.items() if name not in front_ends()} == {}
    assert len(names) > 50


def test_the_front_end_has_each_name_that_is_used() -> None:
    furniture = re.search(
        r"FURNITURE = new Set\(\[(.*?)\]\)", (STATIC / "chrome.js").read_text(), re.S
    )
    assert furniture
    names = (*NAMES, *re.findall(r'"([\w-]+)"', furniture[1]))
    assert [name for name in names if name not in front_ends()] == []
    assert len(names) > len(NAMES) + 5


def test_jupyterlab_has_each_setting_that_is_overridden() -> None:
    overrides = json.loads((SOURCE / "lab/jupyterlab/overrides.json").read_text())
    for plugin, values in overrides.items():
        package, _, name = plugin.partition(":")
        schema = json.loads((LAB / "schemas" / package / f"{name}.json").read_text())
        for key, value in values.items():
            allowed = schema["properties"][key].get("enum", [value])
            assert value in allowed, (plugin, key)


def test_jupyterlab_has_each_plugin_that_is_switched_off() -> None:
    config = json.loads((SOURCE / "lab/jupyterlab/page_config.json").read_text())
    off = [name for name in config["disabledExtensions"] if name not in front_ends()]
    assert off == []


OBJECTS = """() => {
    const shell = jupyterapp.shell, panel = shell.currentWidget;
    const content = panel.content, context = panel.sessionContext;
    const is = (kind, value) => typeof value === kind;
    return {
        'commands.commandExecuted': is('function', jupyterapp.commands.commandExecuted?.connect),
        'filebrowser:open-path': jupyterapp.commands.hasCommand('filebrowser:open-path'),
        'shell.mode': is('string', shell.mode),
        'shell.collapseLeft': is('function', shell.collapseLeft),
        'shell.collapseRight': is('function', shell.collapseRight),
        'shell.currentPathChanged.emit': is('function', shell.currentPathChanged?.emit),
        'panel._onSessionStatusChanged': is('function', panel._onSessionStatusChanged),
        'panel.contentHeader.insertWidget': is('function', panel.contentHeader?.insertWidget),
        'panel.context.save': is('function', panel.context.save),
        'panel.context.saveAs': is('function', panel.context.saveAs),
        'panel.context._handleError': is('function', panel.context._handleError),
        'panel.context._raiseConflict': is('function', panel.context._raiseConflict),
        'context.connectionStatusChanged': is('object', context.connectionStatusChanged),
        'kernel.reconnect': is('function', context.session?.kernel?.reconnect),
        'sessions.refreshRunning':
            is('function', jupyterapp.serviceManager.sessions.refreshRunning),
        'content.notebookConfig.windowingMode': is('string', content.notebookConfig?.windowingMode),
        'content.outerNode': content.outerNode instanceof HTMLElement,
        'content.viewportNode': content.viewportNode instanceof HTMLElement,
        'content.layout.insertWidget': is('function', content.layout?.insertWidget),
        'cell.ready': content.widgets.every(cell => is('function', cell.ready?.then)),
        'cell.contentFactory.editorFactory': content.widgets
            .every(cell => is('function', cell.contentFactory?.editorFactory)),
        'cell.isPlaceholder': content.widgets.every(cell => is('function', cell.isPlaceholder)),
        'cell.dataset.windowedListIndex': content.widgets
            .every((cell, index) => cell.dataset.windowedListIndex === String(index)),
        'context.kernelPreference': is('object', context.kernelPreference),
        'context.initialize': is('function', context.initialize),
        'context.startKernel': is('function', context.startKernel),
        'cell.outputArea.node': content.widgets
            .filter(cell => cell.model.type === 'code')
            .every(cell => cell.outputArea?.node instanceof HTMLElement),
        'cell.model.sharedModel.getSource': content.widgets
            .every(cell => is('function', cell.model.sharedModel?.getSource)),
    };
}"""


def test_the_front_end_has_what_is_used_of_its_objects(lab: Lab, page: Page) -> None:
    path = put(lab, a_notebook(text("Text."), start(), item("internals-1")))
    visit(page, lab, path)
    expect(page.get_by_role("radio")).to_have_count(3)
    found: dict[str, Any] = page.evaluate(OBJECTS)
    assert [name for name, there in found.items() if not there] == []
