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
    shipped_templates,
    starting_from,
)
from corresp_tracker.drafting.rendering import RenderingWorker
from corresp_tracker.drafting.sample import SAMPLE
from corresp_tracker.drafting.template import MissingField, missing_in
from corresp_tracker.drafting.word import write_letter
from corresp_tracker.errors import InvalidTemplate, NotFound
from corresp_tracker.model.letters import Document, Letter
from corresp_tracker.store.documents import content, keep
from corresp_tracker.values.draft import DraftLetter

_OWN = re.compile(r"own:([0-9a-f]{64}):(.*)\Z", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeTemplate:
    """A template to write letters with. `name` is how a letter remembers it; `is_own` says that it came from outside.

    One from outside is opened and filled only in a process of its own, with limits (drafting/rendering).
    """

    name: str
    title: str
    kind: str
    fields: tuple[str, ...]
    data: bytes
    is_own: bool = False

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
    return own_template(content(session, document), stem=own[2])


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


def keep_template(session: Session, template: OfficeTemplate) -> None:
    """Keep a template of the office's own in the log, so that its letters can be written again."""
    if template.is_own:
        keep(session, template.data)


@dataclass(frozen=True, slots=True)
class TemplateChoice:
    """A template as it is offered: its name, what people call it, and what kind of letter it is for."""

    name: str
    title: str
    kind: str


def template_choices(session: Session) -> tuple[TemplateChoice, ...]:
    """Give the templates to choose from: those that ship, then the office's own that letters were written with."""
    shipped = [TemplateChoice(each.name, each.title, each.kind) for each in shipped_templates()]
    used = session.scalars(
        select(Letter.template).where(Letter.template.startswith("own:")).group_by(Letter.template)
    )
    own = [TemplateChoice(name, match[2], "own") for name in used if (match := _OWN.match(name))]
    return (*shipped, *sorted(own, key=lambda choice: choice.title.casefold()))


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
