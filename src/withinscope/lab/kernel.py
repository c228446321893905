"""A kernel of the course: Jupyter's own, without the debugger, which nobody meets in a course.

`python -m withinscope.lab.kernel -f CONNECTION_FILE`. ipykernel loads the debugger where it is
there, for 8 MB in each kernel and a fifth of the time that one takes to start.
"""

import sys

if __name__ == "__main__":
    sys.modules["debugpy"] = None  # type: ignore[assignment]
    from ipykernel.kernelapp import launch_new_instance

    launch_new_instance()
