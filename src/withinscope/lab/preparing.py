"""All that is done before Jupyter starts for the course, whoever starts it."""

from __future__ import annotations

import os
from pathlib import Path

from withinscope.journal import Journal
from withinscope.lab import settings, working_copies
from withinscope.lab.trust import Signatures


def prepare(folder: Path, work: Path) -> tuple[str, ...]:
    """Make the work folder ready for the course in `folder`, with copies, settings, variables.

    For one server alone: no kernel may run. Returns what the trainee should be told, a sentence
    each. Raises Mistake where the course's own files are wrong, OSError where `work` can't be
    written.
    """
    _make_work_folder(work)
    Journal(work).compact(alone=True)
    told = working_copies.refresh(folder, work, Signatures(settings.data_folder(work)))
    settings.set_environment(os.environ, folder, work)
    settings.write_kernel_settings(work)
    return told


def _make_work_folder(work: Path) -> None:
    """Make the folder of the trainee's work, readable by its owner only."""
    work.mkdir(parents=True, exist_ok=True)
    if "WITHINSCOPE_WORK" not in os.environ:
        work.chmod(0o700)  # it may come from a download or a backup; a folder of theirs is left be
