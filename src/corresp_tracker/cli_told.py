"""What every command shares: what it has to say, and the office that it is about."""

import argparse
import contextlib
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

from corresp_tracker.errors import LogUnavailable
from corresp_tracker.settings import login_name

if TYPE_CHECKING:
    from corresp_tracker.store.database import Office


@dataclass(frozen=True, slots=True)
class Told:
    """What a command has to say: a value for programs, and the same in lines for people."""

    result: Any
    words: Sequence[str]


Task: TypeAlias = Callable[[argparse.Namespace], Told]


def day_of(text: str) -> date:
    """Read a day of the command line. Raises ArgumentTypeError, which says how one is written."""
    try:
        return date.fromisoformat(text)
    except ValueError as problem:
        raise argparse.ArgumentTypeError(f"{text} is no day: write it as 2016-10-18") from problem


@contextlib.contextmanager
def opened(options: argparse.Namespace) -> Generator["Office"]:
    """Open the office that is named, with the password that the keyring keeps for it."""
    from corresp_tracker.casework.offices import open_office

    office = open_office(address_of(options), by=login_name())
    try:
        yield office
    finally:
        office.close()


def address_of(options: argparse.Namespace) -> str:
    """Give where the office is that is named. Raises LogUnavailable where none is."""
    if not options.office:
        raise LogUnavailable(
            "Say which office: --office FILE, or set CORRESP_OFFICE. `create` starts an empty one."
        )
    return str(options.office)
