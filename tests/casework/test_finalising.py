"""A reply made ready to send: what was checked is what goes, kept by hash."""

from hashlib import sha256

import pytest

from casework.test_dispatch import draft
from casework.test_replies import CITES, page_of, save, typed
from corresp_tracker.casework import finalising
from corresp_tracker.casework.finalising import FinalLetter, keep_final, make_final, to_make_final
from corresp_tracker.casework.people import add_person
from corresp_tracker.drafting.final import left_behind
from corresp_tracker.errors import ChangedElsewhere, InvalidLetter
from corresp_tracker.intake.reading import read_arrival
from corresp_tracker.model.letters import DocumentPart, Revision, RevisionSource
from corresp_tracker.model.people import Party, PartyRole
from corresp_tracker.store.database import Office


@pytest.fixture(autouse=True)
def no_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """The PDF has a test of its own, and takes seconds."""
    monkeypatch.setattr(finalising, "as_pdf", lambda data, *, name: b"%PDF of " + name.encode())


def final(office: Office, letter_id: int) -> FinalLetter:
    with office.reading() as session:
        ready = to_make_final(session, letter_id)
    return make_final(ready)


def test_the_files_that_go_are_the_letter_and_are_kept_by_hash(office: Office) -> None:
    page = draft(office)
    made = final(office, page.id)
    assert sorted(name.rpartition(".")[2] for name in made.files) == ["docx", "eml", "pdf"]
    assert left_behind(made.docx) == ()
    said = read_arrival(made.docx, name="reply.docx").letter
    assert said is not None
    assert [each.text for each in said.paragraphs] == [each.text for each in page.paragraphs]
    with office.writing("Made ready to send") as session:
        assert keep_final(session, made, by="Clerk") == 1
    kept = {
        each.name: each.sha256
        for each in page_of(office, page.id).documents
        if each.part is DocumentPart.FINAL
    }
    assert kept == {name: sha256(data).hexdigest() for name, data in made.files.items()}
    with office.reading() as session:
        [frozen] = session.query(Revision).where(Revision.letter_id == page.id)
        assert frozen.source is RevisionSource.FINAL


def test_what_is_not_filled_in_does_not_go(office: Office) -> None:
    page = save(office, draft(office), typed("We will write again by [date]."))
    with office.reading() as session, pytest.raises(InvalidLetter, match="cannot go yet"):
        to_make_final(session, page.id)


def test_what_looks_wrong_is_told_with_it(office: Office) -> None:
    page = save(office, draft(office), typed(f"{CITES} I enclose a list."))
    assert any("lists no enclosure" in note for note in final(office, page.id).notes)


def test_a_colleagues_change_in_between_keeps_it_from_being_final(office: Office) -> None:
    page = draft(office)
    made = final(office, page.id)
    save(office, page_of(office, page.id), typed("Other words."))
    with pytest.raises(ChangedElsewhere), office.writing("Made ready") as session:
        keep_final(session, made, by="Clerk")


def test_the_e_mail_is_copied_to_this_letters_copy_list(office: Office) -> None:
    page = draft(office)
    with office.writing("Copied") as session:
        person = add_person(session, "Jo Bloggs", honours="", post="", organisation="", address="")
        person.email = "jo@example.org"
        session.flush()
        session.add(
            Party(letter_id=page.id, role=PartyRole.COPY_RECIPIENT, person_id=person.id, name="Jo Bloggs")
        )
    made = final(office, page.id)
    assert b"Cc: Jo Bloggs <jo@example.org>" in made.eml
    assert any("e-mail address of Chief Inspector" in note for note in made.notes)
