"""The office's own templates as records: imported, given new versions, approved, changed, retired."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from corresp_tracker.casework.templates import OfficeTemplate, stem_of
from corresp_tracker.drafting.library import shipped_templates
from corresp_tracker.errors import ChangedElsewhere, InvalidTemplate, NotFound
from corresp_tracker.model.letters import Document, Letter, LetterRole
from corresp_tracker.model.templates import LetterTemplate, TemplateVersion
from corresp_tracker.store.documents import content, keep
from corresp_tracker.store.history import who

ROLES = (LetterRole.REPLY, LetterRole.HOLDING_REPLY, LetterRole.ACKNOWLEDGEMENT)
"""What a template can be for, the most common first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateFacts:
    """What the office settles about a template of its own; see LetterTemplate for what each means."""

    title: str
    kind: str
    replaces: str = ""
    by_hand: bool = False
    retired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRow:
    """A version of a template: who brought it and when (a day), who approved it, and in how many letters it is."""

    id: int
    number: int
    name: str
    note: str
    imported_by: str
    imported_on: date
    approved_by: str
    approved_on: date | None
    used: int

    @property
    def is_approved(self) -> bool:
        """Say whether somebody approved it."""
        return self.approved_on is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateRow:
    """A template as the manager lists it. One that ships has no `id` and no versions: it is `key`, and read-only.

    `key` is a shipped one's name, or the uid of one of the office's own. `replaced_by` is the title of the template
    that stands in the place of a shipped one. `versions` are newest first.
    """

    key: str
    id: int | None
    facts: TemplateFacts
    fields: tuple[str, ...]
    versions: tuple[VersionRow, ...] = ()
    replaced_by: str = ""
    used: int = 0
    version: int = 0

    @property
    def is_shipped(self) -> bool:
        """Say whether it comes with the program."""
        return self.id is None

    @property
    def current(self) -> VersionRow | None:
        """The version that new letters are written from: the newest approved one, or else the newest."""
        approved = next((each for each in self.versions if each.is_approved), None)
        return approved or next(iter(self.versions), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedTemplate:
    """What an import came to: `is_new` is False where the office had this very file already."""

    template_id: int
    title: str
    number: int
    is_new: bool


def import_template(
    session: Session, template: OfficeTemplate, *, into: int | None = None, note: str = ""
) -> ImportedTemplate:
    """Keep a looked-at Word file as a template of the office's own, or as the next version of one, not yet approved.

    A file that is held already is no new version. Raises InvalidTemplate where it belongs to another template.
    """
    document = keep(session, template.data)
    known = session.scalar(select(TemplateVersion).where(TemplateVersion.document_id == document.id))
    if known is not None:
        record = _fetch(session, known.template_id)
        if into not in (None, record.id):
            raise InvalidTemplate(
                f"This very file is version {known.number} of “{record.title}” already: change it in Word first."
            )
        return ImportedTemplate(template_id=record.id, title=record.title, number=known.number, is_new=False)
    record = _fetch(session, into) if into is not None else _new(session, template)
    newest = session.scalar(
        select(func.max(TemplateVersion.number)).where(TemplateVersion.template_id == record.id)
    )
    number = (newest or 0) + 1
    session.add(
        TemplateVersion(
            template_id=record.id,
            number=number,
            name=template.name,
            document_id=document.id,
            fields=list(template.fields),
            note=" ".join(note.split()),
            imported_by=who(session),
        )
    )
    session.flush()
    return ImportedTemplate(template_id=record.id, title=record.title, number=number, is_new=True)


def keep_template(session: Session, template: OfficeTemplate) -> None:
    """Keep a template of the office's own that letters are to be written from, where it is not held already."""
    if template.is_own:
        import_template(session, template)


def approve_version(session: Session, version_id: int, *, by: str, on: date, today: date) -> None:
    """Write down who approved a version, and when. Raises NotFound, InvalidTemplate."""
    held = session.get(TemplateVersion, version_id)
    if held is None:
        raise NotFound("This version is no longer in the log: look at the template again.")
    if held.approved_on is not None:
        raise InvalidTemplate(
            f"Version {held.number} was approved by {held.approved_by} already: a changed file is a new version."
        )
    if not by.strip():
        raise InvalidTemplate("Say who approved it: type a name.")
    if on > today:
        raise InvalidTemplate("The day of approval is still to come: give the day on which it was approved.")
    held.approved_by, held.approved_on = " ".join(by.split()), on
    session.flush()


def change_template(session: Session, template_id: int, facts: TemplateFacts, *, version: int) -> None:
    """Change what is settled about a template. Raises NotFound, ChangedElsewhere, InvalidTemplate."""
    record = _fetch(session, template_id)
    if record.version != version:
        raise ChangedElsewhere("A colleague changed this template while you had it open: open it again.")
    if not facts.title.strip():
        raise InvalidTemplate("Give the template a title, by which people choose it.")
    other = session.scalar(
        select(LetterTemplate.title).where(
            LetterTemplate.replaces == facts.replaces,
            LetterTemplate.id != template_id,
            LetterTemplate.retired.is_(False),
        )
    )
    if facts.replaces and not facts.retired and other is not None:
        raise InvalidTemplate(
            f"“{other}” stands in the place of that template already: choose another, or retire “{other}” first."
        )
    record.title, record.kind = " ".join(facts.title.split()), facts.kind
    record.replaces, record.by_hand, record.retired = facts.replaces, facts.by_hand, facts.retired
    session.flush()


def template_rows(session: Session) -> tuple[TemplateRow, ...]:
    """Give every template: the office's own in use, those that ship, those that were retired; each by title."""
    used = _used(session)
    own = _own_rows(session, used)
    in_place = {row.facts.replaces: row.facts.title for row in own if not row.facts.retired}
    shipped = [
        TemplateRow(
            key=each.name,
            id=None,
            facts=TemplateFacts(title=each.title, kind=each.kind),
            fields=each.fields,
            replaced_by=in_place.get(each.name, ""),
            used=used.get(each.name, 0),
        )
        for each in shipped_templates()
    ]
    live = [row for row in own if not row.facts.retired]
    return (*live, *shipped, *(row for row in own if row.facts.retired))


def template_row(session: Session, named: str) -> TemplateRow:
    """Give the template of this key, title or remembered name; one in use before one that was retired.

    Raises NotFound, naming those there are.
    """
    rows = template_rows(session)
    folded = named.strip().casefold()
    for row in rows:
        names = {row.key, row.facts.title.casefold(), *(each.name for each in row.versions)}
        if named in names or folded in names:
            return row
    known = ", ".join(row.facts.title for row in rows if not row.facts.retired)
    raise NotFound(f"There is no template called “{named}”: choose one of {known}.", name=named)


def version_file(session: Session, version_id: int) -> bytes:
    """Give the Word file of a version. Raises NotFound."""
    document_id = session.scalar(select(TemplateVersion.document_id).where(TemplateVersion.id == version_id))
    if document_id is None:
        raise NotFound("This version is no longer in the log: look at the template again.")
    return content(session, document_id)


def _new(session: Session, template: OfficeTemplate) -> LetterTemplate:
    kind = template.kind.casefold()
    record = LetterTemplate(
        title=stem_of(template.name) or template.title, kind=kind if kind in ROLES else LetterRole.REPLY.value
    )
    session.add(record)
    session.flush()
    return record


def _fetch(session: Session, template_id: int) -> LetterTemplate:
    record = session.get(LetterTemplate, template_id)
    if record is None:
        raise NotFound("This template is no longer in the log: look at the templates again.")
    return record


def _used(session: Session) -> dict[str, int]:
    """Count letters by the file that they were written from: its hash, or the name of one that ships."""
    counted = session.execute(
        select(Letter.template, func.count()).where(Letter.template != "").group_by(Letter.template)
    )
    found: dict[str, int] = {}
    for name, number in counted:
        key = name.split(":")[1] if name.startswith("own:") else name
        found[key] = found.get(key, 0) + number
    return found


def _own_rows(session: Session, used: dict[str, int]) -> list[TemplateRow]:
    asked = (
        select(TemplateVersion, Document.sha256)
        .join(Document, Document.id == TemplateVersion.document_id)
        .order_by(TemplateVersion.number.desc())
    )
    held: dict[int, list[VersionRow]] = {}
    fields: dict[int, tuple[str, ...]] = {}
    for each, digest in session.execute(asked):
        fields.setdefault(each.template_id, tuple(each.fields))
        held.setdefault(each.template_id, []).append(_version_row(each, used.get(digest, 0)))
    records = session.scalars(select(LetterTemplate).order_by(func.lower(LetterTemplate.title)))
    return [_row(each, held.get(each.id, []), fields.get(each.id, ())) for each in records]


def _row(record: LetterTemplate, versions: Sequence[VersionRow], fields: tuple[str, ...]) -> TemplateRow:
    return TemplateRow(
        key=record.uid,
        id=record.id,
        facts=TemplateFacts(
            title=record.title,
            kind=record.kind,
            replaces=record.replaces,
            by_hand=record.by_hand,
            retired=record.retired,
        ),
        fields=fields,
        versions=tuple(versions),
        used=sum(each.used for each in versions),
        version=record.version,
    )


def _version_row(each: TemplateVersion, used: int) -> VersionRow:
    return VersionRow(
        id=each.id,
        number=each.number,
        name=each.name,
        note=each.note,
        imported_by=each.imported_by,
        imported_on=each.imported_at.date(),
        approved_by=each.approved_by,
        approved_on=each.approved_on,
        used=used,
    )
