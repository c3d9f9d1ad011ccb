"""What can be wrong with a letter before it goes, each said in one sentence with where and with what puts it right."""

import re
from collections.abc import Iterator, Sequence

from corresp_tracker.address import FAITHFULLY, SINCERELY, sign_off_after
from corresp_tracker.drafting.letter_to_check import DraftCheck, LetterToCheck, in_paragraph
from corresp_tracker.drafting.template import PROMPT
from corresp_tracker.values.folding import folded_words
from corresp_tracker.values.letter_text import LetterText, Marking

_TIERS = [Marking.OFFICIAL, Marking.SECRET, Marking.TOP_SECRET]
_GREETING = frozenset(
    folded_words("dear the rt hon right honourable sir dame lord lady mr mrs ms miss dr prof professor my")
)
_TOGETHER = frozenset({"colleague", "all", "member", "friend"})
_ENCLOSED = re.compile(
    r"\b(?:I|we)\s+(?:also\s+)?(?:enclose|attach)\b|\b(?:is|are)\s+(?:enclosed|attached)\b|\benclosed\s+(?:with|is|are|copy|list)\b"
    r"|\bplease find (?:enclosed|attached)\b|\bthe (?:enclosed|attached)\b",
    re.IGNORECASE,
)
_COPYING = re.compile(
    r"\b(?:am|are) (?:also )?(?:copying|sending a copy of) this (?:letter|reply)?(?: also)? ?to (?P<whom>[^.;]+)",
    re.IGNORECASE,
)
_REFERRED = re.compile(
    r"\bparagraphs? (?P<first>\d+(?:\([a-z]+\))*)(?:(?:,| and| to|–|-) ?(?P<second>\d+(?:\([a-z]+\))*))?"
    r"(?P<after>[^.;]{0,40})",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\A\s*(?:\([^)]*\)\s*)?(?:of|in|to)\s+(?:your|his|her|their|its|the|that|our|my|an?|[A-Z‘'“\"])",
    re.IGNORECASE,
)
_HERE = re.compile(r"\A\s*(?:of|in) this letter|\A\s*(?:above|below)", re.IGNORECASE)
_BRACES = re.compile(r"\{\{|\}\}|\{%|%\}")
_GAPS = re.compile(r"\b(?:TBC|TBA|XX+|xxx+)\b|\?{3,}|_{4,}")
_REFERENCE = re.compile(r"\b[A-Z]{2,6}/\d{4}/\d{2,6}\b")


def checks_of_letter(letter: LetterToCheck) -> tuple[DraftCheck, ...]:
    """List all that looks wrong, in the order in which a reader meets it: heading, paragraphs, the whole."""
    return (
        *_template(letter),
        *_salutation(letter),
        *_names(letter),
        *_answers(letter),
        *_unfilled(letter),
        *_numbers(letter),
        *_cross_references(letter),
        *_marking(letter),
        *_enclosures(letter),
        *_copies(letter),
        *_points(letter),
        *_left_in_word(letter),
        *_spelling(letter),
    )


def _template(letter: LetterToCheck) -> Iterator[DraftCheck]:
    if letter.unapproved:
        yield DraftCheck(
            code="template-not-approved",
            where="template",
            message=f"It is written from a template that nobody approved: {letter.unapproved}.",
            fix="Have it approved (Templates of the office, in the File menu), or use an approved version.",
        )


def _salutation(letter: LetterToCheck) -> Iterator[DraftCheck]:
    said, fits = letter.text.salutation, letter.greetings
    if not said and letter.by_hand:
        return
    if not said:
        yield DraftCheck(
            code="no-salutation",
            where="salutation",
            message="The letter greets nobody.",
            fix=fits[0] if fits else "",
            field="salutation",
        )
    elif fits and not _greets(said, fits, letter.text):
        whom = _addressee(letter.text)
        yield DraftCheck(
            code="salutation",
            where="salutation",
            message=f"“{said}” does not fit the addressee{f', {whom}' if whom else ''}.",
            fix=fits[0],
            field="salutation",
        )
    else:
        yield from _greeted(letter)
    close = letter.text.sign_off
    wanted = sign_off_after(said)
    closes = [folded_words(each) for each in (SINCERELY, FAITHFULLY)]
    if said and folded_words(close) in closes and folded_words(close) != folded_words(wanted):
        yield DraftCheck(
            code="sign-off",
            where="sign-off",
            message=f"After “{said}” a letter closes “{wanted}”, not “{close}”.",
            fix=wanted,
            field="sign_off",
        )


def _greeted(letter: LetterToCheck) -> Iterator[DraftCheck]:
    """Find those of several readers whom the salutation leaves out."""
    said = {word.rstrip("s") for word in folded_words(letter.text.salutation)}
    names_nobody = sign_off_after(letter.text.salutation) == FAITHFULLY
    if len(letter.readers) < 2 or names_nobody or not said.isdisjoint(_TOGETHER):
        return
    for reader in letter.readers:
        names = folded_words(" ".join((reader.called, *reader.greetings)))
        if said.isdisjoint({word.rstrip("s") for word in names if word not in _GREETING and len(word) > 2}):
            yield DraftCheck(
                code="reader-not-greeted",
                where="salutation",
                message=f"“{letter.text.salutation}” does not greet {reader.called}, to whom the letter goes too.",
                fix=letter.greetings[0] if letter.greetings else "",
                field="salutation",
            )


def _greets(said: str, fits: Sequence[str], text: LetterText) -> bool:
    """Say whether a salutation is one that fits, or at least names the addressee or the office held."""
    words = folded_words(said)
    if any(words == folded_words(fit) for fit in fits):
        return True
    names = set(words) - _GREETING
    known = {
        word
        for who in text.addressees
        for word in folded_words(f"{who.name} {who.post}")
        if word not in _GREETING and len(word) > 2
    }
    return bool(names) and names <= known | set(folded_words(" ".join(fits)))


def _addressee(text: LetterText) -> str:
    who = text.addressees[0] if text.addressees else None
    return (who.name or who.post or who.organisation) if who else ""


def _names(letter: LetterToCheck) -> Iterator[DraftCheck]:
    """Find names of people of other letters, and other cases' references."""
    for at, paragraph in enumerate(letter.text.paragraphs):
        for name in letter.strangers:
            for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", paragraph.text):
                yield in_paragraph(
                    letter,
                    at,
                    match.span(),
                    code="name-left",
                    message=f"“{name}” is a reader of another letter, and not of this one: was it left from there?",
                )
    own = {
        letter.text.our_reference,
        letter.text.their_reference,
        letter.answered.reference if letter.answered else "",
    }
    for at, paragraph in enumerate(letter.text.paragraphs):
        for match in _REFERENCE.finditer(paragraph.text):
            if match.group() in letter.references and match.group() not in own:
                yield in_paragraph(
                    letter,
                    at,
                    match.span(),
                    code="reference-left",
                    message=f"{match.group()} is the reference of another case.",
                    fix=letter.text.our_reference,
                )


def _answers(letter: LetterToCheck) -> Iterator[DraftCheck]:
    answered = letter.answered
    if answered is None:
        return
    for named in letter.named:
        is_theirs = named.words.casefold().startswith("your ")
        if is_theirs and named.dated and answered.dated and not named.dated.overlaps(answered.dated):
            yield in_paragraph(
                letter,
                named.at,
                (named.start, named.end),
                code="answered-date",
                message=f"It thanks for “{named.words}”; the letter that is answered is of {answered.dated.in_words()}.",
                fix=answered.dated.in_words(),
            )
            break
    theirs = letter.text.their_reference
    if answered.reference and folded_words(theirs) != folded_words(answered.reference):
        message = (
            f"“Your ref” is {theirs}; their letter's own is {answered.reference}."
            if theirs
            else (f"Their letter has the reference {answered.reference}, which this one does not quote.")
        )
        yield DraftCheck(
            code="their-reference",
            where="their reference",
            message=message,
            fix=answered.reference,
            field="their_reference",
        )


def _unfilled(letter: LetterToCheck) -> Iterator[DraftCheck]:
    heads = (
        ("salutation", "salutation", letter.text.salutation),
        ("subject", "subject", letter.text.subject),
        ("sign-off", "sign_off", letter.text.sign_off),
        ("our reference", "our_reference", letter.text.our_reference),
        ("their reference", "their_reference", letter.text.their_reference),
    )
    for where, name, words in heads:
        if _BRACES.search(words) or PROMPT.search(words):
            yield DraftCheck(code="unfilled", where=where, message=f"“{words}” is not filled in.", field=name)
    for at, paragraph in enumerate(letter.text.paragraphs):
        spans = [match.span() for match in PROMPT.finditer(paragraph.text)]
        for match in (*_BRACES.finditer(paragraph.text), *_GAPS.finditer(paragraph.text)):
            if not any(start <= match.start() < end for start, end in spans):
                spans.append(match.span())
        for span in sorted(spans):
            words = paragraph.text[span[0] : span[1]]
            is_braces = bool(_BRACES.search(words))
            yield in_paragraph(
                letter,
                at,
                span,
                code="braces" if is_braces else "unfilled",
                message=f"“{words}” is not filled in: write what it asks for, or take it out.",
            )


def _numbers(letter: LetterToCheck) -> Iterator[DraftCheck]:
    """Find numbers that are left out or come twice, and levels that are left out."""
    last: int | None = None
    for at, paragraph in enumerate(letter.text.paragraphs):
        if "+" in paragraph.label and paragraph.level == 0 and _is_number_twice(letter.text, at):
            yield in_paragraph(
                letter, at, (0, 0), code="number-twice", message="A paragraph before it has the same number."
            )
        if "(0)" in paragraph.label:
            yield in_paragraph(
                letter,
                at,
                (0, 0),
                code="level-left-out",
                message="It stands two levels below the paragraph before it.",
            )
        if not paragraph.label.isdigit():
            continue
        number = int(paragraph.label)
        if last is not None and number > last + 1:
            missing = f"{last + 1}" if number == last + 2 else f"{last + 1} to {number - 1}"
            yield in_paragraph(
                letter,
                at,
                (0, 0),
                code="number-gap",
                message=f"The numbers go from {last} to {number}: {missing} is left out.",
            )
        last = number


def _is_number_twice(text: LetterText, at: int) -> bool:
    """Say whether a label with "+" comes from a number that was printed twice, as the reader warned."""
    return any(warning.code == "labels-repeat" for warning in text.warnings) and at > 0


def _cross_references(letter: LetterToCheck) -> Iterator[DraftCheck]:
    labels = {paragraph.label for paragraph in letter.text.paragraphs}
    for at, paragraph in enumerate(letter.text.paragraphs):
        for match in _REFERRED.finditer(paragraph.text):
            after = match["after"]
            if _ELSEWHERE.match(after) and not _HERE.match(after):
                continue
            for label in (match["first"], match["second"]):
                if label and label not in labels:
                    yield in_paragraph(
                        letter,
                        at,
                        match.span(),
                        code="cross-reference",
                        message=f"It refers to paragraph {label}, and this letter has none.",
                    )


def _marking(letter: LetterToCheck) -> Iterator[DraftCheck]:
    theirs = letter.answered.marking if letter.answered else None
    ours = letter.text.marking
    if theirs is None or (ours is not None and _TIERS.index(ours) >= _TIERS.index(theirs)):
        return
    is_lower = f"is {ours.value}" if ours else "bears no marking"
    yield DraftCheck(
        code="marking",
        where="marking",
        message=f"The letter {is_lower}; the one that it answers is {theirs.value}.",
        fix=theirs.value,
        field="marking",
    )


def _enclosures(letter: LetterToCheck) -> Iterator[DraftCheck]:
    places = [
        (at, match.span())
        for at, paragraph in enumerate(letter.text.paragraphs)
        for match in _ENCLOSED.finditer(paragraph.text)
    ]
    if places and not letter.text.enclosures:
        at, span = places[0]
        words = letter.text.paragraphs[at].text[span[0] : span[1]]
        yield in_paragraph(
            letter,
            at,
            span,
            code="missing-enclosure",
            message=f"It says “{words}”, and the letter lists no enclosure.",
        )
    if letter.text.enclosures and not places:
        yield DraftCheck(
            code="enclosure-not-named",
            where="enclosures",
            message=f"It lists “{letter.text.enclosures[0]}”, and no paragraph says that anything is enclosed.",
        )


def _copies(letter: LetterToCheck) -> Iterator[DraftCheck]:
    listed = set(folded_words(" ".join(letter.text.copy_to)))
    for at, paragraph in enumerate(letter.text.paragraphs):
        match = _COPYING.search(paragraph.text)
        if match is None:
            continue
        for whom in re.split(r",| and ", match["whom"]):
            names = {word for word in folded_words(whom) if len(word) > 3 and word not in _GREETING}
            if names and not names & listed:
                yield in_paragraph(
                    letter,
                    at,
                    match.span("whom"),
                    code="missing-copy",
                    message=f"It says that a copy goes to {whom.strip()}, who is not on the copy list.",
                )


def _points(letter: LetterToCheck) -> Iterator[DraftCheck]:
    for label, words, is_answered in letter.answered.points if letter.answered else ():
        if not is_answered:
            shown = words if len(words) <= 90 else f"{words[:89]}…"
            yield DraftCheck(
                code="unanswered",
                where=f"paragraph {label} of their letter",
                message=f"No paragraph takes up what they ask: “{shown}”",
            )


def _left_in_word(letter: LetterToCheck) -> Iterator[DraftCheck]:
    word = letter.text.word
    if word is None:
        return
    for comment in word.comments:
        yield DraftCheck(
            code="comment",
            where=f"the words “{comment.about}”" if comment.about else "the margin",
            message=f"A comment by {comment.author or 'somebody'} is left: “{comment.text}”",
            fix="Settle it and delete it in Word; the copy that is prepared to send never has it.",
        )
    for change in word.tracked:
        yield DraftCheck(
            code="tracked-change",
            where=f"“{change.words}”",
            message=f"It was {change.kind} by {change.author or 'somebody'}, and nobody has accepted or rejected that.",
            fix="Accept or reject it in Word.",
        )
    for words in word.hidden:
        yield DraftCheck(
            code="hidden-text",
            where=f"“{words}”",
            message="These words are hidden: they do not print, and whoever gets the file can read them.",
            fix="Delete them in Word.",
        )


def _spelling(letter: LetterToCheck) -> Iterator[DraftCheck]:
    for at, start, end, suggestion in letter.misspelt:
        words = letter.text.paragraphs[at].text[start:end]
        yield in_paragraph(
            letter,
            at,
            (start, end),
            code="spelling",
            message=f"“{words}” is not in the dictionary.",
            fix=suggestion,
        )
