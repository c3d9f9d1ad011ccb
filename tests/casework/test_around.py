"""What was changed in Word around a draft's paragraphs is said, and taken where the draft has a place for it."""

import io
from collections.abc import Callable, Sequence

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.text.paragraph import Paragraph as WordLine

from casework.test_dispatch import DAY, draft, texts_of, written
from casework.test_replies import page_of
from casework.test_takeback import OPENING, edit, set_words
from corresp_tracker.casework.around import TakenAround
from corresp_tracker.casework.dispatch import preview_sent, record_sent
from corresp_tracker.casework.letters import parties_of
from corresp_tracker.casework.replies import save_heading
from corresp_tracker.casework.takeback import Takeback, takeback
from corresp_tracker.casework.word_in import take_back
from corresp_tracker.drafting.around import Around
from corresp_tracker.errors import InvalidLetter
from corresp_tracker.intake.reading import read_arrival
from corresp_tracker.model.people import PartyRole
from corresp_tracker.store.database import Office
from corresp_tracker.store.lists import LetterPage
from corresp_tracker.store.search import search
from corresp_tracker.values.draft import DraftHeading

POSTSCRIPT = "P.S. My office will telephone yours about the date."


def changed(data: bytes, do: Callable[[WordDocument], None]) -> bytes:
    document = Document(io.BytesIO(data))
    do(document)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def line_of(document: WordDocument, words: str) -> WordLine:
    return next(each for each in document.paragraphs if words in each.text)


def put_after(document: WordDocument, words: str, *lines: str) -> None:
    at = line_of(document, words)
    for text in reversed(lines):
        fresh = Document().add_paragraph(text)
        at._p.addnext(fresh._p)


def told(office: Office, data: bytes) -> Takeback:
    with office.reading() as session:
        return takeback(session, read_arrival(data, name="draft.docx"))


def take(office: Office, data: bytes, around: Sequence[int]) -> None:
    arrival = read_arrival(data, name="draft.docx")
    with office.writing("Took the draft back") as session:
        take_back(session, arrival, data=data, name="draft.docx", by="Clerk", around=around)


def lines(report: Takeback) -> list[tuple[Around, str, str]]:
    return [(each.where, each.before, each.after) for each in report.around]


def with_lists(office: Office) -> LetterPage:
    """A draft with two copy recipients and an enclosure."""
    page = draft(office)
    heading = DraftHeading(
        addressees=page.addressees,
        our_reference=page.our_reference,
        their_reference=page.their_reference,
        salutation=page.salutation,
        subject=page.subject,
        sign_off=page.sign_off,
        copy_to=("First Office", "Second Office"),
    )
    with office.writing("Named copies") as session:
        save_heading(session, page.id, heading, version=page.version)
    return page_of(office, page.id)


def one(office: Office, data: bytes) -> TakenAround:
    [found] = told(office, data).around
    return found


def test_nothing_is_said_of_a_file_that_nobody_touched(office: Office) -> None:
    page = with_lists(office)
    assert told(office, written(office, page)).around == ()


def test_a_postscript_waits_for_a_person_and_becomes_the_last_paragraph_where_it_is_taken(
    office: Office,
) -> None:
    page = draft(office)
    data = changed(written(office, page), lambda document: document.add_paragraph(POSTSCRIPT) and None)
    found = one(office, data)
    assert (found.where, found.before, found.after) == (Around.BELOW, "", POSTSCRIPT)
    assert "below the sign-off" in found.why
    take(office, data, [])
    assert POSTSCRIPT not in texts_of(page_of(office, page.id))
    take(office, data, [found.key])
    after = page_of(office, page.id)
    assert texts_of(after)[-1] == POSTSCRIPT
    assert (after.paragraphs[-1].numbered, after.paragraphs[-1].label) == (False, "3+1")
    assert told(office, data).around == ()


def test_a_copy_recipient_who_was_added_is_named_by_the_draft_once_taken(office: Office) -> None:
    page = with_lists(office)
    data = changed(
        written(office, page), lambda document: put_after(document, "Second Office", "Third Office")
    )
    found = one(office, data)
    assert (found.where, found.before, found.after) == (Around.COPY, "", "Third Office")
    take(office, data, [found.key])
    assert [each.name for each in page_of(office, page.id).copy_to] == [
        "First Office",
        "Second Office",
        "Third Office",
    ]
    assert told(office, data).around == ()


def test_a_copy_recipient_who_was_taken_out_goes_only_where_that_is_taken(office: Office) -> None:
    page = with_lists(office)

    def strike(document: WordDocument) -> None:
        found = line_of(document, "Second Office")
        found._p.getparent().remove(found._p)

    data = changed(written(office, page), strike)
    found = one(office, data)
    assert (found.where, found.before, found.after) == (Around.COPY, "Second Office", "")
    take(office, data, [])
    assert len(page_of(office, page.id).copy_to) == 2
    take(office, data, [found.key])
    assert [each.name for each in page_of(office, page.id).copy_to] == ["First Office"]


