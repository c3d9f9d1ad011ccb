"""The history: what every transaction changed, before and after, chained so that nothing can vanish from it."""

import enum
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Select, event, insert, inspect, or_, select
from sqlalchemy.orm import InstanceState, Session, UOWTransaction

from corresp_tracker.model.base import Record, new_uid, now
from corresp_tracker.model.cases import Case
from corresp_tracker.model.history import Change, ChangeCase, ChangeItem
from corresp_tracker.model.letters import Letter
from corresp_tracker.model.people import Post
from corresp_tracker.store.labels import LABELS, in_words
from corresp_tracker.values.partial_date import PartialDate

_LEFT_OUT = frozenset({"search_text", "change", "change_item", "change_case", "counter"})
FOR_GOOD = frozenset({"revision", "clearance", "published_quarter"})
_LEFT_OUT_FIELDS = frozenset({"content", "version", "uid"})
_AT_ONCE = 500
Values = dict[str, Any]


@dataclass(slots=True)
class Recording:
    """What a transaction has changed so far: each record's values before and after, and the cases concerned.

    `undoes` is the change that it takes back. `is_step` says whether it may itself be taken back as a step.
    """

    by: str
    words: str
    is_step: bool = True
    undoes: int | None = None
    before: dict[tuple[str, str], Values | None] = field(default_factory=dict)
    after: dict[tuple[str, str], Values | None] = field(default_factory=dict)
    cases: set[int] = field(default_factory=set)

    def note(self, state: InstanceState[Any], before: Values | None, after: Values | None) -> None:
        """Add one record's change to what is known of it in this transaction."""
        key = (_table(state), state.dict["uid"])
        if key not in self.before:
            self.before[key], self.after[key] = before, after
            return
        first, last = self.before[key], self.after[key]
        if first is not None and before is not None:
            self.before[key] = {**before, **first}
        self.after[key] = None if after is None else {**(last or {}), **after}


def begin(session: Session, *, by: str, words: str, is_step: bool = True) -> Recording:
    """Record what this session changes from now on."""
    recording = Recording(by, words, is_step)
    session.info["recording"] = recording
    event.listen(session, "after_flush", _note_flush)
    return recording


def about(session: Session, case_id: int) -> None:
    """Say that what is being done is about this case, so that the case's history shows it."""
    recording: Recording | None = session.info.get("recording")
    if recording:
        recording.cases.add(case_id)


def who(session: Session) -> str:
    """Name who is changing the log in this session; empty where its history is not written."""
    recording: Recording | None = session.info.get("recording")
    return recording.by if recording else ""


def _note_flush(session: Session, _: UOWTransaction) -> None:
    recording: Recording = session.info["recording"]
    for record in session.new:
        state = inspect(record)
        if _table(state) not in _LEFT_OUT:
            recording.note(state, None, _values(state))
    for record in session.dirty:
        state = inspect(record)
        before, after = _changed_values(state)
        if after and _table(state) not in _LEFT_OUT:
            recording.note(state, before, after)
    for record in session.deleted:
        state = inspect(record)
        if _table(state) not in _LEFT_OUT:
            recording.note(state, _values(state), None)


def _table(state: InstanceState[Any]) -> str:
    return str(state.mapper.class_.__tablename__)


def _values(state: InstanceState[Any]) -> Values:
    return {
        attribute.key: plain(state.dict[attribute.key])
        for attribute in state.mapper.column_attrs
        if attribute.key not in _LEFT_OUT_FIELDS and attribute.key in state.dict
    }


def _changed_values(state: InstanceState[Any]) -> tuple[Values, Values]:
    before: Values = {}
    after: Values = {}
    for attribute in state.mapper.column_attrs:
        moved = state.attrs[attribute.key].history
        if attribute.key in _LEFT_OUT_FIELDS or not moved.has_changes():
            continue
        after[attribute.key] = plain(moved.added[0]) if moved.added else None
        # Nothing is known of before where a value was only flagged, to bring the record's version on: it is the same.
        before[attribute.key] = plain(moved.deleted[0]) if moved.deleted else after[attribute.key]
    return before, after


