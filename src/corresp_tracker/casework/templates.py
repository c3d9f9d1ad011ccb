"""Templates as the office uses them: those that ship, and its own Word files, kept whole and filled with care."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from corresp_tracker.drafting.library import (
    StartingParagraph,
    shipped_template,
    starting_from,
)
from corresp_tracker.drafting.rendering import RenderingWorker
from corresp_tracker.drafting.sample import SAMPLE
from corresp_tracker.drafting.template import MissingField, missing_in
from corresp_tracker.drafting.word import write_letter
from corresp_tracker.errors import InvalidTemplate, NotFound
from corresp_tracker.model.letters import Document
from corresp_tracker.model.templates import LetterTemplate, TemplateVersion
from corresp_tracker.store.documents import content
from corresp_tracker.values.draft import DraftLetter

_OWN = re.compile(r"own:([0-9a-f]{64}):(.*)\Z", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeTemplate:
    """A template to write letters with. `name` is how a letter remembers it; `is_own` says that it came from outside.

    `by_hand` leaves the salutation and sign-off of its letters for the signatory's hand. One from outside is opened
    and filled only in a process of its own, with limits (drafting/rendering).
    """

    name: str
    title: str
    kind: str
    fields: tuple[str, ...]
    data: bytes
    is_own: bool = False
    by_hand: bool = False

    def lacks(self, letter: DraftLetter) -> tuple[MissingField, ...]:
        """Name what the template prints and the letter lacks, in reading order."""
        return missing_in(letter, fields=self.fields)

    def write(self, letter: DraftLetter, *, worker: RenderingWorker | None = None) -> bytes:
        """Write a letter to Word. Raises InvalidTemplate. `worker` is a process that is at hand already."""
        if not self.is_own:
            return write_letter(letter, template=self.data)
        if worker:
            return worker.write(letter, template=self.data)
        with RenderingWorker() as own:
            return own.write(letter, template=self.data)

    def starting(
        self, values: Mapping[str, str], *, worker: RenderingWorker | None = None
    ) -> tuple[StartingParagraph, ...]:
        """Give the paragraphs that a letter starts with. Raises InvalidTemplate."""
        if not self.is_own:
            return starting_from(self.data, values)
        if worker:
            return tuple(StartingParagraph(*each) for each in worker.starting(self.data, values))
        with RenderingWorker() as own:
            return self.starting(values, worker=own)


def office_template(session: Session, name: str) -> OfficeTemplate:
    """Give the template of this name: one that ships, or one of the office's own. Raises NotFound, InvalidTemplate.

    It is looked at once in a session: what has a name never changes.
    """
    held: dict[str, OfficeTemplate] = session.info.setdefault("templates", {})
    if name not in held:
        held[name] = _look_up(session, name)
    return held[name]


def _look_up(session: Session, name: str) -> OfficeTemplate:
    own = _OWN.match(name)
    if own is None:
        shipped = shipped_template(name)
        return OfficeTemplate(
            name=name, title=shipped.title, kind=shipped.kind, fields=shipped.fields, data=shipped.data
        )
    document = session.scalar(select(Document.id).where(Document.sha256 == own[1]))
    if document is None:
        raise NotFound("The template of this letter is no longer in the log: choose another.", name=own[2])
    data, held = content(session, document), version_of_template(session, name)
    if held is None:
        return own_template(data, stem=own[2])
    record = session.get_one(LetterTemplate, held.template_id)
    return OfficeTemplate(
        name=name,
        title=record.title,
        kind=record.kind,
        fields=tuple(held.fields),
        data=data,
        is_own=True,
        by_hand=record.by_hand,
    )


def version_of_template(session: Session, name: str) -> TemplateVersion | None:
    """Give the version that a letter's remembered name means; None for one that ships, or that is in no record."""
    own = _OWN.match(name)
    if own is None:
        return None
    return session.scalar(
        select(TemplateVersion)
        .join(Document, Document.id == TemplateVersion.document_id)
        .where(Document.sha256 == own[1])
    )


def stem_of(name: str) -> str:
    """Give the name of the file that a remembered template came as; empty for one that ships."""
    own = _OWN.match(name)
    return own[2] if own else ""


def unapproved(session: Session, name: str) -> str:
    """Say in words which template of the office's own a letter is from that nobody approved; empty where that is well."""
    if not stem_of(name):
        return ""
    held = version_of_template(session, name)
    if held is None:
        return f"“{stem_of(name)}”"
    title = session.get_one(LetterTemplate, held.template_id).title
    return "" if held.approved_on else f"version {held.number} of “{title}”"


def own_template(data: bytes, *, stem: str) -> OfficeTemplate:
    """Look at a Word file from outside as a template, in a process of its own. Raises InvalidTemplate."""
    with RenderingWorker() as worker:
        fields, about = worker.fields(data), worker.describe(data)
    return OfficeTemplate(
        name=f"own:{sha256(data).hexdigest()}:{stem}",
        title=about["title"] or stem,
        kind=about["kind"],
        fields=fields,
        data=data,
        is_own=True,
    )


def look_at_template(data: bytes, *, stem: str) -> OfficeTemplate:
    """Look at a Word file as a template, and try it with an example letter.

    Raises InvalidTemplate, whose sentence is the first thing that is wrong; all of them are in its facts.
    """
    with RenderingWorker() as worker:
        found = worker.lint(data, sample=SAMPLE)
    wrong = [f"{where}: {message}" for _, where, message, is_wrong in found if is_wrong]
    if wrong:
        first = f"{wrong[0][:1].upper()}{wrong[0][1:]}"
        raise InvalidTemplate(f"Letters cannot be written from “{stem}” yet. {first}", wrong="\n".join(wrong))
    return own_template(data, stem=stem)