def test_an_enclosure_that_was_added_is_the_drafts_once_taken(office: Office) -> None:
    page = draft(office)
    data = changed(
        written(office, page), lambda document: document.add_paragraph("Enc: List of reports") and None
    )
    found = one(office, data)
    assert (found.where, found.after) == (Around.ENCLOSURE, "List of reports")
    take(office, data, [found.key])
    assert page_of(office, page.id).enclosures == ("List of reports",)


def test_a_line_above_the_salutation_is_said_and_cannot_be_taken(office: Office) -> None:
    page = draft(office)
    data = changed(
        written(office, page),
        lambda document: line_of(document, page.salutation).insert_paragraph_before("By hand only") and None,
    )
    found = one(office, data)
    assert (found.where, found.after, found.can_be_taken) == (Around.ABOVE, "By hand only", False)
    with pytest.raises(InvalidLetter, match="take it back again"):
        take(office, data, [found.key])


def test_a_changed_line_under_the_signature_is_shown_with_both_its_words(office: Office) -> None:
    page = draft(office)
    signed = page.senders[0].post
    data = changed(
        written(office, page), lambda document: set_words(line_of(document, signed), f"Acting {signed}")
    )
    found = one(office, data)
    assert (found.before, found.after, found.can_be_taken) == (signed, f"Acting {signed}", False)


def test_words_in_the_header_are_said(office: Office) -> None:
    page = draft(office)

    def change(document: WordDocument) -> None:
        document.sections[0].first_page_header.add_paragraph("EMBARGOED")

    assert lines(told(office, changed(written(office, page), change))) == [(Around.MARGIN, "", "EMBARGOED")]


def test_a_reference_or_a_date_of_the_heading_is_asked_about_once(office: Office) -> None:
    page = draft(office)

    def change(document: WordDocument) -> None:
        line = line_of(document, page.our_reference)
        set_words(line, line.text.replace(page.our_reference, "INS/2016/0009"))

    report = told(office, changed(written(office, page), change))
    assert [head.field for head in report.heads] == ["our_reference"]
    assert report.around == ()


def test_a_reference_that_is_gone_is_said(office: Office) -> None:
    page = draft(office)

    def strike(document: WordDocument) -> None:
        line = line_of(document, page.our_reference)
        line._p.getparent().remove(line._p)

    report = told(office, changed(written(office, page), strike))
    assert any(page.our_reference in each.before and not each.after for each in report.around)


def test_an_edit_of_the_paragraphs_is_no_change_around_them(office: Office) -> None:
    page = draft(office)

    def shuffle(word_lines: list[WordLine]) -> None:
        set_words(
            word_lines[1], "Other words altogether stand in this paragraph now, and nothing of the old."
        )
        word_lines[2]._p.getparent().remove(word_lines[2]._p)

    report = told(office, edit(written(office, page), shuffle))
    assert report.around == ()
    assert texts_of(page)[0] == OPENING


def test_of_a_file_that_was_not_written_here_what_stands_below_the_sign_off_is_told(office: Office) -> None:
    page = draft(office)
    other = Document()
    for text in (
        "By hand",
        page.salutation,
        *texts_of(page),
        page.sign_off,
        page.senders[0].name,
        POSTSCRIPT,
    ):
        other.add_paragraph(text)
    kept = io.BytesIO()
    other.save(kept)
    with office.reading() as session:
        arrival = read_arrival(kept.getvalue(), name="draft.docx")
        report = takeback(session, arrival, letter_id=page.id)
    assert (Around.BELOW, "", POSTSCRIPT) in lines(report)
    assert all(where is not Around.ABOVE for where, _, _ in lines(report))


def test_words_under_the_signature_of_the_letter_that_went_are_kept_and_told(office: Office) -> None:
    page = draft(office)
    data = changed(written(office, page), lambda document: document.add_paragraph(POSTSCRIPT) and None)
    arrival = read_arrival(data, name="sent.docx")
    with office.reading() as session:
        before = preview_sent(session, page.id, sent_on=DAY, file=arrival)
    assert before.warnings == (
        f"“{POSTSCRIPT}” stands in the file below the sign-off: it is kept as the last paragraph.",
    )
    with office.writing("Sent it") as session:
        record_sent(session, page.id, sent_on=DAY, means="post", file=arrival, data=data, name="sent.docx")
    assert texts_of(page_of(office, page.id))[-1] == POSTSCRIPT
    with office.reading() as session:
        assert search(session, "telephone").total == 1


def test_a_copy_recipient_of_the_letter_that_went_is_kept_with_it(office: Office) -> None:
    page = draft(office)
    data = changed(
        written(office, page),
        lambda document: document.add_paragraph("cc: Jo Example, Example Council") and None,
    )
    arrival = read_arrival(data, name="sent.docx")
    with office.writing("Sent it") as session:
        report = record_sent(
            session, page.id, sent_on=DAY, means="post", file=arrival, data=data, name="sent.docx"
        )
    assert any("Jo Example" in sentence for sentence in report.warnings)
    with office.reading() as session:
        copies = parties_of(session, page.id, PartyRole.COPY_RECIPIENT)
    assert [each.name for each in copies] == ["Jo Example"]
