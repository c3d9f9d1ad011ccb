"""Templates of the office's own: imported, given versions, approved, usual for some letters, left for the hand."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from casework.letters import log
from casework.test_replies import start
from corresp_tracker.casework.checking import check_draft
from corresp_tracker.casework.dispatch import record_sent
from corresp_tracker.casework.draft_template import change_over, draft_template, leave_to_hand
from corresp_tracker.casework.finalising import to_make_final
from corresp_tracker.casework.takeback import takeback
from corresp_tracker.casework.template_records import (
    ImportedTemplate,
    TemplateFacts,
    TemplateRow,
    approve_version,
    change_template,
    import_template,
    template_row,
    template_rows,
    version_file,
)
from corresp_tracker.casework.templates import look_at_template
from corresp_tracker.casework.undo import undo
from corresp_tracker.casework.usual_templates import (
    TemplateChoice,
    UsualFor,
    make_usual,
    template_choices,
    usual_for,
    usual_template,
)
from corresp_tracker.casework.word_replies import missing, send_to_word, write_word
from corresp_tracker.drafting.roundtrip import ParagraphChange
from corresp_tracker.errors import ChangedElsewhere, DraftInWord, InvalidLetter, InvalidTemplate
from corresp_tracker.intake.reading import read_arrival
from corresp_tracker.model.cases import Case, CaseKind
from corresp_tracker.model.letters import Letter
from corresp_tracker.store.database import Office
from drafting.letters import LOOP, parts_of, with_body

TODAY = date(2026, 11, 2)
SENT = date(2016, 11, 1)
FIRST = with_body("{{ salutation }}", *LOOP[:2], "{%p else %}", "Thank you.", LOOP[2], "{{ sign_off }}")
SECOND = with_body("Our new paper", "{{ salutation }}", *LOOP, "{{ sign_off }}")
ASKS_MORE = with_body("{{ subject }}", "{{ salutation }}", *LOOP, "{{ sign_off }}")


def bring(
    office: Office, data: bytes = FIRST, *, into: int | None = None, stem: str = "Our paper"
) -> ImportedTemplate:
    looked = look_at_template(data, stem=stem)
    with office.writing(f"Imported the template {stem}") as session:
        return import_template(session, looked, into=into, note="an example")


def row_of(office: Office, named: str = "Our paper") -> TemplateRow:
    with office.reading() as session:
        return template_row(session, named)


def approve(
    office: Office, row: TemplateRow, at: int = 0, *, by: str = "Sam Sample", on: date = TODAY
) -> None:
    with office.writing("Approved") as session:
        approve_version(session, row.versions[at].id, by=by, on=on, today=TODAY)


def change(office: Office, row: TemplateRow, **facts: object) -> None:
    assert row.id is not None
    settled = TemplateFacts(**{"title": row.facts.title, "kind": row.facts.kind, **facts})  # type: ignore[arg-type]
    with office.writing("Changed") as session:
        change_template(session, row.id, settled, version=row.version)


def choices(office: Office, case_id: int | None = None) -> list[TemplateChoice]:
    with office.reading() as session:
        return list(template_choices(session, case_id))


def make_minister(office: Office, case_id: int) -> None:
    with office.writing("Made it a minister's") as session:
        session.get_one(Case, case_id).kind_id = session.scalar(
            select(CaseKind.id).where(CaseKind.key == "minister")
        )


def codes(office: Office, letter_id: int) -> dict[str, str]:
    with office.reading() as session:
        return {check.code: check.message for check in check_draft(session, letter_id).checks}


def read_plain(data: bytes) -> bytes:
    return parts_of(data)["word/document.xml"]


def test_the_four_that_ship_are_listed_and_an_own_one_before_them(office: Office) -> None:
    bring(office)
    with office.reading() as session:
        rows = template_rows(session)
    assert [(row.facts.title, row.is_shipped) for row in rows] == [
        ("Our paper", False),
        ("Acknowledgement", True),
        ("Holding reply", True),
        ("Inter-inspectorate reply", True),
        ("Ministerial reply", True),
    ]
    [version] = rows[0].versions
    assert (version.number, version.imported_by, version.note) == (1, "Clerk", "an example")
    assert {"salutation", "paragraphs", "sign_off"} <= set(rows[0].fields)
    assert "subject" not in rows[0].fields


def test_the_same_file_again_is_no_new_version_and_a_changed_one_is(office: Office) -> None:
    first = bring(office)
    again = bring(office, stem="Another name")
    assert (again.template_id, again.number, again.is_new) == (first.template_id, 1, False)
    second = bring(office, SECOND, into=first.template_id)
    assert (second.template_id, second.number, second.is_new) == (first.template_id, 2, True)
    row = row_of(office)
    assert [each.number for each in row.versions] == [2, 1]
    with office.reading() as session:
        assert version_file(session, row.versions[1].id) == FIRST
    other = bring(office, ASKS_MORE, stem="Other paper")
    with pytest.raises(InvalidTemplate, match="version 2 of “Our paper” already"):
        bring(office, SECOND, into=other.template_id)


def test_a_file_with_faults_is_kept_out_with_all_of_them_listed(office: Office) -> None:
    with pytest.raises(InvalidTemplate) as refused:
        bring(office, with_body("{{ salutaton }}", "{{ singature }}", *LOOP))
    assert str(refused.value.facts["wrong"]).count("Do you mean") == 2
    with office.reading() as session:
        assert all(row.is_shipped for row in template_rows(session))


def test_who_approved_a_version_is_kept_and_undone_as_one_step(office: Office) -> None:
    bring(office)
    with pytest.raises(InvalidTemplate, match="Say who approved it"):
        approve(office, row_of(office), by=" ")
    with pytest.raises(InvalidTemplate, match="still to come"):
        approve(office, row_of(office), on=TODAY + timedelta(days=1))
    approve(office, row_of(office))
    [version] = row_of(office).versions
    assert (version.approved_by, version.approved_on) == ("Sam Sample", TODAY)
    with pytest.raises(InvalidTemplate, match="approved by Sam Sample already"):
        approve(office, row_of(office), by="Another")
    with office.writing("Undo") as session:
        assert undo(session, by="Clerk").words == "Approved"
    assert not row_of(office).versions[0].is_approved


def test_a_draft_from_a_version_that_nobody_approved_is_warned_of_until_it_is(office: Office) -> None:
    bring(office)
    draft = start(office, log(office).letter_id, template=row_of(office).versions[0].name)
    assert codes(office, draft.id)["template-not-approved"].endswith(
        "nobody approved: version 1 of “Our paper”."
    )
    approve(office, row_of(office))
    assert "template-not-approved" not in codes(office, draft.id)
    assert row_of(office).used == 1
    shipped = start(office, log(office).letter_id)
    assert "template-not-approved" not in codes(office, shipped.id)


def test_a_draft_changes_over_to_a_newer_version_once_that_is_approved(office: Office) -> None:
    first = bring(office)
    approve(office, row_of(office))
    draft = start(office, log(office).letter_id, template=row_of(office).versions[0].name)
    bring(office, SECOND, into=first.template_id)
    with office.reading() as session:
        assert draft_template(session, draft.id).newer is None
    approve(office, row_of(office))
    with office.reading() as session:
        told = draft_template(session, draft.id)
    assert (told.title, told.number, told.newer, told.unsafe) == ("Our paper", 1, 2, "")
    with office.writing("Changed over") as session:
        assert change_over(session, draft.id) == 2
    with office.writing("Wrote Word") as session:
        written = write_word(session, draft.id)
    assert b"Our new paper" in read_plain(written.data)
    with office.writing("Changed over") as session, pytest.raises(InvalidLetter, match="no newer version"):
        change_over(session, draft.id)


def test_it_does_not_while_the_draft_is_out_in_word_or_would_lack_something(
    office: Office, tmp_path: Path
) -> None:
    first = bring(office)
    approve(office, row_of(office))
    name = row_of(office).versions[0].name
    lacking, out = (start(office, log(office).letter_id, template=name) for _ in range(2))
    with office.writing("Took the subject away") as session:
        session.get_one(Letter, lacking.id).subject = ""
    with office.writing("Opened it in Word") as session:
        send_to_word(session, out.id, folder=tmp_path, computer="DESK", by="Clerk")
    bring(office, ASKS_MORE, into=first.template_id)
    approve(office, row_of(office))
    for letter_id, refused, why in (
        (lacking.id, InvalidLetter, "also prints subject"),
        (out.id, DraftInWord, "take it back first"),
    ):
        with office.writing("Changed over") as session, pytest.raises(refused, match=why):
            change_over(session, letter_id)


def test_what_is_left_for_the_hand_is_neither_printed_nor_missed(office: Office) -> None:
    bring(office)
    change(office, row_of(office), by_hand=True)
    draft = start(office, log(office).letter_id, template=row_of(office).versions[0].name)
    with office.writing("Took both away") as session:
        letter = session.get_one(Letter, draft.id)
        letter.salutation = letter.sign_off = ""
    assert "no-salutation" not in codes(office, draft.id)
    with office.reading() as session:
        assert missing(session, draft.id) == ()
        to_make_final(session, draft.id)
    with office.writing("Had them printed") as session:
        leave_to_hand(session, draft.id, by_hand=False)
    assert codes(office, draft.id)["no-salutation"] == "The letter greets nobody."
    with office.reading() as session:
        assert [each.name for each in missing(session, draft.id)] == ["salutation", "sign_off"]


def test_the_word_file_keeps_room_for_the_hand_and_no_words(office: Office) -> None:
    draft = start(office, log(office).letter_id)
    greeting = draft.salutation
    assert greeting.startswith("Dear")
    with office.writing("Left it") as session:
        leave_to_hand(session, draft.id, by_hand=True)
    with office.writing("Wrote Word") as session:
        data = write_word(session, draft.id).data
    xml = read_plain(data).decode()
    assert greeting not in xml
    assert "Yours" not in xml
    for style in ("LetterSalutation", "LetterSignOff"):
        [line] = [each for each in xml.split("</w:p>") if f'"{style}"' in each]
        assert "\N{NO-BREAK SPACE}" in line
    read = read_arrival(data, name="reply.docx").letter
    assert read is not None
    assert (read.salutation, read.sign_off) == ("", "")
    assert read.paragraphs[0].text.startswith("Thank you for your letter")


def test_the_most_specific_template_is_the_usual_one_and_says_why(office: Office) -> None:
    case_id = log(office).case_id
    make_minister(office, case_id)
    assert next((each.title, each.why) for each in choices(office, case_id)) == (
        "Ministerial reply",
        "usual for Minister cases",
    )
    bring(office)
    signatory = "Sir Andy Cooke"
    expected = {
        (): "Ministerial reply",
        (UsualFor(),): "Our paper",
        (UsualFor("minister"),): "Our paper",
        (UsualFor("minister", signatory),): "Our paper",
        (UsualFor("public"),): "Ministerial reply",
    }
    for wanted, title in expected.items():
        with office.writing("Made it usual") as session:
            make_usual(session, template_row(session, "Our paper"), wanted)
        assert choices(office, case_id)[0].title == title
    with office.writing("Made two usual") as session:
        make_usual(session, template_row(session, "Our paper"), [UsualFor("minister", signatory)])
        make_usual(
            session, template_row(session, "Inter-inspectorate reply"), [UsualFor("minister"), UsualFor()]
        )
    with office.reading() as session:
        found = usual_template(session, case_id, role="reply")
        assert found.title == "Our paper"
        assert found.why == (
            "usual for Minister cases, signed by Sir Andy Cooke; version 1, which nobody approved"
        )
        assert usual_template(session, case_id, role="holding reply").title == "Holding reply"


def test_what_becomes_usual_for_a_letter_takes_that_over_from_another(office: Office) -> None:
    bring(office)
    with office.writing("Made it usual") as session:
        make_usual(
            session, template_row(session, "Ministerial reply"), [UsualFor("minister"), UsualFor("public")]
        )
        make_usual(session, template_row(session, "Our paper"), [UsualFor("minister")])
    own = row_of(office).key
    with office.reading() as session:
        assert usual_for(session) == {
            "ministerial-reply": (UsualFor("public"),),
            own: (UsualFor("minister"),),
        }


def test_an_own_template_stands_in_the_place_of_a_shipped_one_until_it_is_retired(office: Office) -> None:
    bring(office)
    change(office, row_of(office), replaces="ministerial-reply")
    assert "Ministerial reply" not in [each.title for each in choices(office)]
    case_id = log(office).case_id
    make_minister(office, case_id)
    assert choices(office, case_id)[0].title == "Our paper"
    bring(office, SECOND, stem="Second paper")
    with pytest.raises(InvalidTemplate, match="“Our paper” stands in the place"):
        change(office, row_of(office, "Second paper"), replaces="ministerial-reply")
    stale = row_of(office)
    change(office, stale, retired=True)
    titles = [each.title for each in choices(office)]
    assert "Our paper" not in titles
    assert "Ministerial reply" in titles
    with pytest.raises(ChangedElsewhere):
        change(office, stale, title="Too late")


def test_an_approved_version_is_offered_before_a_newer_one_that_is_not(office: Office) -> None:
    first = bring(office)
    approve(office, row_of(office))
    bring(office, SECOND, into=first.template_id)
    row = row_of(office)
    own = [each for each in choices(office) if each.is_own]
    assert [(each.name, each.why) for each in own] == [
        (row.versions[1].name, ""),
        (row.versions[0].name, "version 2, which nobody approved"),
    ]


def test_a_draft_left_for_the_hand_comes_back_from_word_with_every_paragraph(office: Office) -> None:
    draft = start(office, log(office).letter_id)
    with office.writing("Left it") as session:
        leave_to_hand(session, draft.id, by_hand=True)
    with office.writing("Wrote Word") as session:
        data = write_word(session, draft.id).data
    with office.reading() as session:
        report = takeback(session, read_arrival(data, name="reply.docx"))
    assert [each.kinds for each in report.changes] == [(ParagraphChange.UNCHANGED,)] * len(draft.paragraphs)
    assert report.heads == ()


def test_a_letter_signed_by_hand_is_kept_with_no_greeting_that_it_may_not_have(office: Office) -> None:
    kept = []
    for by_hand in (True, False):
        draft = start(office, log(office).letter_id)
        with office.writing("Left it") as session:
            leave_to_hand(session, draft.id, by_hand=by_hand)
        with office.writing("Recorded as sent") as session:
            record_sent(session, draft.id, sent_on=SENT, means="post", file=None, data=None, name="")
            kept.append(session.get_one(Letter, draft.id).salutation)
    assert kept == ["", "Dear Chief Inspector"]


def test_each_step_is_undone_as_one_and_the_file_can_be_imported_again(office: Office) -> None:
    draft = start(office, log(office).letter_id)
    bring(office)
    change(office, row_of(office), by_hand=True, replaces="holding-reply")
    with office.writing("Made it usual") as session:
        make_usual(session, template_row(session, "Our paper"), [UsualFor("minister")])
    with office.writing("Left it to the hand") as session:
        leave_to_hand(session, draft.id, by_hand=True)
    undone = []
    for _ in range(4):
        with office.writing("Undo") as session:
            undone.append(undo(session, by="Clerk").words)
    assert undone == ["Left it to the hand", "Made it usual", "Changed", "Imported the template Our paper"]
    with office.reading() as session:
        assert all(row.is_shipped for row in template_rows(session))
        assert usual_for(session) == {}
        assert not draft_template(session, draft.id).by_hand
    assert bring(office).is_new
