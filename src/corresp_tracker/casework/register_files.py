"""What a file of the register leaves unsaid is not wiped out: the office's own word stands."""

from collections.abc import Collection
from dataclasses import fields, replace
from typing import Any, TypeVar, cast

from corresp_tracker.values.register_facts import ProgrammeFacts, ReportFacts

F = TypeVar("F")

_COLUMNS = {
    "publishers": "publisher",
    "other_names": "aliases",
    "cue_names": "needs_cue",
    "owners": "owners_partners",
}
"""The columns whose names are not those of their fields; those of keys always stand in a file."""


def completed(facts: F, held: F | None, columns: Collection[str]) -> F:
    """Give what a file's row makes of a held work: fields that have no column in the file stay as they are held."""
    if not isinstance(held, (ReportFacts, ProgrammeFacts)):
        return facts
    silent = [
        field.name
        for field in fields(held)
        if field.name not in ("key", "former_keys") and _COLUMNS.get(field.name, field.name) not in columns
    ]
    row = cast(ReportFacts | ProgrammeFacts, facts)
    # Works that were merged stay so, whatever an older file knows of them.
    former = tuple(dict.fromkeys((*held.former_keys, *row.former_keys)))
    kept: dict[str, Any] = {name: getattr(held, name) for name in silent}
    return cast(F, replace(row, **kept, former_keys=former))
