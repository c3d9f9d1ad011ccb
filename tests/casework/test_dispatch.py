"""A reply goes to Word and out: what is missing is named, the file's words win, and no link is lost in silence."""

import io
from dataclasses import replace
from datetime import date, timedelta

import docx
import pytest

from casework.letters import letter, log
from casework.test_replies import CITES, REPLY, page_of, save, start, typed
from corresp_tracker.casework.deadlines import office_today
from corresp_tracker.casework.dispatch import SentReport, preview_sent, record_sent
from corresp_tracker.casework.links import confirm_all
from corresp_tracker.casework.replies import save_paragraphs
from corresp_tracker.casework.word_replies import draft_letter, missing, write_word
from corresp_tracker.errors import InvalidLetter
from corresp_tracker.intake.reading import read_arrival
from corresp_tracker.model.cases import Case, OfficeProfile
from corresp_tracker.model.letters import DocumentPart, Revision, RevisionSource
from corresp_tracker.model.people import Person
from corresp_tracker.store.database import Office
from corresp_tracker.store.documents import content_of_letter
from corresp_tracker.store.lists import LetterPage
from corresp_tracker.store.search import search
from corresp_tracker.values.bookmarks import paragraph_bookmark
from corresp_tracker.values.draft import DraftHeading
from corresp_tracker.values.letter_text import Arrival, LetterParagraph, ReadPart

DAY = date(2016, 11, 1)
WE_WILL = "We will look again in the spring, at every force that we inspect, and publish what we find."


def draft(office: Office) -> LetterPage:
    page = start(office, log(office).letter_id, template=REPLY)
    opening = typed("Thank you for your letter of 17 October 2016.", numbered=False)
    return save(office, page, opening, typed(CITES), typed(WE_WILL))


def written(office: Office, page: LetterPage) -> bytes:
    with office.writing("Wrote the reply to Word") as session:
        return write_word(session, page.id, by="Clerk").data


def arrived(page: LetterPage, *texts: str, keep_bookmarks: bool = False) -> Arrival:
    """A file that came back, with these paragraphs."""
    marks = [(paragraph_bookmark(paragraph.uid),) for paragraph in page.paragraphs]
    paragraphs = tuple(
        LetterParagraph(str(number), 0, text, bookmarks=marks[number - 1] if keep_bookmarks else ())
        for number, text in enumerate(texts, start=1)
    )
    said = replace(letter(dated=DAY), salutation=page.salutation, paragraphs=paragraphs)
    return Arrival(
        parts=(ReadPart(name="reply.docx", format="docx", data=b"words", letter=said),), likeliest=0
    )


def send(
    office: Office, page: LetterPage, file: Arrival | None, *, data: bytes | None = b"words", on: date = DAY
) -> SentReport:
    with office.writing("Recorded as sent") as session:
        return record_sent(
            session, page.id, sent_on=on, means="post", file=file, data=data, name="reply.docx", by="Clerk"
        )


def texts_of(page: LetterPage) -> list[str]:
    return [paragraph.text for paragraph in page.paragraphs]


def test_what_is_missing_is_named_before_anything_is_written(office: Office) -> None:
    page = draft(office)
    with office.writing("Forgot who signs") as session:
        session.query(OfficeProfile).one().letterhead = ""
    with office.reading() as session:
        assert [field.name for field in missing(session, page.id)] == ["letterhead"]
    with pytest.raises(InvalidLetter, match="name and address"):
        written(office, page)
    with office.reading() as session:
        assert session.query(Revision).where(Revision.letter_id == page.id).count() == 0


def test_the_word_file_has_every_field_and_each_paragraphs_bookmark(office: Office) -> None:
    page = draft(office)
    data = written(office, page)
    words = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)
    for field in ("INS/2016/0001", "EIS/16/9", "Dear Chief Inspector", "CHILDREN WHO GO MISSING", WE_WILL):
        assert field in words
    assert "{" not in words
    read = read_arrival(data, name="reply.docx").letter
    assert read is not None
    assert [paragraph.label for paragraph in read.paragraphs] == ["1", "2", "3"]
    marked = [
        paragraph_bookmark(each.uid) in said.bookmarks
        for each, said in zip(page.paragraphs, read.paragraphs, strict=True)
    ]
    assert all(marked)
    with office.reading() as session:
        [frozen] = session.query(Revision).where(Revision.letter_id == page.id)
        assert (frozen.number, frozen.source) == (1, RevisionSource.WORD_OUT)
        assert draft_letter(session, page.id).first_number == 2


def test_the_file_that_went_comes_back_with_every_link_kept(office: Office) -> None:
    page = draft(office)
    data = written(office, page)
    report = send(office, page, read_arrival(data, name="reply.docx"), data=data)
    assert (len(report.kept), report.lost, report.new, report.warnings) == (3, (), (), ())
    sent = page_of(office, page.id)
    assert (sent.standing, sent.dispatched, sent.means) == ("sent", DAY, "post")
    assert texts_of(sent) == texts_of(page)
    assert {link.id for link in page.links} <= {link.id for link in sent.links}
    with office.reading() as session:
        assert content_of_letter(session, page.id, DocumentPart.SENT) == data
        case = session.get_one(Case, page.case_id)
        assert (case.stage, case.finished) == ("dispatched", True)
        assert search(session, "spring").total == 1


