"""The anatomy of a letter: its lines become head, salutation, subject, paragraphs, sign-off and signature."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corresp_tracker.intake.answers import find_answered, find_copied, find_whom_for
from corresp_tracker.intake.blocks import join_blocks
from corresp_tracker.intake.correspondents import LineKind, kind_of, read_correspondents
from corresp_tracker.intake.furniture import without_furniture
from corresp_tracker.intake.head import Group, Head, choose_addressees, read_addressees, read_head
from corresp_tracker.intake.lines import FileText, Line, Zone
from corresp_tracker.intake.opening import (
    find_salutation,
    find_sign_off,
    guess_closing,
    guess_opening,
    is_capitals,
    is_heading,
    salutation_end,
    sign_off_end,
    take_subject,
)
from corresp_tracker.intake.paragraphs import Labelled, label_paragraphs
from corresp_tracker.intake.references import highest_marking, read_marking
from corresp_tracker.intake.signature import Signature, read_signature
from corresp_tracker.values.letter_text import LetterText, Marking, PrintedCorrespondent, ReadingWarning
from corresp_tracker.values.partial_date import PartialDate

_PLACES = frozenset({LineKind.ADDRESS, LineKind.OTHER})


@dataclass(frozen=True, slots=True)
class _Regions:
    """A letter's lines cut in three, with the lines of salutation and sign-off as printed."""

    head: tuple[Line, ...]
    body: tuple[Line, ...]
    tail: tuple[Line, ...]
    salutation: str
    sign_off: str


def read_letter(text: FileText, *, format: str) -> LetterText:
    """Say what a letter says, from its lines; what could not be told is empty, and what is unsure is doubtful."""
    regions = _cut(without_furniture(text.lines))
    head, signature = read_head(regions.head), read_signature(regions.tail)
    body = [line for line in regions.body if not read_marking(line.words) or line.label]
    blocks = join_blocks(body)
    subject, taken, sure = take_subject(blocks)
    labelled = label_paragraphs([block for block in blocks[taken:] if not is_heading(block)])
    markings = [*head.markings, *signature.markings, *_markings(regions.body)]
    if not subject:
        subject, sure = _subject_above(head)
    letter = LetterText(
        format=format,
        subject=subject,
        dated=next(iter([*head.dates, *signature.dates]), None),
        our_reference=head.our_reference,
        their_reference=head.their_reference,
        marking=highest_marking(markings)[0],
        handling=highest_marking(markings)[1],
        salutation=regions.salutation,
        sign_off=regions.sign_off,
        enclosures=tuple([*signature.enclosures, *head.enclosures]),
        paragraphs=labelled.paragraphs,
        word=text.word,
    )
    letter = _with_people(letter, head, signature)
    return _with_doubts(letter, head, text, labelled=labelled, signature=signature, subject_is_sure=sure)


def complete_answers(letter: LetterText) -> LetterText:
    """Find the letters that a letter answers, once its own date is known."""
    texts = [paragraph.text for paragraph in letter.paragraphs]
    return replace(letter, answers=find_answered(texts, dated=letter.dated))


def _cut(lines: Sequence[Line]) -> _Regions:
    """Cut a letter at its salutation and its sign-off, or else at its first and last sentence."""
    opening = find_salutation(lines)
    start = guess_opening(lines) if opening is None else salutation_end(lines, opening)
    closing = find_sign_off(lines, start=start)
    end = guess_closing(lines, start=start) if closing is None else closing
    after = end if closing is None else sign_off_end(lines, closing)
    said = lines[opening:start] if opening is not None else ()
    body = [line for line in lines[start:end] if line.zone is Zone.BODY]
    aside = [line for line in lines[start:] if line.zone is not Zone.BODY]
    return _Regions(
        head=(*lines[: start if opening is None else opening], *aside),
        body=tuple(body),
        tail=tuple(line for line in lines[after:] if line.zone is Zone.BODY),
        salutation=" ".join(line.words for line in said),
        sign_off=" ".join(line.words for line in lines[end:after]),
    )


def _subject_above(head: Head) -> tuple[str, bool]:
    """Give the subject that stands above the salutation: named as such, or last of all and in bold or capitals."""
    if head.subject:
        return head.subject, True
    for group in reversed(head.groups[-2:]):
        words = " ".join(group.lines)
        if group.zone is Zone.BODY and not group.role and len(words.split()) > 2 and not group.is_right:
            if group.bold or is_capitals(words):
                head.groups.remove(group)
                return words, False
            break
    return "", True


