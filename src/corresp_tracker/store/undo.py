"""Taking back what was done: a new change that puts every record back, or is refused where one has moved on."""

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import Column, Date, Enum, func, inspect, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapper, RelationshipProperty, Session, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from corresp_tracker.errors import CannotUndo
from corresp_tracker.model.base import Moment, PartialDateText, Record
from corresp_tracker.model.history import Change, ChangeCase, ChangeItem
from corresp_tracker.model.letters import Letter, Paragraph
from corresp_tracker.model.works import Link
from corresp_tracker.store import history
from corresp_tracker.store.history import Values, plain
from corresp_tracker.store.search import forget_letters, index_letter
from corresp_tracker.values.partial_date import PartialDate

UNDID, REDID = "Undid: ", "Did again: "
_LOOKED_BACK = 200
_AT_ONCE = 500
_TELLS_EVERY = 50
Progress = Callable[[int, int], None]
"""Called with what is done and what there is in all; whatever it raises calls it off."""
_KEPT_ANYHOW = frozenset({"document"})
_MOVES_WITH_ITS_WORDS: dict[str, frozenset[str]] = {
    "link": frozenset({"start", "end", "words", "lost"}),
    "point": frozenset({"start", "end", "words"}),
}
"""What the program itself brings up to date in a record when the words around it change: no change of the record."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something that a person did and may take back: the change, its words in the history, the records it touched."""

    change_id: int
    words: str
    records: int = 0


