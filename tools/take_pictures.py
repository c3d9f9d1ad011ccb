"""Take the pictures of the README: the program demonstrates itself, and some of what it leaves is copied.

QT_QPA_PLATFORM=offscreen .venv/bin/python tools/take_pictures.py
"""

import shutil
import sys
import tempfile
from pathlib import Path

from corresp_tracker.demonstration import PICTURES, demonstrate

DOCS = Path(__file__).resolve().parents[1] / "docs" / "pictures"
CHOSEN = {
    "5 citations (light)": "citations",
    "3 log a letter (light)": "log",
    "6 reply (light)": "reply",
    "7 reports and programmes (light)": "works",
    "8 search (dark)": "search",
    "10 review (light)": "review",
}


def main() -> int:
    """Make the pictures anew."""
    DOCS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        status = demonstrate(Path(folder, "demonstration"))
        for taken, name in CHOSEN.items():
            shutil.copyfile(Path(folder, "demonstration", PICTURES, f"{taken}.png"), DOCS / f"{name}.png")
    return status


if __name__ == "__main__":
    sys.exit(main())
