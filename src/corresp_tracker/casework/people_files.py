"""People as CSV files: everybody with their posts, a row for each post, out and in without loss.

Columns: id, name, honours, salutation, address_line, address, email, in_office, post, organisation, from, to. Lines of
an address are parted by "|". Dates are ISO as far as they are known (2016, 2016-07, 2016-07-13), or dd/mm/yyyy.
"""

import csv
import io
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from sqlalchemy import select
from sqlalchemy.orm import Session

from corresp_tracker.casework.names import bare_name, without_honours
from corresp_tracker.casework.people import add_person, ensure_post, standing, tenures_of
from corresp_tracker.casework.people_twins import people_like
from corresp_tracker.errors import InvalidRegister
from corresp_tracker.model.people import Person, Post, Tenure
from corresp_tracker.values.partial_date import PartialDate

COLUMNS = (
    "id", "name", "honours", "salutation", "address_line", "address", "email", "in_office",
    "post", "organisation", "from", "to",
)  # fmt: skip
_FIELDS = {
    "honours": "honours",
    "salutation": "salutation",
    "address_line": "envelope_line",
    "email": "email",
}
_SPREADSHEET_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})\Z")


@dataclass(frozen=True, slots=True)
class PeopleProblem:
    """A row that cannot be taken: its line, and why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleReport:
    """What an import of people did: how many were added, changed, or as they were; and the rows that cannot be taken."""

    added: int
    changed: int
    same: int
    problems: tuple[PeopleProblem, ...]


class _Became(Enum):
    """What a file made of somebody."""

    SAME = 0
    CHANGED = 1
    ADDED = 2


def write_people(session: Session) -> str:
    """Give everybody whom the office knows as CSV; nobody who was merged into another."""
    posts = {post.id: post for post in session.scalars(select(Post))}
    tenures: dict[int, list[Tenure]] = defaultdict(list)
    for tenure in session.scalars(select(Tenure).order_by(Tenure.id)):
        tenures[tenure.person_id].append(tenure)
    kept = io.StringIO()
    writer = csv.writer(kept, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for person in session.scalars(select(Person).where(standing()).order_by(Person.folded_name, Person.id)):
        own = [
            person.key or person.uid, person.name, person.honours, person.salutation, person.envelope_line,
            "|".join(person.address.splitlines()), person.email, "yes" if person.in_office else "",
        ]  # fmt: skip
        for tenure in tenures[person.id] or [None]:
            held = ["", "", "", ""]
            if tenure:
                post = posts[tenure.post_id]
                ends = [each.iso if each else "" for each in (tenure.started, tenure.ended)]
                held = [post.title, post.organisation_name, *ends]
            writer.writerow([*own, *held])
    return kept.getvalue()


def read_people(session: Session, text: str) -> PeopleReport:
    """Take people in: somebody known (by id, or by name where no id is given) is brought up to date, others are added.

    A column that the file has not leaves what is known. A row that cannot be taken is named, and the others are.
    Raises InvalidRegister where the file has no column for names.
    """
    became: dict[int, _Became] = {}
    problems: list[PeopleProblem] = []
    for line, row in _rows(text):
        try:
            person_id, now = _take(session, row)
        except ValueError as problem:
            problems.append(PeopleProblem(line, str(problem)))
        else:
            became[person_id] = max(became.get(person_id, now), now, key=lambda each: each.value)
    session.flush()
    counts = Counter(became.values())
    return PeopleReport(
        added=counts[_Became.ADDED],
        changed=counts[_Became.CHANGED],
        same=counts[_Became.SAME],
        problems=tuple(problems),
    )


def _rows(text: str) -> list[tuple[int, dict[str, str]]]:
    text = text.removeprefix("\ufeff")
    heading = text.partition("\n")[0]
    delimiter = max(",;\t", key=heading.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    if "name" not in (reader.fieldnames or ()):
        raise InvalidRegister(
            f"This file has no column “name”. Its first line must name the columns: {', '.join(COLUMNS)}."
        )
    found: list[tuple[int, dict[str, str]]] = []
    for row in reader:
        plain = {key: (value or "").strip() for key, value in row.items() if isinstance(key, str)}
        if any(plain.values()):
            found.append((reader.line_num, plain))
    return found


def _take(session: Session, row: Mapping[str, str]) -> tuple[int, _Became]:
    """Take one row, after all in it is found good; give whose it is, and what became of them."""
    if not row["name"]:
        raise ValueError("it names nobody")
    started, ended = _date(row.get("from", "")), _date(row.get("to", ""))
    if started and ended and ended.last < started.first:
        raise ValueError(f"{row.get('post', '')} ends before it begins")
    person = _known(session, row)
    became = _Became.SAME
    if person is None:
        person = add_person(session, row["name"], honours=row.get("honours", ""))
        person.key = row.get("id") or None
        became = _Became.ADDED
    changed = _put(session, person, row)
    if row.get("post"):
        changed = _put_post(session, person, row, started, ended) or changed
    return person.id, _Became.CHANGED if changed and became is _Became.SAME else became


def _known(session: Session, row: Mapping[str, str]) -> Person | None:
    """Find who a row is: by its id, and else by the name, where only one goes by it."""
    key = row.get("id", "")
    if key:
        found = session.scalar(select(Person).where((Person.key == key) | (Person.uid == key)))
        return session.get_one(Person, found.merged_into_id) if found and found.merged_into_id else found
    like = [each for each in people_like(session, row["name"]) if each.reason == "the same name"]
    if len(like) > 1:
        raise ValueError(f"{len(like)} people go by this name: give the id of the one that is meant")
    return session.get_one(Person, like[0].person_id) if like else None


def _put(session: Session, person: Person, row: Mapping[str, str]) -> bool:
    """Write what a row says of a person; say whether that changed anything."""
    wanted = {field: row[column] for column, field in _FIELDS.items() if column in row}
    wanted["name"] = without_honours(row["name"])
    wanted["folded_name"] = bare_name(wanted["name"])
    if "address" in row:
        wanted["address"] = "\n".join(line.strip() for line in row["address"].split("|") if line.strip())
    in_office = row["in_office"].lower() in ("yes", "true", "1") if "in_office" in row else person.in_office
    changed = {name: value for name, value in wanted.items() if getattr(person, name) != value}
    for name, value in changed.items():
        setattr(person, name, value)
    moved = in_office != person.in_office
    person.in_office = in_office
    session.flush()
    return bool(changed) or moved


def _put_post(
    session: Session,
    person: Person,
    row: Mapping[str, str],
    started: PartialDate | None,
    ended: PartialDate | None,
) -> bool:
    title, body = row["post"], row.get("organisation", "")
    post = _exact_post(session, title, body) or ensure_post(session, title, body)
    same = [each for each in tenures_of(session, person.id) if each.post_id == post.id]
    held = next((each for each in same if each.started == started), None) or _open(same, started)
    if held is None:
        session.add(Tenure(person_id=person.id, post_id=post.id, started=started, ended=ended))
        session.flush()
        return True
    changed = (held.started, held.ended) != (started or held.started, ended or held.ended)
    held.started, held.ended = started or held.started, ended or held.ended
    return changed


def _open(same: Sequence[Tenure], started: PartialDate | None) -> Tenure | None:
    """Give the time in a post whose beginning is not known, which a row with one tells."""
    return next((each for each in same if each.started is None or started is None), None)


def _exact_post(session: Session, title: str, body: str) -> Post | None:
    return session.scalar(select(Post).where(Post.title == title, Post.organisation_name == body))


def _date(words: str) -> PartialDate | None:
    if not words:
        return None
    if found := _SPREADSHEET_DATE.match(words):
        words = f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    try:
        return PartialDate.parse(words)
    except ValueError as problem:
        raise ValueError(f"“{words}” is no date: write it as 2016-07-13 or 13/07/2016") from problem
