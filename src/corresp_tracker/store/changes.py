"""What a transaction changed, as everyone who shows the log is told."""

import json
from dataclasses import dataclass

_CASES_NAMED = 500


@dataclass(frozen=True, slots=True)
class Changes:
    """The kinds of record (table names) and the cases that one transaction touched; no cases means any.

    `from_elsewhere` is true for a colleague's change, which only a shared office can tell of.
    """

    kinds: frozenset[str] = frozenset()
    case_ids: frozenset[int] = frozenset()
    from_elsewhere: bool = False

    def may_touch(self, case_id: int) -> bool:
        """Say whether a case may look different now."""
        return not self.case_ids or case_id in self.case_ids

    def to_text(self) -> str:
        """Write it as PostgreSQL's NOTIFY carries it, in at most 8,000 bytes: too many cases become any."""
        cases = sorted(self.case_ids) if len(self.case_ids) <= _CASES_NAMED else []
        return json.dumps({"kinds": sorted(self.kinds), "cases": cases})

    @staticmethod
    def from_text(text: str) -> "Changes":
        """Read what a colleague's program sent. Raises ValueError where no such program wrote it."""
        try:
            sent = json.loads(text)
            return Changes(frozenset(sent["kinds"]), frozenset(sent["cases"]), from_elsewhere=True)
        except (KeyError, TypeError) as problem:
            raise ValueError("this is no change of the log") from problem
