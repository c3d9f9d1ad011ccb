"""The program with its windows: put together, opened, and shown at work where there is no screen."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from corresp_tracker.paths import user_log_file
from corresp_tracker.settings import SettingsFound, read_settings
from corresp_tracker.ui.crash_dialog import start_log_file
from corresp_tracker.ui.jobs import Jobs
from corresp_tracker.ui.main_window import MainWindow
from corresp_tracker.ui.theme import FollowsDesktop, Theme

if TYPE_CHECKING:
    pass

NAME = "corresp-tracker"


def main(words: Sequence[str]) -> int:
    """Open the program until its window is closed; give the exit status."""
    options = _parser().parse_args(words)
    if options.demonstrate:
        from corresp_tracker.demonstration import demonstrate

        return demonstrate(options.demonstrate)
    app = QApplication([NAME])
    app.setApplicationName(NAME)
    app.setApplicationDisplayName("Correspondence log")
    listener = start_log_file(user_log_file())
    found = read_settings()
    jobs = Jobs()
    window = open_window(app, jobs, found, office=options.office)
    try:
        return app.exec()
    finally:
        window.close()
        jobs.close()
        leave(app)
        listener.stop()


def open_window(
    app: QApplication, jobs: Jobs, found: SettingsFound, *, office: str | None = None
) -> MainWindow:
    """Show the main window, on the office that is named or was open last."""
    settings = found.settings
    dressing = FollowsDesktop(app, Theme(settings.theme), settings.text_size_percent)
    window = MainWindow(jobs, settings, dressing)
    window.crash_net.install()
    window.show()
    window.open_office(office or settings.office)
    if found.notice:
        window.pages.bar.say(found.notice)
    return window


def leave(app: QApplication) -> None:
    """Let go of what Qt would otherwise take apart after Python: the clipboard's last words among it.

    Words copied from here stay on the clipboard: the desktop has taken them over by now.
    """
    clipboard = app.clipboard()
    if clipboard.ownsClipboard():
        words = clipboard.text()
        clipboard.clear()
        if words and app.platformName() != "offscreen":
            clipboard.setText(words)
    app.processEvents()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=NAME, description="The correspondence log of a private office.")
    parser.add_argument(
        "--office", metavar="FILE|URL", help="the log to open; else the one that was open last"
    )
    parser.add_argument(
        "--demonstrate",
        type=Path,
        metavar="FOLDER",
        help="do the main job off screen on the example office, and leave the results in a folder",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