@dataclass(frozen=True, slots=True)
class Steps:
    """What a person's next undo takes back, and what their next redo does again; None where there is nothing."""

    undo: Step | None = None
    redo: Step | None = None


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back: the words of the step, the letters whose words or links were put back, newest first."""

    words: str
    letter_ids: tuple[int, ...]
    link_ids: tuple[int, ...]


def newest_change(session: Session) -> int:
    """Give the id of the newest change; 0 where nothing was done yet."""
    return session.scalar(select(Change.id).order_by(Change.id.desc()).limit(1)) or 0


def steps(session: Session, *, by: str, since: int = 0, passing: Collection[int] = ()) -> Steps:
    """Give what this person's next undo and redo would do, of what they did after the change `since`.

    The changes `passing` are passed over: those that were refused, so that the steps before them can be reached.
    """
    mine = session.execute(
        select(Change.id, Change.words, Change.undoes_id)
        .where(Change.by == by, Change.id > since, Change.is_step.is_(True))
        .order_by(Change.id.desc())
        .limit(_LOOKED_BACK)
    ).all()
    done: list[Step] = []
    undone: list[Step] = []
    for change_id, words, undoes in reversed(mine):
        step = Step(change_id, _bare(words))
        if undoes is None:
            done.append(step)
            undone.clear()
        elif _drop(done, undoes):
            undone.append(step)
        elif _drop(undone, undoes):
            done.append(step)
    done = [step for step in done if step.change_id not in passing]
    return Steps(
        _counted(session, done[-1]) if done else None, _counted(session, undone[-1]) if undone else None
    )


def _counted(session: Session, step: Step) -> Step:
    touched = select(func.count()).select_from(ChangeItem).where(ChangeItem.change_id == step.change_id)
    return replace(step, records=session.scalar(touched) or 0)


def take_back(session: Session, change_id: int, *, progress: Progress | None = None) -> Undone:
    """Take a change back, or, where it took another back, do that one again: all of it, or nothing.

    It is a change of its own in the history, about the same cases. Raises CannotUndo where a record has changed
    since, where others have come to depend on it, or where it is kept for good. Whatever `progress` raises ends it; the
    transaction then leaves all as it was.
    """
    change = session.get(Change, change_id)
    if change is None:
        raise CannotUndo("This is not in the history any more: open the office again.")
    recording: history.Recording = session.info["recording"]
    words = _bare(change.words)
    recording.undoes = change.id
    recording.words = (REDID if change.words.startswith(UNDID) else UNDID) + words
    recording.cases |= set(
        session.scalars(select(ChangeCase.case_id).where(ChangeCase.change_id == change.id))
    )
    try:
        pace = _Pace(progress)
        letters, links = _Undoing(session, change, pace).run()
    except IntegrityError as problem:
        raise CannotUndo(
            f"“{words}” cannot be undone: other records depend on it by now. Take those back first."
        ) from problem
    for number, letter_id in enumerate(letters):
        pace.finishes(number, len(letters))
        index_letter(session, letter_id)
    pace.finishes(1, 1)
    return Undone(words, tuple(sorted(letters, reverse=True)), tuple(sorted(links)))


def _bare(words: str) -> str:
    return words.removeprefix(UNDID).removeprefix(REDID)


def _drop(held: list[Step], change_id: int) -> bool:
    for step in reversed(held):
        if step.change_id == change_id:
            held.remove(step)
            return True
    return False


class _Pace:
    """Tells how far it is: each record is looked at and put back, and then the letters are indexed, a third each."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self._records, self._done = 0, 0

    def begins(self, records: int) -> None:
        """Take note of how many records there are."""
        self._records = records

    def steps(self) -> None:
        """Count one more record that was looked at, or put back."""
        self._done += 1
        if self._done % _TELLS_EVERY == 0:
            self._tell(min(self._done, 2 * self._records))

    def finishes(self, letters: int, of: int) -> None:
        """Say how many of the letters are indexed."""
        self._tell(2 * self._records + self._records * letters // max(of, 1))

    def _tell(self, done: int) -> None:
        if self._progress:
            self._progress(done, 3 * self._records)


@dataclass(slots=True)
class _Undoing:
    """One change being taken back. `ids` gives the new id of a record put in again, where its own was taken."""

    session: Session
    change: Change
    pace: _Pace
    ids: dict[tuple[str, int], int] = field(default_factory=dict[tuple[str, int], int])
    restored: set[tuple[str, int]] = field(default_factory=set[tuple[str, int]])

    def run(self) -> tuple[set[int], set[int]]:
        """Put every record back; give the letters and links that were touched."""
        items = list(
            self.session.scalars(
                select(ChangeItem).where(ChangeItem.change_id == self.change.id).order_by(ChangeItem.id)
            )
        )
        self._refuse_what_is_for_good(items)
        self.pace.begins(len(items))
        items = [item for item in items if item.table_name not in _KEPT_ANYHOW]
        made = [item for item in items if item.before is None]
        removed = [item for item in items if item.before is not None and item.after is None]
        altered = [item for item in items if item.before is not None and item.after is not None]
        self.restored = {(item.table_name, (item.before or {}).get("id", 0)) for item in removed}
        held = self._records([*made, *altered])
        for item in (*made, *altered):
            self.pace.steps()
            self._refuse_what_moved_on(item, held.get(item.record_uid))
        touched = _Touched(self.session)
        touched.note(held.values())
        forget_letters(self.session, touched.letters)
        waiting = [item for item in altered if self._needs_what_was_removed(item)]
        self._alter([item for item in altered if item not in waiting], held)
        self._remove([held[item.record_uid] for item in made])
        touched.note(self._put_in(removed))
        self._alter(waiting, held)
        standing = set(self.session.scalars(select(Letter.id).where(Letter.id.in_(touched.letters))))
        return standing, touched.links

    def _records(self, items: Sequence[ChangeItem]) -> dict[str, Record]:
        wanted: dict[str, list[str]] = defaultdict(list)
        for item in items:
            wanted[item.table_name].append(item.record_uid)
        found: dict[str, Record] = {}
        for table, uids in wanted.items():
            mapper = _mapper(table)
            whole = [selectinload(relation.class_attribute) for relation in _owned(mapper)]
            for first in range(0, len(uids), _AT_ONCE):
                asked = select(mapper.class_).where(mapper.class_.uid.in_(uids[first : first + _AT_ONCE]))
                found |= {record.uid: record for record in self.session.scalars(asked.options(*whole))}
        return found

    def _refuse_what_is_for_good(self, items: Sequence[ChangeItem]) -> None:
        if any(item.before is None and item.table_name in history.FOR_GOOD for item in items):
            raise CannotUndo(
                f"“{_bare(self.change.words)}” cannot be undone: what came, went or was cleared is kept for good. "
                "Correct it where it stands."
            )

    def _refuse_what_moved_on(self, item: ChangeItem, record: Record | None) -> None:
        if record is None:
            raise self._moved_on(item)
        moves_along = _MOVES_WITH_ITS_WORDS.get(item.table_name, frozenset()) if item.before is None else ()
        for name, value in (item.after or {}).items():
            if name not in moves_along and _as_kept(getattr(record, name)) != value:
                raise self._moved_on(item)

    def _moved_on(self, item: ChangeItem) -> CannotUndo:
        """Say who changed the same record since, and what they did."""
        since = self.session.execute(
            select(Change.by, Change.words)
            .join(ChangeItem, ChangeItem.change_id == Change.id)
            .where(ChangeItem.record_uid == item.record_uid, Change.id > self.change.id)
            .order_by(Change.id.desc())
        ).first()
        words = _bare(self.change.words)
        if since is None or since.by == self.change.by:
            what = f" (“{_bare(since.words)}”)" if since else ""
            return CannotUndo(f"“{words}” cannot be undone: the same has been changed since{what}.")
        return CannotUndo(
            f"“{words}” cannot be undone: {since.by} has changed the same since (“{since.words}”)."
        )

    def _needs_what_was_removed(self, item: ChangeItem) -> bool:
        columns = _columns(_mapper(item.table_name))
        return any(
            (key.column.table.name, value) in self.restored
            for name, value in (item.before or {}).items()
            for key in columns[name].foreign_keys
        )

    def _alter(self, items: Sequence[ChangeItem], held: dict[str, Record]) -> None:
        for item in items:
            self.pace.steps()
            record = held[item.record_uid]
            for name, value in self._typed(item).items():
                setattr(record, name, value)
        self.session.flush()

    def _remove(self, records: Iterable[Record]) -> None:
        by_table: dict[str, list[Record]] = defaultdict(list)
        for record in records:
            by_table[record.__tablename__].append(record)
        for table in reversed(Record.metadata.sorted_tables):
            _let_go_of_each_other(by_table[table.name])
            self.session.flush()
            for record in by_table[table.name]:
                self.pace.steps()
                _forget_parts_gone(record)
                self.session.delete(record)
            self.session.flush()

    def _put_in(self, items: Sequence[ChangeItem]) -> list[Record]:
        """Put removed records in again, those first that others refer to."""
        by_table: dict[str, list[ChangeItem]] = defaultdict(list)
        for item in items:
            by_table[item.table_name].append(item)
        made: list[Record] = []
        for table in Record.metadata.sorted_tables:
            records = [self._made_again(item) for item in by_table[table.name]]
            self.session.flush()
            for item, record in zip(by_table[table.name], records, strict=True):
                self.ids[table.name, (item.before or {})["id"]] = record.id
            made += records
        return made

    def _made_again(self, item: ChangeItem) -> Record:
        self.pace.steps()
        mapper = _mapper(item.table_name)
        before = item.before or {}
        if "id" not in before:
            raise CannotUndo(
                f"“{_bare(self.change.words)}” cannot be undone: it was done with an older version of this program."
            )
        kind = mapper.polymorphic_map[before["kind"]] if mapper.polymorphic_on is not None else mapper
        record: Record = kind.class_manager.new_instance()
        record.uid = item.record_uid
        values = self._typed(item)
        taken = self.session.scalar(select(mapper.class_.id).where(mapper.class_.id == values.pop("id")))
        if taken is None:
            record.id = before["id"]
        for name, value in values.items():
            if name in kind.column_attrs:
                setattr(record, name, value)
        self.session.add(record)
        return record

    def _typed(self, item: ChangeItem) -> Values:
        """Give the values before, as the records hold them, leading to the records put in again."""
        columns = _columns(_mapper(item.table_name))
        values: Values = {}
        for name, value in (item.before or {}).items():
            led = value
            for key in columns[name].foreign_keys:
                led = self.ids.get((key.column.table.name, value), value)
            values[name] = _from_kept(columns[name], led)
        return values


@dataclass(slots=True)
class _Touched:
    """The letters and links among records."""

    session: Session
    letters: set[int] = field(default_factory=set[int])
    links: set[int] = field(default_factory=set[int])

    def note(self, records: Iterable[Record]) -> None:
        """Take note of records that are touched."""
        paragraphs: set[int] = set()
        for record in records:
            if isinstance(record, Letter):
                self.letters.add(record.id)
            elif isinstance(record, Paragraph):
                self.letters.add(record.letter_id)
            elif isinstance(record, Link):
                self.links.add(record.id)
                paragraphs.add(record.paragraph_id)
        known = select(Paragraph.letter_id).where(Paragraph.id.in_(paragraphs))
        self.letters |= set(self.session.scalars(known))


def _mapper(table: str) -> Mapper[Any]:
    """Give the mapper of a table: of works, the one that both kinds have in common."""
    mappers: dict[str, Mapper[Any]] = {
        mapper.class_.__tablename__: mapper for mapper in Record.registry.mappers if mapper.inherits is None
    }
    return mappers[table]


def _owned(mapper: Mapper[Any]) -> list[RelationshipProperty[Any]]:
    return [relation for relation in mapper.relationships if relation.cascade.delete]


def _let_go_of_each_other(records: Sequence[Record]) -> None:
    """Have records of one table refer to none of it, as an answer does to its letter: in any order they can go then."""
    for name, column in _columns(_mapper(records[0].__tablename__)).items() if records else ():
        if column.nullable and any(key.column.table is column.table for key in column.foreign_keys):
            for record in records:
                setattr(record, name, None)


def _forget_parts_gone(record: Record) -> None:
    """Leave out of a record's collections what has just been deleted, which would else be deleted twice."""
    for relation in _owned(inspect(type(record))):
        parts = [part for part in getattr(record, relation.key) if not inspect(part).deleted]
        set_committed_value(record, relation.key, parts)


def _columns(mapper: Mapper[Any]) -> dict[str, Column[Any]]:
    kinds = list(mapper.self_and_descendants)
    stored = {attribute.key: attribute.columns[0] for kind in kinds for attribute in kind.column_attrs}
    return cast("dict[str, Column[Any]]", stored)  # no record has an attribute of a computed expression


def _as_kept(value: Any) -> Any:
    """Give a value as the history gives it back, lists for tuples."""
    return json.loads(json.dumps(plain(value)))


def _from_kept(column: Column[Any], value: Any) -> Any:
    """Give a value of the history as its column holds it."""
    kind = column.type
    if value is None:
        return None
    if isinstance(kind, PartialDateText):
        return PartialDate.parse(value)
    if isinstance(kind, Moment):
        return datetime.fromisoformat(value)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    if isinstance(kind, Enum) and kind.enum_class:
        return kind.enum_class(value)
    return value
