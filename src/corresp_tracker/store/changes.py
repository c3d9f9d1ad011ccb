"""What a transaction changed, as everyone who shows the log is told."""

import json
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """The kinds of record (table names) and the cases that one transaction touched.

    `from_elsewhere` is true for a colleague's change, which only a shared office can tell of.
    """

    kinds: frozenset[str] = frozenset()
    case_ids: frozenset[int] = frozenset()
    from_elsewhere: bool = False

    def to_text(self) -> str:
        """Write it as PostgreSQL's NOTIFY carries it (at most 8,000 bytes: many cases are left out)."""
        cases = sorted(self.case_ids)
        return json.dumps({"kinds": sorted(self.kinds), "cases": cases[:500]})

    @staticmethod
    def from_text(text: str) -> "Changes":
        """Read what a colleague's program sent."""
        sent = json.loads(text)
        return Changes(frozenset(sent["kinds"]), frozenset(sent["cases"]), from_elsewhere=True)
