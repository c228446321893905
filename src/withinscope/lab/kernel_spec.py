"""How the server starts kernels: one kind, the course's own, and nothing to look for."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

from jupyter_client.kernelspec import (
    NATIVE_KERNEL_NAME,
    KernelSpec,
    KernelSpecManager,
    NoSuchKernel,
)

COMMAND = [sys.executable, "-m", "withinscope.lab.kernel", "-f", "{connection_file}"]


class CourseKernels(KernelSpecManager):
    """Knows the kernel of this environment alone: the course is installed in no other.

    Jupyter would look through folders, and import IPython and ipykernel into the server to know
    two of them.
    """

    def find_kernel_specs(self) -> dict[str, str]:
        """Return the kernel's name, and the folder of its logos."""
        return {NATIVE_KERNEL_NAME: _logos()}

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Return how the kernel is started. Raises NoSuchKernel for any other."""
        if kernel_name != NATIVE_KERNEL_NAME:
            raise NoSuchKernel(kernel_name)
        return KernelSpec(
            argv=COMMAND,
            display_name="Python 3 (ipykernel)",
            language="python",
            resource_dir=_logos(),
        )


def _logos() -> str:
    found = find_spec("ipykernel")
    return str(Path(found.origin).parent / "resources") if found and found.origin else ""