def plain(value: Any) -> Any:
    """Give a value as the history keeps it."""
    if isinstance(value, PartialDate):
        return value.iso
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return value


def write(session: Session) -> Recording:
    """Write the history of all that this session has flushed; called once, just before it commits."""
    session.flush()
    recording: Recording = session.info["recording"]
    rows = [
        {
            "uid": new_uid(),
            "table_name": table,
            "record_uid": uid,
            "before": recording.before[table, uid],
            "after": after,
        }
        for (table, uid), after in recording.after.items()
    ]
    if not rows and not recording.cases:
        return recording
    latest = session.scalar(select(Change.digest).order_by(Change.id.desc()).limit(1)) or ""
    at = now()
    change: Values = {"uid": new_uid(), "at": at, "by": recording.by, "words": recording.words}
    kept = {**change, "digest": _digest(latest, {**change, "at": at.isoformat()}, rows)}
    kept |= {"is_step": recording.is_step and not is_for_good(rows), "undoes_id": recording.undoes}
    change_id = session.scalar(insert(Change).values(**kept).returning(Change.id))
    if rows:
        session.execute(insert(ChangeItem), [{**row, "change_id": change_id} for row in rows])
    # What made a case is found by its record: a row here would keep that from being taken back for good.
    cases = sorted(recording.cases - _cases_made(session, recording))
    if cases:
        session.execute(
            insert(ChangeCase),
            [{"uid": new_uid(), "change_id": change_id, "case_id": case} for case in cases],
        )
    return recording


def _cases_made(session: Session, recording: Recording) -> set[int]:
    made = [uid for (table, uid), before in recording.before.items() if table == "case" and before is None]
    found: set[int] = set()
    for first in range(0, len(made), _AT_ONCE):
        found |= set(session.scalars(select(Case.id).where(Case.uid.in_(made[first : first + _AT_ONCE]))))
    return found


def is_for_good(rows: Iterable[Values]) -> bool:
    """Say whether a change freezes something that only ever grows, and so can never be taken back."""
    return any(row["before"] is None and row["table_name"] in FOR_GOOD for row in rows)


def _digest(before: str, change: Values, rows: list[Values]) -> str:
    kept = [{key: row[key] for key in ("uid", "table_name", "record_uid", "before", "after")} for row in rows]
    text = json.dumps([before, change, kept], sort_keys=True, ensure_ascii=False)
    return sha256(text.encode()).hexdigest()


def verify_history(session: Session) -> list[str]:
    """Check the chain from the first change to the last; give a sentence for each link that does not hold."""
    problems: list[str] = []
    items: dict[int, list[Values]] = defaultdict(list)
    for item in session.execute(select(ChangeItem.__table__).order_by(ChangeItem.id)).mappings():
        items[item["change_id"]].append(dict(item))
    latest = ""
    # Only what every version has: a backup is checked as it is, before it is brought up to date.
    kept = select(Change.id, Change.uid, Change.at, Change.by, Change.words, Change.digest)
    for row in session.execute(kept.order_by(Change.id)).mappings():
        change = {"uid": row["uid"], "at": row["at"].isoformat(), "by": row["by"], "words": row["words"]}
        if _digest(latest, change, items[row["id"]]) != row["digest"]:
            problems.append(f"Change {row['id']} ({row['words']}) is not as it was written.")
        latest = row["digest"]
    return problems


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryEntry:
    """One thing that was done: when (UTC), by whom, in words, and what it changed, a line each."""

    at: datetime
    by: str
    words: str
    details: tuple[str, ...]


def history_of_case(session: Session, case_id: int) -> list[HistoryEntry]:
    """Give what was done about a case, and all else that changed it or its letters, newest first."""
    shown = _shown_records(session, case_id)
    about_it = select(ChangeCase.change_id).where(ChangeCase.case_id == case_id)
    touching = select(ChangeItem.change_id).where(
        ChangeItem.table_name.in_(("case", "letter")), ChangeItem.record_uid.in_(shown)
    )
    changes = session.scalars(
        select(Change).where(Change.id.in_(about_it.union(touching))).order_by(Change.id.desc())
    ).all()
    details: dict[int, list[str]] = defaultdict(list)
    wanted = [change.id for change in changes]
    for item in session.scalars(
        select(ChangeItem).where(ChangeItem.change_id.in_(wanted), ChangeItem.record_uid.in_(shown))
    ):
        details[item.change_id].extend(_lines(item))
    return [
        HistoryEntry(at=change.at, by=change.by, words=change.words, details=tuple(details[change.id]))
        for change in changes
    ]


