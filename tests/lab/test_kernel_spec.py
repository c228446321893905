"""The one kind of kernel that a server of the course starts."""

from __future__ import annotations

from pathlib import Path

import pytest
from jupyter_client.kernelspec import NoSuchKernel
from jupyter_client.manager import KernelManager

from withinscope.lab.kernel_spec import CourseKernels

LOADED = "import sys; print(sys.modules.get('debugpy'), 'ipykernel' in sys.modules)"


def test_there_is_one_kind_of_kernel_with_its_logos() -> None:
    kinds = CourseKernels().get_all_specs()
    assert list(kinds) == ["python3"]
    assert list(Path(kinds["python3"]["resource_dir"]).glob("logo-*"))
    with pytest.raises(NoSuchKernel):
        CourseKernels().get_kernel_spec("ir")


@pytest.mark.slow(5)
def test_a_kernel_of_the_course_loads_no_debugger() -> None:
    manager = KernelManager(kernel_spec_manager=CourseKernels(), kernel_name="python3")
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    said: list[str] = []
    try:
        client.wait_for_ready(timeout=60)
        client.execute_interactive(
            LOADED, output_hook=lambda told: said.append(told["content"].get("text", ""))
        )
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    assert "None True\n" in said
