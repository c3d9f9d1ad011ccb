"""Which open cases a list of the worklist holds: what a person narrowed it to, and how that is kept as text."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

NOBODY = "-"
"""A drafter that stands for none: cases that nobody has yet."""
OVERDUE, UNDATED = "overdue", "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFilter:
    """What every case of a list has; "" leaves a matter open.

    `words` stand in its subject or reference, `correspondent` in who wrote or is written to. `kind` is a kind's key,
    `stage` a stage, `drafter` and `signatory` names (NOBODY: cases without a drafter). `due` is OVERDUE, UNDATED, or a
    number of working days within which it is due, overdue ones included.
    """

    words: str = ""
    correspondent: str = ""
    kind: str = ""
    stage: str = ""
    drafter: str = ""
    signatory: str = ""
    unit: str = ""
    priority: str = ""
    marking: str = ""
    due: str = ""

    def __str__(self) -> str:
        said = ((each.name, str(getattr(self, each.name))) for each in fields(self))
        return "\n".join(f"{name}: {' '.join(words.split())}" for name, words in said if words.strip())

    @classmethod
    def parse(cls, text: str) -> "CaseFilter":
        """Read what `str` gives; matters that this version does not know are passed over."""
        known = {each.name for each in fields(cls)}
        said = (line.partition(":") for line in text.splitlines())
        return cls(**{name.strip(): words.strip() for name, _, words in said if name.strip() in known})

    @property
    def days(self) -> int | None:
        """The number of working days within which a case is due; None where that is not asked."""
        return int(self.due) if self.due.isdecimal() else None

    def in_words(self, kinds: Mapping[str, str]) -> str:
        """Say what it holds: "Minister, drafting, due within 5 working days". `kinds` are names by key."""
        drafter = "nobody has it" if self.drafter == NOBODY else self.drafter and f"with {self.drafter}"
        due = {OVERDUE: "overdue", UNDATED: "without a due date", "": ""}.get(self.due)
        parts = (
            kinds.get(self.kind, self.kind),
            self.stage,
            drafter,
            self.signatory and f"signed by {self.signatory}",
            self.unit,
            self.priority,
            self.marking,
            f"due within {self.due} working days" if due is None else due,
            self.correspondent and f"correspondent “{self.correspondent}”",
            self.words and f"“{self.words}”",
        )
        return ", ".join(part for part in parts if part) or "all open cases"
