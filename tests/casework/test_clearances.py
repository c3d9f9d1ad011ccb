"""Clearance: asked in order, answered for one revision, and never taken to hold for words that changed since."""

from email import message_from_bytes, policy

import pytest
from sqlalchemy.exc import DatabaseError

from casework.letters import letter, log
from casework.test_replies import page_of, save, start, typed
from corresp_tracker.casework.clearance_asking import ask_for_clearance
from corresp_tracker.casework.clearances import (
    Answered,
    ClearanceRow,
    Outcome,
    add_clearer,
    begin_clearance,
    clearances_of,
    next_to_ask,
    record_clearance,
    remove_clearer,
    steps_of,
)
from corresp_tracker.errors import InvalidLetter
from corresp_tracker.model.cases import CaseKind
from corresp_tracker.model.letters import Clearance
from corresp_tracker.store.database import Office
from corresp_tracker.store.lists import LetterPage


def draft_of(office: Office) -> LetterPage:
    draft = start(office, log(office, letter()).letter_id)
    return save(office, draft, typed("We said so.", numbered=False), typed("We shall say so again."))


def add(office: Office, draft: LetterPage, name: str, **fields: object) -> int:
    with office.writing("Added a clearer") as session:
        return add_clearer(session, draft.id, name, **fields)  # type: ignore[arg-type]


def ask(office: Office, draft: LetterPage, *requests: int) -> bytes:
    with office.writing("Asked for clearance") as session:
        return ask_for_clearance(session, draft.id, requests, by="Clerk").data


def answer(office: Office, request: int, outcome: Outcome, **fields: object) -> None:
    with office.writing("Recorded a clearance") as session:
        record_clearance(session, request, Answered(outcome=outcome, **fields), by="Clerk")  # type: ignore[arg-type]


def rows(office: Office, draft: LetterPage) -> tuple[ClearanceRow, ...]:
    with office.reading() as session:
        return clearances_of(session, draft.id)


@pytest.mark.parametrize(
    ("words", "steps"),
    [
        ("", ()),
        ("Policy", (("Policy",),)),
        ("Policy, Legal; then Communications", (("Policy", "Legal"), ("Communications",))),
        ("Policy and Legal then Private Office", (("Policy", "Legal"), ("Private Office",))),
        ("Policy; Legal; Policy, Policy", (("Policy",), ("Legal",), ("Policy",))),
        (" ; then , ", ()),
    ],
)
def test_who_must_clear_is_read_as_offices_write_it(words: str, steps: tuple[tuple[str, ...], ...]) -> None:
    assert steps_of(words) == steps


def test_the_clearers_of_the_kind_are_there_when_clearance_begins_and_only_once(office: Office) -> None:
    draft = draft_of(office)
    with office.writing("Settled the kinds") as session:
        for kind in session.query(CaseKind):
            kind.clearers = "Policy, Legal; then Communications"
    for expected in (3, 0):
        with office.writing("Began clearance") as session:
            assert begin_clearance(session, draft.id) == expected
    found = rows(office, draft)
    assert [(row.clearer, row.step) for row in found] == [("Policy", 1), ("Legal", 1), ("Communications", 2)]
    assert [row.clearer for row in next_to_ask(found)] == ["Policy", "Legal"]
    answer(office, found[0].request_id, Outcome.CLEARED, offline=True)
    answer(office, found[1].request_id, Outcome.CLEARED, offline=True)
    assert [row.clearer for row in next_to_ask(rows(office, draft))] == ["Communications"]


def test_a_clearance_holds_for_one_revision_and_says_what_changed_since(office: Office) -> None:
    draft = draft_of(office)
    policy_team = add(office, draft, "Policy", email="policy@example.gov.uk")
    ask(office, draft, policy_team)
    answer(office, policy_team, Outcome.CLEARED)
    [row] = rows(office, draft)
    assert (row.holds, row.revision) == (True, 1)
    draft = page_of(office, draft.id)
    first, second = draft.paragraphs
    save(office, draft, typed(first.text, uid=first.uid, numbered=False), typed("Changed.", uid=second.uid))
    [row] = rows(office, draft)
    assert not row.holds
    assert row.changed == (second.label,)
    assert row.in_words().startswith("Cleared: revision 1 on ")
    assert row.in_words().endswith(f"; paragraph {second.label} changed since")


def test_what_was_taken_out_or_put_in_since_counts_as_changed(office: Office) -> None:
    draft = draft_of(office)
    request = add(office, draft, "Policy")
    answer(office, request, Outcome.CLEARED, offline=True)
    draft = page_of(office, draft.id)
    first, second = draft.paragraphs
    save(office, draft, typed(first.text, uid=first.uid, numbered=False), typed("New."))
    assert rows(office, draft)[0].changed == ("2", f"{second.label} (taken out)")


