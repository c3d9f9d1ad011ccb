"""Where things are: what ships with the program, and what it keeps for the person at this machine."""

import os
from pathlib import Path

HOME_VARIABLE = "CORRESP_HOME"
_PACKAGE = Path(__file__).resolve().parent


def resource(*parts: str) -> Path:
    """Give the place of a file that ships with the program: `resource("templates")`.

    A wheel carries the resources inside the package; in the source tree they lie at its top.
    """
    installed = _PACKAGE / "resources"
    return (installed if installed.is_dir() else _PACKAGE.parents[1] / "resources").joinpath(*parts)


def user_data_dir() -> Path:
    """Give the folder for what the program keeps for this person; it may not exist yet.

    CORRESP_HOME names another one, for a test or an office on a memory stick.
    """
    chosen = os.environ.get(HOME_VARIABLE)
    if chosen:
        return Path(chosen).absolute()
    import platformdirs  # here, so that a program told where its files are never loads it

    return platformdirs.user_data_path("corresp-tracker", appauthor=False)


def user_settings_file() -> Path:
    """Give the file of the person's settings."""
    return user_data_dir() / "settings.toml"


def user_log_file() -> Path:
    """Give the file in which the program writes what went wrong."""
    return user_data_dir() / "corresp-tracker.log"


def default_office_path() -> Path:
    """Give the place of a new office whose officer has named no other."""
    return user_data_dir() / "office.corresp"
