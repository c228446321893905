#!/bin/sh
# Finding: JupyterLab asks its server for the "busy" icon again with every cell that runs.
#
# Versions: jupyterlab 4.6.6, jupyter-server 2.21.1, ipykernel 7.4.0 (PyPI), driven by playwright
#           1.65.2 with the Chromium that the machine has.
# Behavior: while a kernel is busy the tab shows another icon. The plugin
#           `@jupyterlab/application-extension:faviconbusy` puts its address into the page each time
#           the kernel becomes busy, and the browser then asks the server whether the icon has
#           changed: one request a cell, answered by the same event loop that relays the outputs.
# Output:   ten cells, one after another: 11 requests for favicon-busy-1.ico with the plugin, 0 without
# For us:   a page whose twenty cells show widgets was live 0.2 s later for it; the plugin is off.
#
# Installs the packages in a folder of its own, runs them without our code, and fails once this
# changes.
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
  jupyterlab==4.6.6 jupyter-server==2.21.1 ipykernel==7.4.0 playwright==1.65.2
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat.v4
from playwright.sync_api import sync_playwright

CELLS = 10
PLUGIN = "@jupyterlab/application-extension:faviconbusy"
RUN = """async () => {
    const panel = jupyterapp.shell.currentWidget;
    await panel.context.ready;
    await panel.sessionContext.ready;
    await jupyterapp.commands.execute('notebook:run-all-cells');
}"""


def asked(off: bool) -> int:
    """Requests for the busy icon while the cells of a notebook run, one after another."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        cells = [nbformat.v4.new_code_cell("import time; time.sleep(0.3)") for _ in range(CELLS)]
        book = nbformat.v4.new_notebook(cells=cells)
        book.metadata["kernelspec"] = {"name": "python3", "display_name": "", "language": "python"}
        Path(home, "book.ipynb").write_text(nbformat.v4.writes(book))
        config = Path(home, "config")
        (config / "labconfig").mkdir(parents=True)
        turned = {"disabledExtensions": {PLUGIN: off}}
        (config / "labconfig" / "page_config.json").write_text(json.dumps(turned))
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab.labapp", "--no-browser", "--allow-root",
             "--expose-app-in-browser", "--IdentityProvider.token=", "--ServerApp.port=0",
             f"--ServerApp.root_dir={home}"],
            env=os.environ
            | {"HOME": home, "JUPYTER_CONFIG_DIR": str(config), "JUPYTER_RUNTIME_DIR": home},
            stderr=subprocess.PIPE, text=True,
        )
        try:
            address = next(line.split()[-1] for line in server.stderr if "http://127" in line)
            return counted(address)
        finally:
            server.kill()
            server.wait()


def counted(address: str) -> int:
    """Run all cells of the notebook in a browser, and count its requests for the icon."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome"),
            args=["--no-sandbox"],
        )
        page = browser.new_page()
        urls: list[str] = []
        page.on("request", lambda request: urls.append(request.url))
        base = address.split("/lab")[0]
        page.goto(f"{base}/doc/tree/book.ipynb")
        page.wait_for_selector(".jp-Notebook .jp-CodeCell")
        page.evaluate(RUN)
        page.wait_for_function("!document.querySelector('.jp-Notebook').innerText.includes('[*]')")
        return sum("favicon-busy" in url for url in urls)


with_it, without = asked(off=False), asked(off=True)
requests = f"{with_it} requests for favicon-busy-1.ico with the plugin, {without} without"
print(f"{CELLS} cells, one after another: {requests}")
if with_it < CELLS or without:
    raise SystemExit("This has changed: read the head of this script, and what relies on it.")
PYTHON
