"""`python -m corresp_tracker`: the program's command."""

import sys

from corresp_tracker.cli import main

sys.exit(main())
