"""Settings of the course's own Jupyter: none of the user's is read, and none is changed."""

from __future__ import annotations

import secrets
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

from withinscope import disk

HERE = Path(__file__).parent
PORT = 8899
HOST = "127.0.0.1"
KERNEL_STARTS = """\
# The folder of a notebook is never searched for modules: a mailed withinscope.py stays unread.
c.InteractiveShellApp.ignore_cwd = True
# What ran is the course's own cells: IPython would write each into a database, before it runs.
c.HistoryManager.enabled = False
# Done while the browser still loads, so that the items need not wait for it.
c.InteractiveShellApp.exec_lines = [
    "import withinscope.magics as magics, withinscope.widgets, withinscope.views.item",
    "import withinscope.views.dialogue, withinscope.views.hand_in, withinscope.views.progress",
    "magics.read_ahead()",
    "del magics, withinscope",
]
# The course's cells hold YAML, which JupyterLab would otherwise parse as Python, cell by cell.
from ipykernel.ipkernel import IPythonKernel
IPythonKernel.language_info |= {"mimetype": "text/plain", "codemirror_mode": "none"}
"""
FOREIGN = (  # what a user's own set-up would bring into the course
    "JUPYTER_CONFIG_PATH",
    "JUPYTER_PATH",
    "JUPYTER_TOKEN",
    "PYTHONHOME",
    "PYTHONPATH",
    "PYTHONSTARTUP",
)


def home(work: Path) -> Path:
    """Return the folder of everything that Jupyter keeps for this work folder."""
    return work / ".jupyter"


def config_folder(work: Path) -> Path:
    """Return the one folder that the server reads settings from: ours, and as a rule empty."""
    return home(work) / "config"


def data_folder(work: Path) -> Path:
    """Return Jupyter's data folder, which holds the signatures of trusted notebooks."""
    return home(work) / "data"


def runtime_folder(work: Path) -> Path:
    """Return the folder in which a running server says where it is."""
    return home(work) / "runtime"


def log_file(work: Path) -> Path:
    """Return the file that takes what Jupyter and the kernels would print."""
    return home(work) / "log.txt"


def token(work: Path) -> str:
    """Return the server's password, made once: a bookmark keeps working after a restart."""
    file = home(work) / "token"
    if not file.is_file():
        file.parent.mkdir(parents=True, exist_ok=True)
        disk.write_whole(file, secrets.token_hex(24), private=True)
    return file.read_text(encoding="utf-8").strip()


def hub_config(work: Path) -> dict[str, dict[str, Any]]:
    """Return the configuration of the server that a Hub starts for somebody.

    Where it listens and who gets in, the Hub says. The kernels' sockets are files, since those of
    the machine can be listened to by everybody who works on it.
    """
    config = shared_config(work)
    # The first of two folders that has a template of a name gives it.
    config["ServerApp"]["extra_template_paths"].insert(0, str(HERE / "templates" / "hub"))
    return {**config, "KernelManager": {"transport": "ipc"}}


def set_environment(variables: MutableMapping[str, str], folder: Path, work: Path) -> None:
    """Point Jupyter, IPython and the kernels at folders of our own, the course and the work."""
    for name in FOREIGN:
        variables.pop(name, None)
    variables.update(
        {
            "JUPYTER_CONFIG_DIR": str(config_folder(work)),
            "JUPYTER_DATA_DIR": str(data_folder(work)),
            "JUPYTER_RUNTIME_DIR": str(runtime_folder(work)),
            "JUPYTERLAB_SETTINGS_DIR": str(home(work) / "settings"),
            "JUPYTERLAB_WORKSPACES_DIR": str(home(work) / "workspaces"),
            "IPYTHONDIR": str(home(work) / "ipython"),
            "PYTHONSAFEPATH": "1",
            "WITHINSCOPE_COURSE": str(folder),
            "WITHINSCOPE_WORK": str(work),
        }
    )


def write_kernel_settings(work: Path) -> None:
    """Write the settings that every kernel of the course reads when it starts."""
    file = home(work) / "ipython" / "profile_default" / "ipython_kernel_config.py"
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.is_file() or file.read_text(encoding="utf-8") != KERNEL_STARTS:
        disk.write_whole(file, KERNEL_STARTS)


def jupyter_config(work: Path, port: int) -> dict[str, dict[str, Any]]:
    """Return the configuration of a trainee's own server, by class, as traitlets takes it."""
    config = shared_config(work)
    config["ServerApp"] |= {"ip": HOST, "port": port, "port_retries": 50}
    return {**config, "IdentityProvider": {"token": token(work)}}


def shared_config(work: Path) -> dict[str, dict[str, Any]]:
    """Return the configuration of every server of the course, wherever and for whom it listens."""
    return {
        "ServerApp": {
            "open_browser": False,  # we open it ourselves, at the course
            "root_dir": str(work),
            "allow_root": True,  # in a container people may well be root
            "terminals_enabled": False,
            "extra_template_paths": [str(HERE / "templates")],
            "kernel_spec_manager_class": "withinscope.lab.kernel_spec.CourseKernels",
            "kernel_websocket_connection_class": "withinscope.lab.server.PromptConnection",
        },
        "LabApp": {
            "app_settings_dir": str(HERE / "jupyterlab"),
            "extra_labextensions_path": [str(HERE / "labextensions")],
            "extension_manager": "readonly",
            "check_for_updates_class": "jupyterlab.handlers.announcements.NeverCheckForUpdate",
            "news_url": None,
        },
        # A kernel holds nothing that the journal lacks. After ten minutes without a page, it goes.
        "MappingKernelManager": {"cull_idle_timeout": 600, "cull_interval": 60},
    }
