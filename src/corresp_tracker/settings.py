"""The person's settings, kept as TOML beside the program's other files; never a password.

What belongs to the office (its kinds, stages, rules and holidays) lies in its log, not here.
"""

import getpass
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, cast, get_args

import tomli_w

from corresp_tracker.errors import OutputError
from corresp_tracker.files import write_whole
from corresp_tracker.paths import user_settings_file

ThemeName = Literal["system", "light", "dark"]
SMALLEST_TEXT_PERCENT, LARGEST_TEXT_PERCENT = 100, 200
RECENT_OFFICES_KEPT = 8
_PASSWORD = re.compile(r"(?<=://)([^:@/]*):[^/]*@|(?<=[?&])password=[^&]*&?", re.IGNORECASE)


def login_name() -> str:
    """Give the name that this person has on this computer; empty where the computer has none for them."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a process whose user is in no list: Windows raises ImportError
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What this person chose on this computer.

    `office` is the file or database to open at the start, `officer` the name under which changes are kept in
    history, `searches` the searches that were saved, `lists` the lists of the worklist by
    name, as the text of their CaseFilter, `worklist_table` the text of its TableLayout, `working_folder` where drafts
    lie while they are open in Word (empty: where the office says), and `windows` the places of windows by their names,
    as the text that the windows made of them.
    """

    office: str | None = None
    recent_offices: tuple[str, ...] = ()
    officer: str = field(default_factory=login_name)
    theme: ThemeName = "system"
    text_size_percent: int = SMALLEST_TEXT_PERCENT
    searches: tuple[str, ...] = ()
    lists: Mapping[str, str] = field(default_factory=dict[str, str])
    working_folder: str = ""
    worklist_table: str = ""
    windows: Mapping[str, str] = field(default_factory=dict[str, str])

    def with_office(self, address: str) -> "Settings":
        """Give the settings after opening an office: it opens at the next start, and heads the recent ones."""
        address = without_password(address)
        others = (recent for recent in self.recent_offices if recent != address)
        return replace(self, office=address, recent_offices=(address, *others)[:RECENT_OFFICES_KEPT])

    def with_search(self, words: str) -> "Settings":
        """Give the settings with a saved search, once."""
        others = tuple(search for search in self.searches if search != words)
        return replace(self, searches=(*others, words))

    def without_search(self, words: str) -> "Settings":
        """Give the settings with a saved search taken off."""
        return replace(self, searches=tuple(search for search in self.searches if search != words))

    def with_looks(
        self, *, theme: ThemeName | None = None, text_size_percent: int | None = None
    ) -> "Settings":
        """Give the settings with other colours, or another size of text."""
        percent = self.text_size_percent if text_size_percent is None else text_size_percent
        return replace(self, theme=theme or self.theme, text_size_percent=percent)

    def with_window(self, name: str, place: str) -> "Settings":
        """Give the settings with one window's place in them."""
        return replace(self, windows={**self.windows, name: place})


@dataclass(frozen=True, slots=True)
class SettingsFound:
    """The settings to use, and a sentence for the person where their own could not be."""

    settings: Settings
    notice: str | None = None


def read_settings(file: Path | None = None) -> SettingsFound:
    """Read the person's settings; a damaged file is kept under another name, and the defaults are used."""
    file = file or user_settings_file()
    try:
        found = tomllib.loads(file.read_text(encoding="utf-8"))
        return SettingsFound(_settings(found))
    except FileNotFoundError:
        return SettingsFound(Settings())
    except OSError as error:
        return SettingsFound(
            Settings(), f"Your settings cannot be read, so the usual ones are used: {error.strerror}."
        )
    except ValueError:  # not UTF-8, not TOML, or not a value that the program writes
        return SettingsFound(Settings(), _kept_aside(file))


def write_settings(settings: Settings, file: Path | None = None) -> None:
    """Write the person's settings, whole or not at all; passwords in addresses are left out."""
    file = file or user_settings_file()
    try:
        write_whole(file, tomli_w.dumps(_as_toml(settings)).encode(), private=True)
    except OutputError as error:
        raise OutputError(
            f"Your settings could not be kept in {file.parent}: make room or allow writing.", path=file
        ) from error


def without_password(address: str) -> str:
    """Give the address of an office with no password in it; the path of a file stays as it is."""
    if "://" not in address:
        return address
    return _PASSWORD.sub(lambda found: f"{found[1]}@" if found[1] is not None else "", address).rstrip("?&")


def _settings(found: Mapping[str, object]) -> Settings:
    """Build the settings from what the file says; settings of other versions are passed over."""
    usual = Settings()
    text_size = found.get("text_size_percent", usual.text_size_percent)
    if not isinstance(text_size, int) or not SMALLEST_TEXT_PERCENT <= text_size <= LARGEST_TEXT_PERCENT:
        raise ValueError("text_size_percent")
    theme = _text(found, "theme") or usual.theme
    if theme not in get_args(ThemeName):
        raise ValueError("theme")
    return Settings(
        office=_text(found, "office"),
        recent_offices=_texts(found.get("recent_offices", [])),
        officer=_text(found, "officer") or usual.officer,
        theme=cast(ThemeName, theme),
        text_size_percent=text_size,
        searches=_texts(found.get("searches", [])),
        lists=_named_texts(found.get("lists", {})),
        working_folder=_text(found, "working_folder") or "",
        worklist_table=_text(found, "worklist_table") or "",
        windows=_named_texts(found.get("windows", {})),
    )


def _text(found: Mapping[str, object], name: str) -> str | None:
    value = found.get(name)
    if value is not None and not isinstance(value, str):
        raise ValueError(name)
    return value


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ValueError("a setting of another shape")
    return tuple(_each_text(cast(list[object], value)))


def _named_texts(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        raise ValueError("a setting of another shape")
    named = cast(dict[str, object], value)
    return dict(zip(named, _each_text(list(named.values())), strict=True))


def _each_text(values: list[object]) -> list[str]:
    if not all(isinstance(value, str) for value in values):
        raise ValueError("a setting that is not text")
    return cast(list[str], values)


def _as_toml(settings: Settings) -> dict[str, object]:
    told: dict[str, object] = {
        "recent_offices": [without_password(address) for address in settings.recent_offices],
        "officer": settings.officer,
        "theme": settings.theme,
        "text_size_percent": settings.text_size_percent,
        "searches": list(settings.searches),
        "lists": dict(settings.lists),
        "working_folder": settings.working_folder,
        "worklist_table": settings.worklist_table,
        "windows": dict(settings.windows),
    }
    if settings.office is not None:
        told["office"] = without_password(settings.office)
    return told


def _kept_aside(file: Path) -> str:
    """Move a damaged file out of the way, never over an earlier one: the sentence that says so."""
    aside = file.with_name(f"{file.stem}-damaged{file.suffix}")
    number = 1
    while aside.exists():
        number += 1
        aside = file.with_name(f"{file.stem}-damaged-{number}{file.suffix}")
    try:
        file.replace(aside)
    except OSError:
        return "Your settings are damaged, so the usual ones are used."
    return f"Your settings were damaged: the usual ones are used, and the damaged file is kept as {aside}."