def test_words_that_were_changed_in_word_win_and_links_follow(office: Office) -> None:
    page = draft(office)
    with office.writing("Confirmed") as session:
        confirm_all(session, page.id, by="Clerk")
    changed = f"You asked what we have said. {CITES} That was in March."
    report = send(office, page, arrived(page, page.paragraphs[0].text, changed, WE_WILL))
    assert report.lost == ()
    assert "'Missing Children: Who Cares?' (March 2016)" in report.followed
    sent = page_of(office, page.id)
    assert sent.paragraphs[1].text == changed
    [link] = [each for each in sent.links if each.kind == "report"]
    assert (changed[link.start : link.end], link.judged_by) == (link.words, "Clerk")


def test_a_judged_link_whose_words_went_is_given_back(office: Office) -> None:
    page = draft(office)
    with office.writing("Confirmed") as session:
        confirm_all(session, page.id, by="Clerk")
    rewritten = "We have said a good deal about this, as you know from what we publish."
    report = send(
        office, page, arrived(page, page.paragraphs[0].text, rewritten, WE_WILL, keep_bookmarks=True)
    )
    assert report.lost == ("'Missing Children: Who Cares?' (March 2016)",)
    [link] = [each for each in page_of(office, page.id).links if each.kind == "report"]
    assert link.lost
    assert link.asks


def test_paragraphs_may_move_split_merge_come_and_go(office: Office) -> None:
    page = draft(office)
    first, rest = WE_WILL[:37], WE_WILL[38:]
    new = "This paragraph was written in Word, and nobody had drafted it."
    report = send(office, page, arrived(page, first, rest, CITES, new))
    sent = page_of(office, page.id)
    assert texts_of(sent) == [first, rest, CITES, new]
    assert report.new == ("4",)
    [link] = [each for each in sent.links if each.kind == "report"]
    assert link.paragraph_id == sent.paragraphs[2].id
    assert len({paragraph.uid for paragraph in sent.paragraphs}) == 4


def test_a_scan_is_kept_and_the_drafts_words_stand(office: Office) -> None:
    page = draft(office)
    scan = Arrival(
        parts=(ReadPart(name="scan.pdf", format="pdf", data=b"scan", problem="no text"),), likeliest=None
    )
    send(office, page, scan, data=b"scan")
    sent = page_of(office, page.id)
    assert (texts_of(sent), sent.dated) == (texts_of(page), page.dated or sent.dated)
    assert sent.dated is not None
    assert sent.dated.day == DAY
    with office.reading() as session:
        assert content_of_letter(session, page.id, DocumentPart.SENT) == b"scan"


def test_a_preview_changes_nothing_and_says_what_looks_wrong(office: Office) -> None:
    page = draft(office)
    wrong = arrived(page, "Nothing of this was ever drafted here.", "Nor was any of that.")
    with office.reading() as session:
        report = preview_sent(session, page.id, sent_on=DAY, file=wrong)
    assert any("right one" in warning for warning in report.warnings)
    assert len(report.new) == 2
    after = page_of(office, page.id)
    assert (after.standing, after.version, texts_of(after)) == ("draft", page.version, texts_of(page))


def test_a_letter_cannot_have_gone_tomorrow_nor_twice_nor_be_changed_after(office: Office) -> None:
    page = draft(office)
    with pytest.raises(InvalidLetter, match="still to come"):
        send(office, page, None, data=None, on=office_today() + timedelta(days=1))
    send(office, page, None, data=None)
    with pytest.raises(InvalidLetter, match="has gone"):
        send(office, page, None, data=None)
    with pytest.raises(InvalidLetter, match="has gone"), office.writing("x") as session:
        save_paragraphs(session, page.id, (), version=page_of(office, page.id).version)


def test_an_acknowledgement_does_not_finish_the_case(office: Office) -> None:
    page = start(office, log(office).letter_id, template="acknowledgement")
    send(office, page, None, data=None)
    with office.reading() as session:
        case = session.get_one(Case, page.case_id)
        assert (case.finished, case.stage) == (False, "drafting")


def test_a_new_addressee_is_known_once_the_letter_went(office: Office) -> None:
    page = draft(office)
    from casework.test_replies import save_heading
    from corresp_tracker.values.letter_text import PrintedCorrespondent

    new = PrintedCorrespondent(name="Dame Example Person", post="Chair", organisation="Example Committee")
    heading = DraftHeading(
        addressees=(new,),
        our_reference="",
        their_reference="",
        salutation="Dear Dame Example",
        subject="S",
        sign_off="Yours sincerely",
    )
    with office.writing("Edited the heading") as session:
        page = save_heading(session, page.id, heading, version=page.version)
    send(office, page, None, data=None)
    with office.reading() as session:
        assert session.query(Person).where(Person.name == "Dame Example Person").count() == 1


def test_each_step_is_frozen(office: Office) -> None:
    page = draft(office)
    data = written(office, page)
    send(office, page, read_arrival(data, name="reply.docx"), data=data)
    with office.reading() as session:
        frozen = session.query(Revision).where(Revision.letter_id == page.id).order_by(Revision.number).all()
    assert [(each.number, each.source.value) for each in frozen] == [(1, "written to Word"), (2, "sent")]
    assert [each["text"] for each in frozen[1].body["paragraphs"]] == texts_of(page)
