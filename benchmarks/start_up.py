"""How long until the first window is painted, beside a minimal PySide6 window in the same run.

    .venv/bin/python benchmarks/start_up.py [--rounds 9]

Each round starts a new process for each of the two, in turn, off screen, and takes the time from just before the
process is started to the first paint of its window. Ours opens the example office as well; a second figure is the
time until its worklist is shown. Medians; a ratio of 2 means twice the minimal window's time.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BARE = """
import sys, time
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QMainWindow

class Eye(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            print("painted", time.monotonic(), flush=True)
            app.quit()
        return False

app = QApplication([])
window = QMainWindow()
eye = Eye()
window.installEventFilter(eye)
window.show()
app.exec()
"""

OURS = """
import sys, time
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from corresp_tracker.app import open_window
from corresp_tracker.settings import Settings, SettingsFound
from corresp_tracker.ui.jobs import Jobs

class Eye(QObject):
    seen = False
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and not self.seen:
            self.seen = True
            print("painted", time.monotonic(), flush=True)
        return False

def shown():
    print("listed", time.monotonic(), flush=True)
    app.quit()

app = QApplication([])
eye = Eye()
app.installEventFilter(eye)
jobs = Jobs()
window = open_window(app, jobs, SettingsFound(Settings()), office=sys.argv[1])
window.pages.cases.rows.shown.connect(shown)
app.exec()
jobs.close()
"""


def timed(program: str, *words: str) -> dict[str, float]:
    """Give the seconds from the start of a process to each thing that it tells."""
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", program, *words], capture_output=True, check=True, text=True, env=ENVIRONMENT
    )
    told = (line.split() for line in done.stdout.splitlines())
    return {name: float(at) - begun for name, at in told}


ENVIRONMENT = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
ENVIRONMENT.pop("PYTHONDONTWRITEBYTECODE", None)  # a user's second start finds compiled modules


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    from corresp_tracker.casework.example import make_example

    with tempfile.TemporaryDirectory() as folder:
        ENVIRONMENT["CORRESP_HOME"] = folder
        office = str(make_example(Path(folder) / "example", by="Benchmark").office)
        bare: list[float] = []
        painted: list[float] = []
        listed: list[float] = []
        for _ in range(options.rounds + 1):
            bare.append(timed(BARE)["painted"])
            ours = timed(OURS, office)
            painted.append(ours["painted"])
            listed.append(ours["listed"])
    peer = statistics.median(bare[1:])
    for name, figures in (("minimal window", bare), ("first window", painted), ("worklist shown", listed)):
        middle = statistics.median(figures[1:])
        print(f"{name:<16} {middle * 1000:7.0f} ms   {middle / peer:4.1f}x")
    return 0


if __name__ == "__main__":
    sys.exit(main())
