"""`python -m withinscope` is the command `withinscope`."""

import sys

from withinscope.cli import main

sys.exit(main())
