"""Another signatory, a joint letter and a reader who has left, each dealt with on the keyboard."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QPushButton

from casework.letters import letter, log
from casework.test_joint_letters import JONES, SMITH, joint
from casework.test_replies import save, start, typed
from casework.test_signatories import READER, inspector
from corresp_tracker.casework.addressing import greetings_of
from corresp_tracker.casework.letters import parties_of
from corresp_tracker.casework.people_posts import ChangeOfHands, posts_now, reshuffle
from corresp_tracker.casework.signatories import signatories
from corresp_tracker.model.people import PartyRole
from corresp_tracker.store.lists import LetterPage, letter_page
from corresp_tracker.ui.case_view import CaseView
from corresp_tracker.ui.edit_person_dialog import EditPersonDialog
from corresp_tracker.ui.jobs import Jobs
from corresp_tracker.ui.main_window import MainWindow
from corresp_tracker.ui.new_holders_dialog import NewHoldersDialog
from corresp_tracker.ui.places import Page, Place
from corresp_tracker.ui.readers_choice import ReadersChoice, ReplyTo
from corresp_tracker.ui.reshuffle_dialog import ReshuffleDialog
from corresp_tracker.ui.signatory_dialog import SignatoryDialog
from corresp_tracker.ui.template_dialog import TemplateDialog
from corresp_tracker.ui.usual_signatories_dialog import UsualSignatoriesDialog
from flows.conftest import dialog_on_show, press

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Settled = Callable[[], None]


def page_of(jobs: Jobs, letter_id: int) -> LetterPage:
    assert jobs.office
    with jobs.office.reading() as session:
        return letter_page(session, letter_id)


def drafted(window: MainWindow, jobs: Jobs, settled: Settled) -> LetterPage:
    """A draft on the reply page, begun while another inspector may sign too."""
    assert jobs.office
    inspector(jobs.office)
    draft = start(jobs.office, log(jobs.office, letter("Please answer.", sender=READER)).letter_id)
    draft = save(jobs.office, draft, typed("Thank you for your letter.", numbered=False), typed("I am sure."))
    window.open_draft(draft.id)
    settled()
    return draft


def signatory_dialog(window: MainWindow, settled: Settled) -> SignatoryDialog:
    press(window.pages.reply.editor, Qt.Key.Key_Y, CTRL, SHIFT)
    settled()
    dialog = dialog_on_show(SignatoryDialog)
    assert isinstance(dialog, SignatoryDialog)
    return dialog


def test_another_signatory_is_seen_before_and_after_and_taken_back_with_one_undo(
    window: MainWindow, jobs: Jobs, settled: Settled
) -> None:
    draft = drafted(window, jobs, settled)
    dialog = signatory_dialog(window, settled)
    assert not dialog.keep.isEnabled()
    dialog.who.setCurrentIndex(dialog.who.findText("Jo Example", Qt.MatchFlag.MatchStartsWith))
    settled()
    assert "HM Inspector" in dialog.cards.words
    assert "Paragraph 2 says “I” or “my”" in dialog.cards.words
    press(dialog.who, Qt.Key.Key_Return)
    settled()
    assert page_of(jobs, draft.id).senders[0].name == "Jo Example"
    assert "Jo Example" in window.pages.reply.sheet.signed_by
    assert "Jo Example signs in" in window.steps.undo.text()
    window.steps.undo.trigger()
    settled()
    assert page_of(jobs, draft.id).senders[0].name != "Jo Example"
    assert "Jo Example" not in window.pages.reply.sheet.signed_by


def test_a_colleague_who_types_meanwhile_is_named_and_the_drafts_are_shown_again(
    window: MainWindow, jobs: Jobs, settled: Settled
) -> None:
    assert jobs.office
    draft = drafted(window, jobs, settled)
    dialog = signatory_dialog(window, settled)
    dialog.who.setCurrentIndex(dialog.who.findText("Jo Example", Qt.MatchFlag.MatchStartsWith))
    settled()
    save(jobs.office, page_of(jobs, draft.id), typed("Otherwise, said I."))
    press(dialog.who, Qt.Key.Key_Return)
    settled()
    assert dialog.isVisible()
    assert "changed the draft in" in dialog.bar.sentence
    assert "Paragraph 1 says “I” or “my”" in dialog.cards.words
    assert page_of(jobs, draft.id).senders[0].name != "Jo Example"
    dialog.keep.click()
    settled()
    assert page_of(jobs, draft.id).senders[0].name == "Jo Example"


def test_the_case_says_who_signs(window: MainWindow, jobs: Jobs, settled: Settled) -> None:
    draft = drafted(window, jobs, settled)
    window.pages.open_case(draft.case_id)
    settled()
    press(window.pages.alone, Qt.Key.Key_Y, CTRL, SHIFT)
    settled()
    dialog = dialog_on_show(SignatoryDialog)
    assert isinstance(dialog, SignatoryDialog)
    dialog.who.setCurrentIndex(dialog.who.findText("Jo Example", Qt.MatchFlag.MatchStartsWith))
    settled()
    dialog.keep.click()
    settled()
    [shown] = [view for view in window.findChildren(CaseView) if view.isVisible()]
    assert shown.fact("Signatory") == "Jo Example, HM Inspector"


def reply_to_joint(window: MainWindow, jobs: Jobs, settled: Settled, way: ReplyTo) -> LetterPage:
    assert jobs.office
    came = log(jobs.office, joint(SMITH, JONES))
    window.open_letter(came.letter_id)
    settled()
    press(window.pages.alone, Qt.Key.Key_R, CTRL)
    settled()
    dialog = dialog_on_show(TemplateDialog)
    [choice] = dialog.findChildren(ReadersChoice)
    assert choice.way is ReplyTo.ALL
    choice.ways[way].click()
    press(dialog.findChildren(QListWidget)[0], Qt.Key.Key_Return)
    settled()
    page = window.pages.reply.page
    assert page is not None
    return page_of(jobs, page.id)


def test_the_reply_to_a_joint_letter_goes_to_all(window: MainWindow, jobs: Jobs, settled: Settled) -> None:
    page = reply_to_joint(window, jobs, settled, ReplyTo.ALL)
    assert page.addressees == (SMITH, JONES)
    assert page.salutation == "Dear Ms Smith and Mr Jones"


def test_or_to_all_as_colleagues(window: MainWindow, jobs: Jobs, settled: Settled) -> None:
    assert reply_to_joint(window, jobs, settled, ReplyTo.COLLEAGUES).salutation == "Dear colleagues"


def test_or_to_each_and_what_is_written_for_one_is_given_to_the_other(
    window: MainWindow, jobs: Jobs, settled: Settled
) -> None:
    page = reply_to_joint(window, jobs, settled, ReplyTo.EACH)
    assert (page.addressees, page.salutation) == ((SMITH,), "Dear Ms Smith")
    window.pages.reply.editor.go_to(page.paragraphs[0].uid, 0, 0)
    window.pages.reply.editor.insert_words("Lanterns. ")
    press(window.pages.reply.editor, Qt.Key.Key_U, CTRL, SHIFT)
    settled()
    assert window.pages.reply.bar.sentence == "The letter to Mr John Jones says the same now."
    other = page_of(jobs, page.id + 1)
    assert (other.addressees, other.salutation) == ((JONES,), "Dear Mr Jones")
    assert other.paragraphs[0].text.startswith("Lanterns. ")


def test_a_draft_to_both_becomes_one_to_each_with_a_key(
    window: MainWindow, jobs: Jobs, settled: Settled
) -> None:
    page = reply_to_joint(window, jobs, settled, ReplyTo.ALL)
    press(window.pages.reply.editor, Qt.Key.Key_A, CTRL, SHIFT)
    settled()
    assert page_of(jobs, page.id).addressees == (SMITH,)
    assert window.pages.reply.sheet.heading().salutation == "Dear Ms Smith"
    assert page_of(jobs, page.id + 1).addressees == (JONES,)


def test_copies_are_typed_below_the_letter_and_kept(window: MainWindow, jobs: Jobs, settled: Settled) -> None:
    draft = drafted(window, jobs, settled)
    assert window.pages.reply.sheet.go_to("copy_to")
    [line] = [
        each for each in window.pages.reply.findChildren(QLineEdit) if each.accessibleName() == "Copy to"
    ]
    line.setText("Example Registry;  Jo Reader, Clerk,")
    line.textEdited.emit(line.text())
    press(window.pages.reply.editor, Qt.Key.Key_S, CTRL)
    settled()
    assert [(each.name, each.post) for each in page_of(jobs, draft.id).copy_to] == [
        ("Example Registry", ""),
        ("Jo Reader", "Clerk"),
    ]


def left(jobs: Jobs) -> None:
    assert jobs.office
    with jobs.office.writing("A reshuffle") as session:
        [chair] = [
            post for post in posts_now(session, words="Chair") if post.organisation == "Example Committee"
        ]
        reshuffle(session, date(2026, 9, 1), [ChangeOfHands(post_id=chair.post_id, name="Dame Ann Sample")])


def test_a_draft_to_somebody_who_has_left_says_so_and_offers_the_new_holder(
    window: MainWindow, jobs: Jobs, settled: Settled
) -> None:
    draft = drafted(window, jobs, settled)
    left(jobs)
    window.open_draft(draft.id)
    settled()
    bar = window.pages.reply.bar
    assert "Dame Ann Sample is now" in bar.sentence
    [offer] = [button for button in bar.findChildren(QPushButton) if button.text() == "Address anew …"]
    offer.click()
    settled()
    dialog = dialog_on_show(NewHoldersDialog)
    assert isinstance(dialog, NewHoldersDialog)
    assert "Dear Dame Ann" in dialog.cards.words
    press(dialog.keep, Qt.Key.Key_Return)
    settled()
    assert window.pages.reply.sheet.heading().salutation == "Dear Dame Ann"
    assert page_of(jobs, draft.id).addressees[0].name == "Dame Ann Sample"


def test_drafts_that_changed_meanwhile_are_shown_again_before_they_are_addressed(
    window: MainWindow, jobs: Jobs, settled: Settled
) -> None:
    assert jobs.office
    draft = drafted(window, jobs, settled)
    left(jobs)
    window.pages.reply.heads.address_new_holders()
    settled()
    dialog = dialog_on_show(NewHoldersDialog)
    assert isinstance(dialog, NewHoldersDialog)
    save(jobs.office, page_of(jobs, draft.id), typed("Sir Michael Example was right."))
    dialog.keep.click()
    settled()
    assert "changed the draft in" in dialog.bar.sentence
    assert "Paragraph 1 names Sir Michael Example" in dialog.cards.words
    assert page_of(jobs, draft.id).addressees[0].name == READER.name
    dialog.keep.click()
    settled()
    assert page_of(jobs, draft.id).addressees[0].name == "Dame Ann Sample"


def test_after_a_reshuffle_the_drafts_to_former_holders_are_offered(
    window: MainWindow, jobs: Jobs, settled: Settled
) -> None:
    draft = drafted(window, jobs, settled)
    window.pages.go(Place(Page.PEOPLE))
    settled()
    press(window.pages.people, Qt.Key.Key_H, CTRL, SHIFT)
    settled()
    dialog = dialog_on_show(ReshuffleDialog)
    assert isinstance(dialog, ReshuffleDialog)
    model = dialog.model
    [row] = [
        number
        for number in range(model.rowCount())
        if (post := model.post(number)) and (post.title, post.organisation) == ("Chair", "Example Committee")
    ]
    dialog.table.selectRow(row)
    dialog.comes.setText("Dame Ann Sample")
    dialog.keep.click()
    settled()
    offered = dialog_on_show(NewHoldersDialog)
    assert isinstance(offered, NewHoldersDialog)
    assert "Dame Ann Sample" in offered.cards.words
    offered.keep.click()
    settled()
    assert page_of(jobs, draft.id).addressees[0].name == "Dame Ann Sample"


def test_three_signatories_are_settled_and_each_may_greet_a_person_in_their_own_way(
    window: MainWindow, jobs: Jobs, settled: Settled
) -> None:
    assert jobs.office
    inspector(jobs.office)
    inspector(jobs.office, "Kim Sample")
    logged = log(jobs.office, letter("Please answer.", sender=READER))
    window.offices.change_signatories()
    settled()
    dialog = dialog_on_show(UsualSignatoriesDialog)
    assert isinstance(dialog, UsualSignatoriesDialog)
    for name in ("Jo Example", "Kim Sample"):
        [item] = dialog.list.findItems(name, Qt.MatchFlag.MatchStartsWith)
        item.setCheckState(Qt.CheckState.Checked)
    press(dialog, Qt.Key.Key_Return)
    settled()
    with jobs.office.reading() as session:
        assert {each.name for each in signatories(session) if each.is_usual} == {"Jo Example", "Kim Sample"}
        [reader] = parties_of(session, logged.letter_id, PartyRole.SENDER)
        person = reader.person_id
    assert person
    window.pages.go(Place(Page.PEOPLE))
    settled()
    window.pages.people.show_person(person)
    settled()
    window.pages.people.card.edit.click()
    settled()
    edit = dialog_on_show(EditPersonDialog)
    assert isinstance(edit, EditPersonDialog)
    edit.greetings["Kim Sample"].setText("Dear Mike")
    press(edit.name, Qt.Key.Key_Return)
    settled()
    with jobs.office.reading() as session:
        assert greetings_of(session, person) == {"Kim Sample": "Dear Mike"}
