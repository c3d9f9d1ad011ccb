"""What the window of versions says in words: which version, what differs, and all of it as plain text to copy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from corresp_tracker.ui.in_words import counted, moment

if TYPE_CHECKING:
    from corresp_tracker.casework.versions import LetterVersions, VersionRow
    from corresp_tracker.drafting.redline import RedlinePiece
    from corresp_tracker.drafting.versions import ComparedCitation, ComparedParagraph, ComparedVersions

NOT_KEPT = (
    "No version of this letter is kept yet. One is kept, for good, each time the draft is written to Word, taken back, "
    "sent to be cleared, made ready or recorded as sent."
)
SAME = "Nothing differs: words, citations and heading are the same."
_MARKS = {"struck": "[out: {}]", "added": "[in: {}]", "kept": "{}"}
_GROUP = 8  # digits
_KINDS = ("edited", "moved", "new", "taken out")


def now_in_words(letter: LetterVersions) -> str:
    """Name the letter as it is now."""
    return "The draft as it is now" if letter.is_draft else "The letter as it is now"


def named(version: VersionRow) -> str:
    """Name a version in one line: "Version 3: written to Word, 4 Mar 2026, 10:32"."""
    return f"Version {version.number}: {version.source.value}, {moment(version.at)}"


def about_version(version: VersionRow) -> str:
    """Say who froze a version, and what clearers said of it."""
    return "; ".join((f"by {version.by}" if version.by else "by nobody named", *version.answers))


def about_file(version: VersionRow) -> str:
    """Name the file of a version with its hash."""
    if version.file is None:
        return "No file is kept with this version."
    return f"{version.file.name}, SHA-256 {version.file.sha256}"


def file_to_read(version: VersionRow) -> str:
    """The same for the eye: the hash in groups, which can be held against another and break over lines."""
    if version.file is None:
        return about_file(version)
    digest = version.file.sha256
    groups = (digest[at : at + _GROUP] for at in range(0, len(digest), _GROUP))
    return f"{version.file.name}, SHA-256 {' '.join(groups)}"


def summary(compared: ComparedVersions) -> str:
    """Say in one sentence what differs: "2 paragraphs edited, 1 new; 1 citation lost; the subject changed."."""
    if compared.is_same:
        return SAME
    counts = {change.value: number for change, number in compared.counts().items()}
    told = [(counts[kind], kind) for kind in _KINDS if counts[kind]]
    paragraphs = ", ".join(
        f"{counted(number, 'paragraph') if not at else number} {kind}"
        for at, (number, kind) in enumerate(told)
    )
    parts = [paragraphs] if paragraphs else []
    for citations, verb in ((compared.gained, "gained"), (compared.lost, "lost")):
        parts += [f"{counted(len(citations), 'citation')} {verb}"] if citations else []
    heads = [head.name if not at else head.name.lower() for at, head in enumerate(compared.heads)]
    parts += [f"changed in the heading: {', '.join(heads).lower()}"] if heads else []
    words = "; ".join(parts)
    return f"{words[:1].upper()}{words[1:]}."


def head_of(paragraph: ComparedParagraph) -> str:
    """Say what became of a paragraph: "Paragraph 3: edited, moved (it was 5)"."""
    kinds = [kind for kind in _KINDS if any(change.value == kind for change in paragraph.changes)]
    before, after = paragraph.before, paragraph.after
    other = before is not None and after is not None and before.label != after.label
    was = f" (it was {before.label})" if other and before else ""
    level = ""
    if before is not None and after is not None and before.level != after.level:
        level = ", one level lower" if after.level > before.level else ", one level higher"
    which = _numbered(paragraph.label) if after else f"Former {_numbered(paragraph.label).lower()}"
    return f"{which}: {', '.join(kinds) or 'unchanged'}{level}{was}"


def folded_away(paragraphs: Sequence[ComparedParagraph]) -> str:
    """Say how many paragraphs are not shown, because nothing became of them."""
    first, last = paragraphs[0].label, paragraphs[-1].label
    if len(paragraphs) == 1:
        return f"{_numbered(first)} is unchanged"
    return f"{len(paragraphs):,} paragraphs are unchanged ({first} to {last})"


def citation_in_words(citation: ComparedCitation) -> str:
    """Say what was cited, and where: "“our report” in paragraph 3: Missing children"."""
    names = f": {citation.names}" if citation.names else ": nothing held here"
    return f"“{' '.join(citation.words.split())}” in {_numbered(citation.label).lower()}{names}"


def as_text(compared: ComparedVersions, older: str, newer: str) -> str:
    """Write all that differs as plain text, what went and what came in brackets."""
    return "\n".join((f"From: {older}", f"To: {newer}", "", summary(compared), *_blocks(compared)))


def _blocks(compared: ComparedVersions) -> Iterator[str]:
    for head in compared.heads:
        yield f"\n{head.name}: {marked(head.strokes)}"
    for paragraph in compared.paragraphs:
        if paragraph.is_changed:
            yield f"\n{head_of(paragraph)}\n{marked(paragraph.strokes)}"
    for citations, words in ((compared.gained, "Citations gained"), (compared.lost, "Citations lost")):
        if citations:
            yield f"\n{words}"
            yield from (citation_in_words(citation) for citation in citations)


def marked(strokes: Sequence[RedlinePiece]) -> str:
    """Write a redline as plain text; the blanks around what went or came stay outside the brackets."""
    written: list[str] = []
    for piece in strokes:
        bare = piece.words.strip()
        if not bare:
            written.append(piece.words if piece.stroke.value != "struck" else "")
            continue
        before, _, after = piece.words.partition(bare)
        written.append(before + _MARKS[piece.stroke.value].format(bare) + after)
    return "".join(written)


def _numbered(label: str) -> str:
    return f"Paragraph {label}" if label else "Paragraph without a number"
