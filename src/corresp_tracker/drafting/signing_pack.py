"""A signing pack: all that a signatory needs before putting a name to a letter, as one page to read on a tablet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from corresp_tracker.values.draft import DraftLetter
from corresp_tracker.values.fact_pack import CitedStatement, FactPack
from corresp_tracker.values.letter_text import LetterParagraph
from corresp_tracker.values.numbering import first_number, printed_numbers

_TABLE = "<table border='1' cellspacing='0' cellpadding='5' width='100%' style='border-collapse:collapse'>"
_BREAK = "style='page-break-before:always'"


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningPack:
    """What goes into the pack. `due` is words, `to` names all readers; `clearances` are (who, where they stand).

    `open_points` are the points of the letter that nothing in the draft answers; `incoming` are the paragraphs of the
    letter that is answered, `incoming_head` says whose it is and of when.
    """

    reference: str
    revision: int
    due: str
    to: str
    draft: DraftLetter
    clearances: tuple[tuple[str, str], ...]
    open_points: tuple[str, ...]
    incoming_head: str
    incoming: tuple[LetterParagraph, ...]
    facts: FactPack


def signing_pack_html(pack: SigningPack) -> str:
    """Give the pack as HTML of the kind that Qt prints: cover note, draft, the letter answered, clearances, facts."""
    parts = [*_cover(pack), *_draft(pack.draft)]
    if pack.incoming:
        parts += [
            f"<h2 {_BREAK}>The letter that is answered</h2>",
            f"<p><i>{escape(pack.incoming_head)}</i></p>",
        ]
        parts += [f"<p>{escape(each.label)}&nbsp;&nbsp;{escape(each.text)}</p>" for each in pack.incoming]
    parts += [f"<h2 {_BREAK}>What the draft states, and its sources</h2>", *_facts(pack.facts.statements)]
    return "".join(parts)


def _cover(pack: SigningPack) -> Iterable[str]:
    draft = pack.draft
    yield f"<h1>For signature: {escape(draft.subject)}</h1>"
    rows = (
        ("Reference", pack.reference),
        ("To", pack.to),
        ("Due", pack.due),
        ("Marking", " ".join(each for each in (draft.marking, draft.handling) if each)),
        ("Copies", "; ".join(draft.copy_to)),
        ("Enclosures", "; ".join(draft.enclosures)),
        ("Signatory", ", ".join(draft.signature)),
    )
    yield "<table cellpadding='3'>"
    for name, words in rows:
        if words:
            yield f"<tr><td><b>{name}</b></td><td>{escape(words)}</td></tr>"
    yield "</table>"
    yield "<h2>Cleared by</h2>"
    if pack.clearances:
        yield _TABLE
        for who, stands in pack.clearances:
            yield f"<tr><td width='28%'>{escape(who)}</td><td>{escape(stands)}</td></tr>"
        yield "</table>"
    else:
        yield "<p>Nobody was asked to clear this draft.</p>"
    if pack.open_points:
        yield "<h2>Points of the letter that the draft does not answer</h2><ul>"
        yield from (f"<li>{escape(words)}</li>" for words in pack.open_points)
        yield "</ul>"


def _draft(draft: DraftLetter) -> Iterable[str]:
    yield f"<h2 {_BREAK}>The draft</h2>"
    yield "<br>".join(escape(line) for line in draft.addressee)
    dated = draft.dated.in_words() if draft.dated else "[date of signing]"
    yield f"<p>{dated}</p><p>{escape(draft.salutation)}</p><p><b>{escape(draft.subject.upper())}</b></p>"
    shape = [(each.level, each.numbered) for each in draft.paragraphs]
    for each, number in zip(draft.paragraphs, printed_numbers(shape, first=first_number(shape)), strict=True):
        inset = each.level * 30
        label = f"{escape(number)}&nbsp;&nbsp;" if number else ""
        yield f"<p style='margin-left:{inset}px'>{label}{escape(each.text)}</p>"
    yield f"<p>{escape(draft.sign_off)}</p><p>&nbsp;</p>"
    yield "<br>".join(escape(line) for line in draft.signature)


def _facts(statements: Sequence[CitedStatement]) -> Iterable[str]:
    if not statements:
        yield "<p>The draft cites nothing.</p>"
        return
    yield _TABLE
    yield "<tr><th align='left'>Para</th><th align='left'>Statement</th><th align='left'>Source</th></tr>"
    for each in statements:
        yield (
            f"<tr><td width='10%'>{escape(each.label)}</td><td width='46%'>{escape(each.statement)}</td>"
            f"<td>{_source(each)}</td></tr>"
        )
    yield "</table>"


def _source(each: CitedStatement) -> str:
    published = f"published {each.published_on.in_words()}" if each.published_on else ""
    source = each.source or " or ".join(f"{title}?" for title in each.may_mean) or "not held"
    lines = [escape(source), escape(" · ".join(part for part in (published, each.locator) if part))]
    lines += [escape(each.standing), *(f"<b>Check: {escape(warning)}</b>" for warning in each.warnings)]
    return "<br>".join(line for line in lines if line)
