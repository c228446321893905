"""Orca on a screen that nobody sees, with a voice that writes: what it says can be read."""

from __future__ import annotations

import contextlib
import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from browser import CHROMIUM_ARGS, chromium, wait_until

XDOTOOL = "/usr/bin/xdotool"
SCREEN = "1280x800x24"
WINDOW = ("--force-renderer-accessibility", "--window-size=1280,800", "--app=about:blank")
"""Without an address bar: keys go to the page."""
QUIET = 2.0
"""Seconds without a word after which the reader has said what it had to say."""
SPEECHD = """\
LogLevel 1
LogDir "{home}"
CommunicationMethod "unix_socket"
SocketPath "default"
AudioOutputMethod "alsa"
AddModule "written" "sd_generic" "written.conf"
DefaultModule written
DefaultLanguage "en"
"""
VOICE = """\
GenericExecuteSynth "{script} \\'$DATA\\'"
GenericLanguage "en" "en" "utf-8"
AddVoice "en" "MALE1" "plain"
DefaultVoice "plain"
"""
SCRIPT = """\
#!/bin/sh
printf '%s\\n' "$1" >> '{said}'
"""
SILENT_SOUND = "pcm.!default { type null }\nctl.!default { type null }\n"


class Reader:
    """A running Orca, and the keyboard of its screen."""

    def __init__(self, home: Path, display: str) -> None:
        """Hold where its speech is written, and on which display its keys are pressed."""
        self._said, self._display = home / "said.txt", display
        self._heard = 0

    def press(self, key: str, until: str) -> str:
        """Press a key, as xdotool names it; return all that is said once these words were."""
        self.forget()
        subprocess.run([XDOTOOL, "key", key], check=True, env=self._env())
        return self.hear(until)

    def type(self, text: str) -> None:
        """Write a text."""
        subprocess.run([XDOTOOL, "type", "--delay", "50", text], check=True, env=self._env())

    def forget(self) -> None:
        """Leave out of what is heard what was said so far."""
        self._heard = len(self._all())

    def hear(self, until: str) -> str:
        """Wait for words, and then for quiet; return in one line all that was said meanwhile."""
        wait_until(f"the words {until!r} in {self._new()!r}", lambda: until in self._new())
        last, since = self._new(), time.monotonic()
        while time.monotonic() - since < QUIET:
            time.sleep(0.05)
            if (now := self._new()) != last:
                last, since = now, time.monotonic()
        return last

    def _new(self) -> str:
        return " ".join(self._all()[self._heard :].split())

    def _all(self) -> str:
        return self._said.read_text(encoding="utf-8")

    def _env(self) -> dict[str, str]:
        return {**os.environ, "DISPLAY": self._display}


@contextlib.contextmanager
def listening(home: Path) -> Iterator[tuple[Reader, dict[str, str]]]:
    """Start a screen, a window manager, a voice and Orca; yield it and a browser's environment."""
    env = _folders(home)
    with contextlib.ExitStack() as started:

        def start(*command: str) -> subprocess.Popen[bytes]:
            log = started.enter_context((home / f"{command[0]}.log").open("wb"))
            process = subprocess.Popen(command, env=env, stdout=log, stderr=log)
            started.callback(process.wait, 20)
            started.callback(process.kill)  # Orca may not end by itself once its page is gone
            return process

        read, write = os.pipe()
        screen = ["Xvfb", "-displayfd", str(write), "-screen", "0", SCREEN]
        xvfb = subprocess.Popen(
            screen, env=env, pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        started.callback(xvfb.wait, 20)
        started.callback(xvfb.terminate)
        os.close(write)
        with os.fdopen(read) as told:
            env["DISPLAY"] = f":{told.readline().strip()}"
        start("openbox")
        start("speech-dispatcher", "-s", "-t", "0", "-c", "unix_socket")
        reader = Reader(home, env["DISPLAY"])
        wait_until("the voice", lambda: _speaks(env, home))
        start("orca", "--replace")
        reader.hear("Screen reader on")
        yield reader, env


@contextlib.contextmanager
def page_in_window(env: dict[str, str], home: Path) -> Iterator[Any]:
    """A page in a Chromium with a window, which tells a screen reader all."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            str(home / "profile"),
            executable_path=chromium(),
            headless=False,
            env={**env},
            args=[*CHROMIUM_ARGS, *WINDOW],
            ignore_default_args=["about:blank"],
            no_viewport=True,
        )
        yield context.pages[0]
        context.close()


def _folders(home: Path) -> dict[str, str]:
    """Make the folders and settings of a person of its own; return the environment with them."""
    config, runtime = home / "config", home / "run"
    (config / "speech-dispatcher" / "modules").mkdir(parents=True)
    runtime.mkdir(mode=0o700)
    (home / "said.txt").touch()
    script = home / "say"
    script.write_text(SCRIPT.format(said=home / "said.txt"))
    script.chmod(0o755)
    (config / "speech-dispatcher" / "speechd.conf").write_text(SPEECHD.format(home=home))
    voice = config / "speech-dispatcher" / "modules" / "written.conf"
    voice.write_text(VOICE.format(script=script))
    (home / ".asoundrc").write_text(SILENT_SOUND)
    folders = {"HOME": home, "XDG_CONFIG_HOME": config, "XDG_RUNTIME_DIR": runtime}
    folders |= {"XDG_DATA_HOME": home / "data", "XDG_CACHE_HOME": home / "cache"}
    return {**os.environ, **{name: str(path) for name, path in folders.items()}}


def _speaks(env: dict[str, str], home: Path) -> bool:
    command = ["/usr/bin/spd-say", "-w", "ready"]
    asked = subprocess.run(command, env=env, capture_output=True, check=False)
    return asked.returncode == 0 and "ready" in (home / "said.txt").read_text()