_PARTS = {
    "work": (("work_name", "work_id"),),
    "person": (("tenure", "person_id"), ("greeting", "person_id")),
}
"""The records that belong to another and change what it is: its names; their posts, and how they are greeted."""


def history_of_record(session: Session, table: str, record_id: int) -> list[HistoryEntry]:
    """Give all that changed a work, a person or a standard line, and its parts, newest first."""
    own = Record.metadata.tables[table]
    whose = [ChangeItem.record_uid.in_(select(own.c.uid).where(own.c.id == record_id))]
    for part, column in _PARTS.get(table, ()):
        whose.append(ChangeItem.record_uid.in_(_uids_of_part(part, column, record_id)))
    rows = session.execute(
        select(Change, ChangeItem)
        .join(ChangeItem, ChangeItem.change_id == Change.id)
        .where(or_(*whose))
        .order_by(ChangeItem.id)
    )
    found: dict[int, tuple[Change, list[str]]] = {}
    known: defaultdict[str, Values] = defaultdict(dict)
    for change, item in rows:
        record = known[item.record_uid]
        record.update(item.after if item.after is not None else item.before or {})
        lines = _lines(item) if item.table_name == table else _lines_of_part(session, item, record)
        found.setdefault(change.id, (change, []))[1].extend(lines)
    return [
        HistoryEntry(at=change.at, by=change.by, words=change.words, details=tuple(details))
        for change, details in reversed(found.values())
    ]


def _uids_of_part(part: str, column: str, record_id: int) -> Select[str]:
    """Give the parts that belong to a record, also those that are gone: what made them says whose they were."""
    belongs = [side[column].as_integer() == record_id for side in (ChangeItem.before, ChangeItem.after)]
    return select(ChangeItem.record_uid).where(ChangeItem.table_name == part, or_(*belongs))


def _shown_records(session: Session, case_id: int) -> list[str]:
    uids = [*session.scalars(select(Case.uid).where(Case.id == case_id))]
    return [*uids, *session.scalars(select(Letter.uid).where(Letter.case_id == case_id))]


def _lines_of_part(session: Session, item: ChangeItem, record: Mapping[str, Any]) -> list[str]:
    """Say what became of a part: which one, as `record` has it, and that it was added, taken out, or changed how."""
    name = _name_of_part(session, item.table_name, record)
    if item.before is None or item.after is None:
        return [f"{name}: {'added' if item.before is None else 'taken out'}"]
    return [f"{name}: {line}" for line in _lines(item)]


def _name_of_part(session: Session, table: str, record: Mapping[str, Any]) -> str:
    if table == "tenure":
        post = session.get(Post, record["post_id"]) if "post_id" in record else None
        words = (
            ", ".join(filter(None, (post.title, post.organisation_name))) if post else "a post that is gone"
        )
        times = [(word, record.get(key)) for word, key in (("from", "started"), ("to", "ended"))]
        when = " ".join(f"{word} {in_words(day)}" for word, day in times if day)
        return f"post {words}{f' ({when})' if when else ''}"
    if table == "greeting":
        return f"greeting by {record['signatory']}, {record['salutation']}"
    return f"name {record['words']}"


def _lines(item: ChangeItem) -> list[str]:
    if item.before is None or item.after is None:
        return []
    return [
        f"{LABELS[name]}: {in_words(item.before.get(name))} → {in_words(value)}"
        for name, value in item.after.items()
        if name in LABELS and item.before.get(name) != value
    ]


def tables_touched(recording: Recording) -> frozenset[str]:
    """Name the kinds of record that a transaction changed."""
    return frozenset(table for table, _ in recording.after)
