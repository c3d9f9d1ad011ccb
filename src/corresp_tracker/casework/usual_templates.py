"""Which template is the usual one for a letter: by the kind of its case and by who signs it, the most specific first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from corresp_tracker.casework.names import bare_name
from corresp_tracker.casework.template_records import ROLES, TemplateRow, template_rows
from corresp_tracker.errors import NotFound
from corresp_tracker.model.cases import Case, CaseKind, OfficeProfile
from corresp_tracker.model.letters import LetterRole
from corresp_tracker.model.people import Person
from corresp_tracker.model.templates import TemplateDefault

_AS_SHIPPED = {
    ("minister", LetterRole.REPLY.value): "ministerial-reply",
    ("", LetterRole.REPLY.value): "inter-inspectorate-reply",
    ("", LetterRole.HOLDING_REPLY.value): "holding-reply",
    ("", LetterRole.ACKNOWLEDGEMENT.value): "acknowledgement",
}
"""What is usual where the office settled nothing."""


@dataclass(frozen=True, slots=True)
class UsualFor:
    """For which letters a template is usual: the key of a kind of case, and a signatory; empty means any."""

    kind: str = ""
    signatory: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateChoice:
    """A template as it is offered: how a letter remembers it, what people call it, and what kind of letter it is for.

    `why` says for which letters it is the usual one, or what speaks against it; `is_usual` that it is for this one.
    """

    name: str
    title: str
    kind: str
    why: str = ""
    is_usual: bool = False
    is_own: bool = False


def template_choices(session: Session, case_id: int | None = None) -> tuple[TemplateChoice, ...]:
    """Give the templates to choose from for a letter in a case: the usual ones first, a reply before all.

    One of the office's own that replaces a shipped one stands in its place. A version that nobody approved comes last.
    """
    rows = [row for row in template_rows(session) if not row.facts.retired and not row.replaced_by]
    by_key = {row.key: row for row in rows}
    usual = {role.value: _usual(session, case_id, role.value, by_key) for role in ROLES}
    found = [_choice(row, usual) for row in rows]
    order = {role.value: at for at, role in enumerate(ROLES)}
    found.sort(key=lambda each: (not each.is_usual, order.get(each.kind, len(order)) if each.is_usual else 0))
    return (*found, *(each for row in rows for each in _not_approved(row)))


def usual_template(session: Session, case_id: int, *, role: str) -> TemplateChoice:
    """Give the template that is usual for a letter in a case. Raises NotFound where there is none for that role."""
    rows = [row for row in template_rows(session) if not row.facts.retired and not row.replaced_by]
    found = _usual(session, case_id, role, {row.key: row for row in rows})
    if found is None:
        raise NotFound(f"No template is the usual one for this {role}: name one.")
    row, _ = found
    return _choice(row, {role: found})


def usual_for(session: Session) -> dict[str, tuple[UsualFor, ...]]:
    """Give for which letters each template was settled to be usual, by its key."""
    found: dict[str, list[UsualFor]] = {}
    asked = select(TemplateDefault).order_by(TemplateDefault.kind, TemplateDefault.signatory)
    for each in session.scalars(asked):
        found.setdefault(each.template, []).append(UsualFor(each.kind, each.signatory))
    return {key: tuple(each) for key, each in found.items()}


def make_usual(session: Session, row: TemplateRow, wanted: Sequence[UsualFor]) -> None:
    """Make a template the usual one for these letters and for no others; what was usual for them gives way."""
    role = row.facts.kind
    asked = {UsualFor(each.kind, " ".join(each.signatory.split())) for each in wanted}
    for held in session.scalars(select(TemplateDefault)):
        is_asked = held.role == role and UsualFor(held.kind, held.signatory) in asked
        if is_asked:
            asked.discard(UsualFor(held.kind, held.signatory))
            if held.template != row.key:
                held.template = row.key
        elif held.template == row.key:
            session.delete(held)
    for each in sorted(asked, key=lambda one: (one.kind, one.signatory)):
        session.add(TemplateDefault(kind=each.kind, signatory=each.signatory, role=role, template=row.key))
    session.flush()


def kinds_of_case(session: Session) -> dict[str, str]:
    """Give the names of the kinds that are offered for new cases, by their keys."""
    asked = select(CaseKind.key, CaseKind.name).where(CaseKind.retired.is_(False))
    return {key: name for key, name in session.execute(asked.order_by(CaseKind.position))}


def signatories(session: Session) -> tuple[str, ...]:
    """Name those who sign: the office's signatory, then those of its cases."""
    own = session.scalars(select(OfficeProfile.signatory_name)).first() or ""
    others = session.scalars(
        select(Person.name).join(Case, Case.signatory_id == Person.id).distinct().order_by(Person.name)
    )
    return tuple(dict.fromkeys(name for name in (own, *others) if name))