def _with_people(letter: LetterText, head: Head, signature: Signature) -> LetterText:
    signer = signature.senders[0] if signature.senders else None
    chosen, others = choose_addressees(head, salutation=letter.salutation, sender=signer)
    texts = [paragraph.text for paragraph in letter.paragraphs]
    copies = tuple(name for name in (*signature.copies, *head.copies) if name)
    return replace(
        letter,
        addressees=read_addressees(head, chosen, salutation=letter.salutation),
        senders=_senders(signature.senders, others),
        on_behalf_of=find_whom_for(texts) or signature.on_behalf_of,
        copy_to=copies or find_copied(texts),
        answers=find_answered(texts, dated=letter.dated),
    )


def _senders(
    signed: tuple[PrintedCorrespondent, ...], groups: Sequence[Group]
) -> tuple[PrintedCorrespondent, ...]:
    """Fill what the signature leaves out from the letterhead: the body and its address."""
    lines = [line for group in groups if group.role != "cc" for line in group.lines]
    named = next((read_correspondents(group.lines) for group in groups if group.role == "from"), ())
    signed = signed or named
    printed = read_correspondents(lines)
    address = _letterhead_address(groups)
    organisation = next((who.organisation for who in printed if who.organisation), "")
    if not signed:
        return (PrintedCorrespondent(organisation=organisation, address=address),) if organisation else ()
    first = signed[0]
    honours = first.honours or next((who.honours for who in printed if who.name == first.name), "")
    filled = replace(
        first,
        honours=honours,
        post=first.post or next((who.post for who in printed if who.name == first.name), ""),
        organisation=first.organisation or organisation,
        address=first.address or address,
    )
    return (filled, *signed[1:])


def _letterhead_address(groups: Sequence[Group]) -> tuple[str, ...]:
    """Give the lines of an address in the first group that is one."""
    for group in groups:
        kinds = [kind_of(line) for line in group.lines]
        if LineKind.ADDRESS in kinds:
            first = kinds.index(LineKind.ADDRESS)
            return tuple(
                line for line, kind in zip(group.lines[first:], kinds[first:], strict=True) if kind in _PLACES
            )
    return ()


def _markings(lines: Sequence[Line]) -> list[tuple[Marking, str]]:
    return [marking for line in lines if not line.label and (marking := read_marking(line.words))]


def _with_doubts(
    letter: LetterText,
    head: Head,
    text: FileText,
    *,
    labelled: Labelled,
    signature: Signature,
    subject_is_sure: bool,
) -> LetterText:
    warnings = [*_file_warnings(text), *_date_warnings(head.dates or signature.dates)]
    doubtful: set[str] = {"dated"} if warnings and warnings[-1].code in {"no-date", "two-dates"} else set()
    if not letter.salutation:
        warnings.append(
            ReadingWarning("no-salutation", "There is no salutation: check where the letter begins.")
        )
        doubtful.add("salutation")
    if labelled.repeats:
        warnings.append(
            ReadingWarning(
                "labels-repeat", "Some paragraph numbers are printed twice: the later ones have +1."
            )
        )
        doubtful.add("paragraphs")
    if signature.extra:
        warnings.append(
            ReadingWarning(
                "words-after", "There are words after the signature that are not among the paragraphs."
            )
        )
    return replace(
        letter, warnings=tuple(warnings), doubtful=frozenset(doubtful | _unsure(letter, subject_is_sure))
    )


def _unsure(letter: LetterText, subject_is_sure: bool) -> set[str]:
    doubts = {
        "subject": not letter.subject or not subject_is_sure,
        "senders": not any(who.name for who in letter.senders),
        "addressees": not any(who.name or who.post for who in letter.addressees),
        "sign_off": not letter.sign_off,
        "paragraphs": not letter.paragraphs,
    }
    return {name for name, is_unsure in doubts.items() if is_unsure}


def _file_warnings(text: FileText) -> list[ReadingWarning]:
    warnings: list[ReadingWarning] = []
    if text.hidden:
        warnings.append(
            ReadingWarning("hidden-text", "The file has hidden text, which does not print and was left out.")
        )
    if text.tracked:
        warnings.append(
            ReadingWarning(
                "tracked-changes", "The file has tracked changes; it was read as if all were accepted."
            )
        )
    if text.footnotes:
        warnings.append(
            ReadingWarning(
                "footnotes", "The letter has footnotes, which are not among its paragraphs: look at them too."
            )
        )
    return warnings


def _date_warnings(dates: Sequence[PartialDate]) -> list[ReadingWarning]:
    if not dates:
        return [ReadingWarning("no-date", "The letter has no date that could be read: type it in.")]
    if len(set(dates)) > 1:
        words = " and ".join(dict.fromkeys(dated.in_words() for dated in dates))
        return [
            ReadingWarning(
                "two-dates", f"The letter has more than one date ({words}): check which is its own."
            )
        ]
    return []