def test_one_asks_again_or_says_why_it_still_stands(office: Office) -> None:
    draft = draft_of(office)
    request = add(office, draft, "Policy", email="policy@example.gov.uk")
    ask(office, draft, request)
    answer(office, request, Outcome.CLEARED)
    draft = page_of(office, draft.id)
    draft = save(office, draft, *[typed(f"{each.text} Indeed.", uid=each.uid) for each in draft.paragraphs])
    with pytest.raises(InvalidLetter, match="Say why"):
        answer(office, request, Outcome.STANDS)
    answer(office, request, Outcome.STANDS, note="Only words of courtesy were added.")
    assert rows(office, draft)[0].holds
    draft = page_of(office, draft.id)
    draft = save(office, draft, *[typed(f"{each.text} So.", uid=each.uid) for each in draft.paragraphs])
    mail = message_from_bytes(ask(office, draft, request), policy=policy.default)
    body = mail.get_body()
    assert body
    assert "have changed since revision 1, which you saw" in body.get_content()
    [row] = rows(office, draft)
    assert (row.outcome, row.asked_revision) == (None, 3)


def test_the_e_mail_is_ready_to_be_sent_with_the_draft_attached(office: Office) -> None:
    draft = draft_of(office)
    request = add(office, draft, "Policy", email="policy@example.gov.uk")
    mail = message_from_bytes(ask(office, draft, request), policy=policy.default)
    assert mail["To"] == "policy@example.gov.uk"
    assert mail["X-Unsent"] == "1"
    assert "For clearance: Children who go missing (INS/2016/0001)" in mail["Subject"]
    [attached] = list(mail.iter_attachments())
    assert attached.get_filename().endswith(".docx")
    assert attached.get_content().startswith(b"PK")


def test_the_answer_is_kept_as_evidence_and_the_clearance_for_good(office: Office) -> None:
    draft = draft_of(office)
    request = add(office, draft, "Policy")
    ask(office, draft, request)
    answer(
        office,
        request,
        Outcome.WITH_CHANGES,
        note="Paragraph 2 reworded.",
        evidence=("answer.eml", b"Cleared"),
    )
    [row] = rows(office, draft)
    assert (row.evidence, row.note) == ("answer.eml", "Paragraph 2 reworded.")
    with pytest.raises(InvalidLetter, match="has answered already"), office.writing("Out") as session:
        remove_clearer(session, request)
    with pytest.raises(DatabaseError), office.writing("Changed it") as session:
        session.query(Clearance).update({"outcome": "not cleared"})


def test_sign_off_says_who_authorised_it_and_how(office: Office) -> None:
    draft = draft_of(office)
    add(office, draft, "Policy")
    signatory = add(office, draft, "Chief Inspector", is_sign_off=True)
    answer(
        office,
        signatory,
        Outcome.SIGNED_OFF,
        offline=True,
        note="By telephone; signed p.p. by the private secretary.",
    )
    last = rows(office, draft)[-1]
    assert (last.is_sign_off, last.holds, last.offline) == (True, True, True)


def test_nobody_is_asked_twice_or_without_a_name(office: Office) -> None:
    draft = draft_of(office)
    policy_team = add(office, draft, "Policy")
    with pytest.raises(InvalidLetter, match="already"):
        add(office, draft, " Policy ")
    with pytest.raises(InvalidLetter, match="Type who"):
        add(office, draft, " ")
    with pytest.raises(InvalidLetter, match="Choose who"):
        ask(office, draft)
    signatory = add(office, draft, "Chief Inspector", is_sign_off=True)
    with pytest.raises(InvalidLetter, match="separately"):
        ask(office, draft, policy_team, signatory)
    with office.writing("Took one out") as session:
        remove_clearer(session, policy_team)
    assert [row.clearer for row in rows(office, draft)] == ["Chief Inspector"]


def test_a_deputy_answers_for_a_clearer_on_leave_and_is_named_for_good(office: Office) -> None:
    draft = draft_of(office)
    request = add(office, draft, "Head of Policy")
    ask(office, draft, request)
    answer(office, request, Outcome.CLEARED, deputy="Example Deputy", note="on leave until Monday")
    [row] = rows(office, draft)
    assert (row.clearer, row.deputy, row.holds) == ("Head of Policy", "Example Deputy", True)
    assert ", by Example Deputy for them" in row.in_words()
    with office.reading() as session:
        assert session.query(Clearance).one().clearer == "Example Deputy"