def in_words(asked: UsualFor, kinds: dict[str, str]) -> str:
    """Say for which letters: "Minister cases, signed by Sir Sam Sample"."""
    kind = f"{kinds.get(asked.kind, asked.kind)} cases" if asked.kind else ""
    signed = f"signed by {asked.signatory}" if asked.signatory else ""
    return ", ".join(filter(None, (kind, signed))) or "all letters"


def _usual(
    session: Session, case_id: int | None, role: str, rows: dict[str, TemplateRow]
) -> tuple[TemplateRow, str] | None:
    """Give the usual template of a role, and why it is."""
    kind, signatory = _case(session, case_id)
    held = [each for each in session.scalars(select(TemplateDefault).where(TemplateDefault.role == role))]
    kinds = kinds_of_case(session)
    for wanted in _ways(kind, signatory):
        for each in held:
            is_it = each.kind == wanted.kind and bare_name(each.signatory) == bare_name(wanted.signatory)
            if is_it and each.template in rows:
                return rows[each.template], _why(wanted, role, kinds)
    for shipped_kind in dict.fromkeys((kind, "")):
        row = _in_place_of(_AS_SHIPPED.get((shipped_kind, role), ""), rows)
        if row is not None:
            return row, _why(UsualFor(shipped_kind), role, kinds)
    return None


def _why(asked: UsualFor, role: str, kinds: dict[str, str]) -> str:
    return f"the usual {role}" if asked == UsualFor() else f"usual for {in_words(asked, kinds)}"


def _ways(kind: str, signatory: str) -> Iterator[UsualFor]:
    """Give what a letter may be known by, the most specific first."""
    yield from dict.fromkeys((UsualFor(kind, signatory), UsualFor(kind), UsualFor("", signatory), UsualFor()))


def _in_place_of(shipped: str, rows: dict[str, TemplateRow]) -> TemplateRow | None:
    own = next((row for row in rows.values() if shipped and row.facts.replaces == shipped), None)
    return own or rows.get(shipped)


def _case(session: Session, case_id: int | None) -> tuple[str, str]:
    """Give the key of a case's kind and the name of its signatory."""
    case = session.get(Case, case_id) if case_id is not None else None
    kind = session.get(CaseKind, case.kind_id) if case and case.kind_id else None
    person = session.get(Person, case.signatory_id) if case and case.signatory_id else None
    office = session.scalars(select(OfficeProfile.signatory_name)).first() or ""
    return (kind.key if kind else "", person.name if person else office)


def _choice(row: TemplateRow, usual: dict[str, tuple[TemplateRow, str] | None]) -> TemplateChoice:
    current = row.current
    mine = usual.get(row.facts.kind)
    is_usual = mine is not None and mine[0].key == row.key
    unapproved = (
        f"version {current.number}, which nobody approved" if current and not current.is_approved else ""
    )
    why = "; ".join(filter(None, (mine[1] if mine and is_usual else "", unapproved)))
    return TemplateChoice(
        name=current.name if current else row.key,
        title=row.facts.title,
        kind=row.facts.kind,
        why=why,
        is_usual=is_usual,
        is_own=not row.is_shipped,
    )


def _not_approved(row: TemplateRow) -> Iterator[TemplateChoice]:
    """Give a newer version that nobody approved, where an approved one is offered as well."""
    newest, current = next(iter(row.versions), None), row.current
    if newest and current and newest.id != current.id:
        yield TemplateChoice(
            name=newest.name,
            title=row.facts.title,
            kind=row.facts.kind,
            why=f"version {newest.number}, which nobody approved",
            is_own=True,
        )
