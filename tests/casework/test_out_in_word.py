"""A draft that is open in Word: its file is master, and nothing changes its words here until it is back."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from casework.letters import letter, log
from casework.test_replies import save, start, typed
from casework.test_undo import state, undo_step
from corresp_tracker.casework.dispatch import record_sent
from corresp_tracker.casework.finalising import to_make_final
from corresp_tracker.casework.links import correct
from corresp_tracker.casework.out_in_word import give_up_word_copy
from corresp_tracker.casework.replies import save_heading, save_paragraphs
from corresp_tracker.casework.separate_replies import write_to_each
from corresp_tracker.casework.signatories import Signatory
from corresp_tracker.casework.signatory_change import change_signatory, plan_signatory
from corresp_tracker.casework.signing_packs import signing_pack
from corresp_tracker.casework.word_in import take_back
from corresp_tracker.casework.word_replies import send_to_word, write_word
from corresp_tracker.errors import DraftInWord, NotFound, OutputError
from corresp_tracker.intake.reading import read_arrival
from corresp_tracker.model.letters import Letter, WordCopy
from corresp_tracker.store.database import Office
from corresp_tracker.store.lists import InWord, LetterPage, all_in_word, letter_page
from corresp_tracker.ui.reply_tasks import heading_of

WRONG = "As 'Missing Children: Who Cares?' (May 2016) shows, children wait too long."


def draft(office: Office) -> LetterPage:
    page = start(office, log(office, letter("What have you said of missing children?")).letter_id)
    return save(office, page, typed(WRONG))


def send(office: Office, page: LetterPage, folder: Path, *, by: str = "Clerk") -> InWord:
    with office.writing("Opened it in Word") as session:
        return send_to_word(session, page.id, folder=folder, computer="DESK", by=by)


def now(office: Office, page: LetterPage) -> LetterPage:
    with office.reading() as session:
        return letter_page(session, page.id)


def test_a_draft_that_goes_to_word_says_who_has_it_and_where(office: Office, tmp_path: Path) -> None:
    page = draft(office)
    out = send(office, page, tmp_path)
    assert Path(out.path).read_bytes().startswith(b"PK")
    assert (out.by, out.computer, out.name) == ("Clerk", "DESK", Path(out.path).name)
    assert now(office, page).in_word == out
    with office.reading() as session:
        assert all_in_word(session) == (out,)


def change_text(session: Session, page: LetterPage) -> None:
    save_paragraphs(session, page.id, [typed("Other words.")], version=page.version)


def change_heading(session: Session, page: LetterPage) -> None:
    save_heading(session, page.id, heading_of(page), version=page.version)


def correct_citation(session: Session, page: LetterPage) -> None:
    link = next(each for each in page.links if any(check.correction for check in each.checks))
    correct(session, link.id, version=link.version)


def write_it_again(session: Session, page: LetterPage) -> None:
    write_word(session, page.id)


def make_it_final(session: Session, page: LetterPage) -> None:
    to_make_final(session, page.id)


def pack_it(session: Session, page: LetterPage) -> None:
    signing_pack(session, page.id)


def record_it_without_a_file(session: Session, page: LetterPage) -> None:
    record_sent(
        session, page.id, sent_on=date(2016, 11, 1), means="post", file=None, data=None, name="", by="Clerk"
    )


def write_another_head(session: Session, page: LetterPage) -> None:
    case = session.get_one(Letter, page.id).case_id
    signatory = Signatory(name="Sam Sample", post="HM Inspector")
    change_signatory(session, plan_signatory(session, case, signatory))


def write_to_each_reader(session: Session, page: LetterPage) -> None:
    write_to_each(session, page.id)


@pytest.mark.parametrize(
    "task",
    [
        record_it_without_a_file,
        write_another_head,
        write_to_each_reader,
        change_text,
        change_heading,
        correct_citation,
        write_it_again,
        make_it_final,
        pack_it,
    ],
    ids=lambda task: task.__name__.replace("_", " "),
)
def test_nothing_else_is_made_of_a_draft_that_is_in_word(
    office: Office, tmp_path: Path, task: Callable[[Session, LetterPage], None]
) -> None:
    page = draft(office)
    send(office, page, tmp_path)
    page, before = now(office, page), state(office)
    with pytest.raises(DraftInWord, match="with Clerk since"), office.writing("Tried it") as session:
        task(session, page)
    assert state(office) == before


def test_a_draft_that_is_given_up_is_changed_here_again_and_the_step_is_undone(
    office: Office, tmp_path: Path
) -> None:
    page = draft(office)
    out = send(office, page, tmp_path)
    with office.writing("Gave the Word copy up") as session:
        give_up_word_copy(session, page.id)
    assert now(office, page).in_word is None
    with pytest.raises(NotFound, match="no longer in Word"), office.writing("Again") as session:
        give_up_word_copy(session, page.id)
    assert undo_step(office) == "Gave the Word copy up"
    assert now(office, page).in_word == out


def test_its_own_file_ends_it_and_a_copy_of_another_name_does_not(office: Office, tmp_path: Path) -> None:
    page = draft(office)
    out = send(office, page, tmp_path)
    data = Path(out.path).read_bytes()
    arrival = read_arrival(data, name=out.name)
    for name, still in (("mine.docx", out), (out.name.upper(), None)):
        with office.writing("Took it back") as session:
            take_back(session, arrival, data=data, name=name, by="Clerk", letter_id=page.id)
        assert now(office, page).in_word == still


def test_a_letter_that_went_is_no_longer_in_word(office: Office, tmp_path: Path) -> None:
    page = draft(office)
    out = send(office, page, tmp_path)
    arrival = read_arrival(Path(out.path).read_bytes(), name=out.name)
    with office.writing("It went") as session:
        record_sent(
            session,
            page.id,
            sent_on=date(2016, 11, 1),
            means="post",
            file=arrival,
            data=None,
            name="",
            by="Clerk",
        )
    assert now(office, page).in_word is None


def test_no_file_is_written_over(office: Office, tmp_path: Path) -> None:
    page = draft(office)
    first = send(office, page, tmp_path)
    there = tmp_path / first.name.replace(" 1.docx", " 2.docx")
    there.write_bytes(b"somebody's own")
    with office.writing("Gave it up") as session:
        give_up_word_copy(session, page.id)
    second = send(office, page, tmp_path)
    assert second.name == there.stem + " (2).docx"
    assert there.read_bytes() == b"somebody's own"


def test_a_folder_that_cannot_be_written_leaves_the_draft_as_it_was(office: Office, tmp_path: Path) -> None:
    page = draft(office)
    before = state(office)
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(OutputError, match="choose another"):
        send(office, page, tmp_path / "file")
    assert state(office) == before
    with office.reading() as session:
        assert session.get_one(Letter, page.id).head == 0
        assert session.query(WordCopy).count() == 0
