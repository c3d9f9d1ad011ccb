"""A reply as it is written: the letter that it answers at the left, the draft as a page beside it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from corresp_tracker.ui.draft_citations import DraftCitations, doubtful
from corresp_tracker.ui.draft_editor import Underlined
from corresp_tracker.ui.gives_way import GivesWay
from corresp_tracker.ui.in_words import counted
from corresp_tracker.ui.keyed_action import add_action
from corresp_tracker.ui.letter_view import LetterView
from corresp_tracker.ui.link_judging import LinkJudging
from corresp_tracker.ui.link_panel import LinkPanel
from corresp_tracker.ui.message_bar import MessageBar
from corresp_tracker.ui.reply_answering import ReplyAnswering
from corresp_tracker.ui.reply_bars import ReplyFoot, ReplyTop
from corresp_tracker.ui.reply_citing import ReplyCiting
from corresp_tracker.ui.reply_heads import ReplyHeads
from corresp_tracker.ui.reply_out import IN_WORD, ReplyOut
from corresp_tracker.ui.reply_saving import ReplySaving
from corresp_tracker.ui.reply_sending import ReplySending
from corresp_tracker.ui.reply_sheet import ReplySheet
from corresp_tracker.ui.reply_takeback import ReplyTakeback
from corresp_tracker.ui.reply_tasks import (
    Pages,
    fetch_pages,
    heading_of,
    typed_paragraph,
)
from corresp_tracker.ui.reply_template import ReplyTemplate
from corresp_tracker.ui.reply_word import ReplyWord
from corresp_tracker.ui.sent_dialog import record_sent

if TYPE_CHECKING:
    from corresp_tracker.store.changes import Changes
    from corresp_tracker.store.lists import LetterPage, PageLink
    from corresp_tracker.ui.jobs import Jobs

_TABLES = frozenset({"letter", "paragraph", "link", "party", "word_copy"})


class ReplyPage(QWidget):
    """Writes one draft, which saves itself. `sent` tells the case that moved on."""

    closed = Signal()
    sent = Signal(int)
    loaded = Signal(object)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None, *, by: str) -> None:
        super().__init__(parent)
        self._jobs, self._by = jobs, by
        self.own_folder = ""
        self._letter_id: int | None = None
        self._underlined: tuple[Underlined, ...] = ()
        self.bar = MessageBar(self)
        self.incoming = LetterView(self)
        self.incoming.setAccessibleName("The letter that is answered")
        self.sheet = ReplySheet(self)
        self.editor = self.sheet.editor
        self.panel = LinkPanel(self)
        self.panel.hide()
        self.top, self.foot = ReplyTop(self), ReplyFoot(self)
        self.saving = ReplySaving(jobs, self.sheet, self.bar, self)
        self.word = ReplyWord(jobs, self.bar, self.sheet, self)
        self.takeback = ReplyTakeback(jobs, self.bar, self.saving, self, by=by, then=self._reload)
        self.sending = ReplySending(jobs, self.bar, self.sheet, self.saving, self, by=by, then=self._reload)
        self.out = ReplyOut(
            jobs,
            self.bar,
            self.takeback,
            self,
            by=by,
            own_folder=lambda: self.own_folder,
            then=self._reload,
        )
        self.citing = ReplyCiting(jobs, self.editor, self.saving, self.bar, self, by=by, then=self._linked)
        self.heads = ReplyHeads(jobs, self.bar, self.saving, self, then=self._reload)
        self._citations = DraftCitations(jobs, self.editor.paragraphs, self._show_citations, self)
        self._judging = LinkJudging(jobs, self.panel, self.bar, self._reload, by=by, parent=self)
        self.answering = ReplyAnswering(jobs, self.editor, self.incoming, self.saving, self.bar, self, by=by)
        self.template = ReplyTemplate(jobs, self.bar, self.sheet, self.saving, self, then=self._reload)
        self._actions = self._make_actions()
        self._lay_out()
        self._connect()

    @property
    def page(self) -> LetterPage | None:
        """The draft as it was last saved or fetched."""
        return self.saving.page

    def open(self, letter_id: int) -> None:
        """Show a draft, and save what was typed in the one before."""
        self.saving.save_now()
        self._letter_id = letter_id
        self.bar.hide()
        self._fetch(self._show)

    def close_page(self) -> None:
        """Save what was typed, and say that the page may go."""
        self.saving.save_now()
        self.out.leave()
        self.closed.emit()

    def actions_for_menu(self) -> list[QAction]:
        """Give what can be done with the draft, for the window's menu."""
        return list(self._actions)

    def next_doubtful(self) -> None:
        """Go to the next prompt or citation that wants a look, after the caret."""
        places = self._places_to_look_at()
        if not places:
            if not self.answering.points.go_to_open():
                self.bar.say(
                    "There is nothing to look at: no prompt or point is left, and every citation stands."
                )
            return
        order = {each.uid: at for at, each in enumerate(self.editor.paragraphs())}
        uid, offset = self.editor.place()
        caret = (order.get(uid, -1), offset)
        keyed = sorted(places, key=lambda place: (order.get(place[0], 0), place[1]))
        following = next((p for p in keyed if (order.get(p[0], 0), p[1]) > caret), keyed[0])
        self.editor.go_to(*following)
        self.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_citations(self) -> None:
        """Open the panel in which the draft's citations are judged, or close it."""
        if not self.panel.isHidden():
            self._leave_panel()
            return
        self.saving.save_now()
        self.answering.said.hide()
        self.panel.show()
        if not self.panel.next_doubtful():
            self.panel.step(1)
        self.panel.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_clearances(self) -> None:
        """Show who must clear the draft, and where they stand, once all that was typed is kept."""
        from corresp_tracker.ui.clearance_dialog import show_clearances

        self.saving.save_then(partial(show_clearances, self, self._jobs, by=self._by))

    def write_word(self) -> None:
        """Write the draft to a Word file, unless something is missing."""
        self._finish_then(self.word.write)

    def open_in_word(self) -> None:
        """Write the draft to a file that is master from then on, and open it in Word; or open it there again."""
        if self.out.is_out:
            self.out.open_again()
        else:
            self._finish_then(partial(self.word.unless_missing, self.out.open))

    def record_as_sent(self) -> None:
        """Record that the letter went, from the file that went."""
        self._finish_then(self._ask_how_it_went)

    def _finish_then(self, do: Callable[[LetterPage], None]) -> None:
        """Do something with the draft once all that was typed is kept, unless a prompt is left."""
        prompts = self.editor.prompts()
        if prompts:
            self.editor.go_to(*prompts[0])
            self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            left = counted(len(prompts), "prompt")
            self.bar.say(f"{left} of the template must be filled or taken out first: the words in brackets.")
            return
        self.saving.save_then(do)

    def _ask_how_it_went(self, page: LetterPage) -> None:
        record_sent(self, self._jobs, page, by=self._by, then=lambda: self.sent.emit(page.case_id))

    def _fetch(self, show: Callable[[Pages], None]) -> None:
        letter_id = self._letter_id
        if letter_id is None:
            return

        def then(pages: Pages) -> None:
            if letter_id == self._letter_id:
                show(pages)

        self._jobs.read(self, lambda session: fetch_pages(session, letter_id), then, self.bar.say_error)

    def _show(self, pages: Pages) -> None:
        self.incoming.setVisible(pages.incoming is not None)
        if pages.incoming:
            self.incoming.show_page(pages.incoming)
        self.sheet.show_heading(heading_of(pages.draft))
        self.editor.show_paragraphs([typed_paragraph(each) for each in pages.draft.paragraphs])
        self._take(pages.draft)
        self.saving.start(pages.draft)
        self.template.show(pages.draft)
        self.loaded.emit(pages.draft)
        if pages.warnings:
            self.heads.warn(pages.warnings)
        first = next(iter(self.editor.prompts()), None)
        if first:
            self.editor.go_to(*first)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self, page: LetterPage) -> None:
        """Show what the log holds of the draft, leaving what is typed alone."""
        self.top.show_page(page)
        self.sheet.show_senders(page.senders)
        self._judging.show(page)
        self.panel.show_links(page, can_correct=page.in_word is None)
        self.out.show(page)
        self.answering.show(page)
        self._citations.show_saved(page)
        self._count()

    def show_again(self, link_ids: Collection[int]) -> None:
        """Show the draft as it is now, with the first of these citations open where it is one of them."""

        def then() -> None:
            for link_id in link_ids:
                self.panel.open_link(link_id)

        if self.page:
            self._reload(then)

    def _reload(self, then: Callable[[], None] | None = None) -> None:
        """Fetch the draft again; the text on show gives way only where nothing in it is unsaved."""

        def show(pages: Pages) -> None:
            if self.saving.is_dirty:
                self._take(pages.draft)
            else:
                self._refresh(pages.draft)
            if then:
                then()

        self._fetch(show)

    def _refresh(self, page: LetterPage) -> None:
        shown = [(each.uid, each.text, each.level, each.numbered) for each in self.editor.paragraphs()]
        if shown != [(each.uid, each.text, each.level, each.numbered) for each in page.paragraphs]:
            uid, offset = self.editor.place()
            self.editor.show_paragraphs([typed_paragraph(each) for each in page.paragraphs])
            self.editor.go_to(uid, offset, offset)
        if self.sheet.heading() != heading_of(page):
            self.sheet.show_heading(heading_of(page))
        self.saving.start(page)
        self._take(page)

    def _saved(self, page: LetterPage) -> None:
        self.top.say_saved()
        self._take(page)

    def _changed(self, changes: Changes) -> None:
        page = self.page
        theirs = changes.from_elsewhere and bool(changes.kinds & _TABLES)
        if page and theirs and changes.may_touch(page.case_id) and not self.saving.is_dirty:
            self._reload()

    def _edited(self) -> None:
        self.saving.note_edit()
        self._citations.look_again()
        self._count()

    def _show_citations(self, underlined: tuple[Underlined, ...]) -> None:
        self._underlined = underlined
        self.editor.underline(underlined)
        self._count()

    def _places_to_look_at(self) -> list[tuple[str, int, int]]:
        texts = {each.uid: each.text for each in self.editor.paragraphs()}
        citations = [(each.uid, each.start, each.end) for each in doubtful(self._underlined, texts)]
        return [*self.editor.prompts(), *citations]

    def _count(self) -> None:
        texts = {each.uid: each.text for each in self.editor.paragraphs()}
        self.foot.show_counts(
            citations=len(doubtful(self._underlined, texts)),
            prompts=len(self.editor.prompts()),
            points=self.answering.open_points,
        )

    def _linked(self, page: LetterPage) -> None:
        self.saving.take_version(page)
        self._take(page)

    def _show_in_text(self, link: PageLink | None) -> None:
        page = self.page
        if link is None or page is None or self.panel.isHidden():
            return
        uids = {paragraph.id: paragraph.uid for paragraph in page.paragraphs}
        if link.paragraph_id in uids:
            self.editor.go_to(uids[link.paragraph_id], link.start, link.end)

    def _leave_panel(self) -> None:
        self.panel.hide()
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _escape(self) -> None:
        if not self.panel.isHidden():
            self._leave_panel()
        elif not self.bar.isHidden():
            self.bar.hide()
        else:
            self.close_page()

    def _copy_all(self) -> None:
        QApplication.clipboard().setText("\n\n".join(each.text for each in self.editor.paragraphs()))

    def _make_actions(self) -> tuple[QAction, ...]:
        made = tuple(
            add_action(self, words, key, do)
            for words, key, do in (
                ("Insert a citation", "Ctrl+K", self._unless_out(self.citing.ask)),
                ("Said before", "Ctrl+B", self.answering.show_said),
                ("Standard lines", "F3", self.answering.choose_line),
                ("Mark a point of the letter", "Ctrl+M", self.answering.mark_point),
                ("Next to look at", "F8", self.next_doubtful),
                ("Citations of this letter", "Ctrl+L", self.show_citations),
                ("Clearance and sign-off", "Ctrl+Shift+K", self.show_clearances),
                ("Number this paragraph or not", "Ctrl+Shift+7", self._unless_out(self.editor.toggle_number)),
                ("Write Word", "Ctrl+Shift+W", self._unless_out(self.write_word)),
                ("Open in Word", "Ctrl+Shift+O", self.open_in_word),
                ("Take back", "Ctrl+Shift+J", self.takeback.begin),
                ("Check and prepare", "Ctrl+Shift+P", self._unless_out(self.sending.begin)),
                ("Record as sent", "Ctrl+Shift+S", self.record_as_sent),
                ("Save now", "Ctrl+S", self.saving.save_now),
                ("Versions of this letter", "F4", self.takeback.show_versions),
                *(
                    (words, key, self._unless_out(do))
                    for words, key, do in (*self.heads.acts, *self.template.acts)
                ),
            )
        )
        add_action(self, "Back", "Esc", self._escape)
        return made

    def _unless_out(self, do: Callable[[], None]) -> Callable[[], None]:
        """Make of something that changes or sends the draft what says so instead while the draft is in Word."""

        def act() -> None:
            if self.out.is_out:
                self.bar.say(IN_WORD)
            else:
                do()

        return act

    def _connect(self) -> None:
        self.out.rests.connect(self.sheet.set_resting)
        self.sheet.edited.connect(self._edited)
        self.saving.saved.connect(self._saved)
        self.saving.reload_asked.connect(self._reload_all)
        self.saving.copy_asked.connect(self._copy_all)
        self.saving.state_changed.connect(self.top.say)
        self.panel.current_changed.connect(self._show_in_text)
        self.panel.left.connect(self._leave_panel)
        self.sheet.dropped.connect(self.takeback.take_dropped)
        self.foot.go_asked.connect(self.next_doubtful)
        self.answering.linked.connect(self._linked)
        self.answering.counted.connect(self._count)
        self.top.connect_actions(self._actions[8:13])
        self._jobs.changed.connect(self._changed)

    def _reload_all(self) -> None:
        self.saving.forget()
        self._fetch(self._show)

    def _lay_out(self) -> None:
        split = QSplitter(Qt.Orientation.Horizontal, self)
        beside = QWidget(self)
        column = QVBoxLayout(beside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.answering.points)
        column.addWidget(self.incoming, 1)
        split.addWidget(beside)
        split.addWidget(self.sheet)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        split.setSizes([400, 600])
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(split, 1)
        middle.addWidget(self.panel)
        middle.addWidget(self.answering.said)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.top)
        layout.addWidget(self.bar)
        layout.addWidget(self.out.strip)
        layout.addLayout(middle, 1)
        layout.addWidget(self.foot)
        GivesWay(self.panel, beside, self)
        GivesWay(self.answering.said, beside, self)
        self.setFocusProxy(self.editor)
