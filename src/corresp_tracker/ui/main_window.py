"""The main window: places at the left, one search box, lists with the reading pane beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QMainWindow

from corresp_tracker.errors import CorrespError
from corresp_tracker.settings import Settings, write_settings
from corresp_tracker.ui.campaigns import Campaigns
from corresp_tracker.ui.case_acts import CaseActs
from corresp_tracker.ui.crash_dialog import CrashNet
from corresp_tracker.ui.date_field import today_here
from corresp_tracker.ui.drafts_in_word import DraftsInWord
from corresp_tracker.ui.log_imports import LogImports, are_spreadsheets
from corresp_tracker.ui.main_pages import MainPages
from corresp_tracker.ui.menus import Act, Acts, offer_page_actions
from corresp_tracker.ui.office_choice import OfficeChoice
from corresp_tracker.ui.place_acts import place_acts
from corresp_tracker.ui.places import Page, Place
from corresp_tracker.ui.saved_lists import SavedLists
from corresp_tracker.ui.theme import TEXT_STEP, FollowsDesktop, Theme
from corresp_tracker.ui.undo_steps import UndoSteps
from corresp_tracker.ui.window_places import place_of, put_back
from corresp_tracker.values.case_columns import TableLayout

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from corresp_tracker.casework.logging import LoggedLetter
    from corresp_tracker.store.changes import Changes
    from corresp_tracker.store.database import Office
    from corresp_tracker.store.lists import LetterPage
    from corresp_tracker.ui.jobs import Jobs
    from corresp_tracker.ui.log_dialog import LogDialog
    from corresp_tracker.ui.log_queue import NamedBytes
    from corresp_tracker.ui.readers_choice import ReplyTo

TITLE = "Correspondence log"
FILES = "Letters (*.docx *.pdf *.eml *.msg *.txt);;All files (*)"
_A_MINUTE = 60_000


class MainWindow(QMainWindow):
    """The program's window. `office_shown` says that an office is open and its worklist asked for."""

    office_shown = Signal()

    def __init__(
        self,
        jobs: Jobs,
        settings: Settings,
        dressing: FollowsDesktop | None = None,
        *,
        keep_settings: bool = True,
    ) -> None:
        super().__init__()
        self.setWindowTitle(TITLE)
        self.setAcceptDrops(True)
        self._jobs, self._settings, self._dressing = jobs, settings, dressing
        self._keeps_settings = keep_settings
        self._writing = Lock()
        self._today = today_here()
        self.crash_net = CrashNet(self)
        self.pages = MainPages(jobs, self, me=settings.officer)
        self.offices = OfficeChoice(jobs, self, by=settings.officer)
        self.imports = LogImports(jobs, self, self.pages.bar)
        self.campaigns = Campaigns(jobs, self, self.pages.bar)
        self.case_acts = CaseActs(jobs, self, self.pages)
        self.lists = SavedLists(jobs, self, self.pages, settings.lists)
        self.drafts = DraftsInWord(jobs, self.pages.bar, self)
        self.pages.keep_drafts_in(settings.working_folder)
        self.setCentralWidget(self.pages)
        self.steps = UndoSteps(jobs, self.pages.bar, self, by=settings.officer)
        self._acts = Acts(self)
        self._letter_menu, self._letter_acts = self._make_menus()
        self._clock = QTimer(self, interval=_A_MINUTE)
        self._connect()
        self._put_back()

    @property
    def settings(self) -> Settings:
        """The person's settings as they are now."""
        return self._settings

    def open_office(self, address: str | None) -> None:
        """Open the office at an address; with none, offer the ways into one."""
        if address:
            self.offices.open(address)
        else:
            self.pages.show_welcome(self._settings.recent_offices)

    def open_letter(
        self, letter_id: int, paragraph_id: int | None = None, marks: Iterable[tuple[int, int]] = ()
    ) -> None:
        """Show a letter by itself, at a paragraph with the words of a search marked there; Esc goes back."""
        self.pages.open_letter(letter_id, paragraph_id, tuple(marks))

    def open_draft(self, letter_id: int) -> None:
        """Show a draft on the reply page; Esc goes back."""
        self.pages.open_draft(letter_id)

    def ask_for_files(self) -> None:
        """Let the person choose the files of letters, and log them."""
        dialog = QFileDialog(self, "Log letters", "", FILES)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._files_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def log_files(self, files: Sequence[Path | NamedBytes]) -> LogDialog | None:
        """Lead through logging some files."""
        if self._jobs.office is None or not files:
            return None
        from corresp_tracker.ui.log_dialog import log_files

        dialog = log_files(self, self._jobs, files, by=self._settings.officer)
        dialog.letter_asked.connect(self.open_letter)
        dialog.logged.connect(self._logged)
        dialog.takeback_asked.connect(partial(self.drafts.take_back, self.pages))
        return dialog

    def draft_reply(self, letter_id: int | None = None) -> None:
        """Go on with the draft that is chosen, or begin a reply to the letter that is."""
        page = self.pages.letter_on_show()
        if letter_id is None and page is None:
            self.pages.bar.say("Choose the letter that is to be answered first.")
        elif page is not None and letter_id in (None, page.id):
            self._reply_to(page)
        elif letter_id is not None:
            self._jobs.read(self, lambda session: _letter(session, letter_id), self._reply_to)

    def _files_chosen(self, files: list[str]) -> None:
        self.log_files([Path(file) for file in files])

    def _logged(self, logged: LoggedLetter) -> None:
        self.pages.show_case(logged.case_id)

    def _reply_to(self, page: LetterPage) -> None:
        if page.standing == "draft":
            self.open_draft(page.id)
        else:
            self._jobs.read(self, lambda session: _readers(session, page), partial(self._ask_how, page))

    def _ask_how(self, page: LetterPage, readers: tuple[str, str] | None) -> None:
        """Ask for the template, and where several wrote the letter, how all of them are answered."""
        from corresp_tracker.ui.readers_choice import ReadersChoice, ReplyTo
        from corresp_tracker.ui.template_dialog import ask_for_template

        choice = ReadersChoice(*readers) if readers else None

        def then(template: str) -> None:
            self._begin(page, template, choice.way if choice else ReplyTo.ALL)

        ask_for_template(self, self._jobs, page.subject, then, case_id=page.case_id, beside=choice)

    def _begin(self, page: LetterPage, template: str, way: ReplyTo) -> None:
        by = self._settings.officer

        def task(session: Session) -> int:
            from corresp_tracker.casework.replies import start_letter
            from corresp_tracker.ui.readers_choice import start_reply

            if page.standing == "sent":
                # The newest letter of a case is often our own acknowledgement: what came is answered all the same.
                return start_letter(session, page.case_id, template=template, by=by)
            return start_reply(session, page.id, way, template=template, by=by)

        self._jobs.write(self, f"Started a reply in {page.reference}", task, self.open_draft)

    def _office_opened(self, office: Office) -> None:
        self._keep(self._settings.with_office(office.address))
        self._acts.office_is_open(True)
        self.pages.show_office(self._settings.searches)
        if office.read_only_reason:
            self.pages.bar.say(office.read_only_reason)
        else:
            self.drafts.say_what_was_saved()
        self._jobs.read(self, _office_name, self._show_name)
        self.office_shown.emit()

    def _show_name(self, name: str) -> None:
        self.setWindowTitle(f"{name} – {TITLE}")

    def _go_in(self, way: str) -> None:
        ways = {
            "example": self.offices.open_example,
            "new": self.offices.start_new,
            "open": self.offices.ask,
            "restore": self.offices.restore,
        }
        ways[way]()

    def _office_failed(self, error: CorrespError) -> None:
        self.pages.bar.say_error(error)
        if self._jobs.office is None:
            self.pages.show_welcome(self._settings.recent_offices)

    def _save_search(self, words: str) -> None:
        self._keep(self._settings.with_search(words))
        self.pages.rail.show_searches(self._settings.searches)
        self.pages.rail.choose(Place(Page.SEARCH, words))

    def _changed(self, _: Changes) -> None:
        self.pages.reload_counts()

    def _look_at_clock(self) -> None:
        if today_here() != self._today:
            self._today = today_here()
            self.pages.reload()

    def _show_page_actions(self) -> None:
        offer_page_actions(self._letter_menu, self._letter_acts, self.pages.actions_for_menu())

    def _make_menus(self) -> tuple[Any, int]:
        """Fill the menu bar; give the menu of the letter, and how many acts of it stay whatever is on show."""
        bar, pages = self.menuBar(), self.pages
        self._acts.fill(
            bar,
            "&File",
            (
                Act("&Log letters …", "Ctrl+N", self.ask_for_files),
                Act("&Import your spreadsheet …", "Ctrl+Shift+I", self.imports.ask_for_file),
                Act("Write to &many …", "", self.campaigns.ask),
                Act("Re&cord a campaign as sent …", "", self.campaigns.ask_what_went),
                None,
                Act("Open the &example office", "", self.offices.open_example, needs_office=False),
                Act("Start an &empty office …", "", self.offices.start_new, needs_office=False),
                Act("&Open or join an office …", "Ctrl+O", self.offices.ask, needs_office=False),
                Act("Office &settings …", "", self.offices.change),
                Act("&Who signs …", "", self.offices.change_signatories),
                Act("&Kinds and deadlines …", "", self.offices.change_rules),
                Act("Folder for &drafts …", "", self._choose_drafts_folder, needs_office=False),
                Act("&Templates of the office …", "F9", self.offices.show_templates),
                None,
                Act("&Back up …", "Ctrl+Shift+B", self.offices.back_up),
                Act("&Restore a backup …", "", self.offices.restore, needs_office=False),
                None,
                Act("&Quit", "Ctrl+Q", self._close, needs_office=False),
            ),
        )
        self.steps.fill(bar.addMenu("&Edit"))
        letter_acts = (
            Act("Draft &reply", "Ctrl+R", self.draft_reply),
            Act("&Follow-ups of the case …", "Ctrl+Shift+F", self.case_acts.follow_ups),
            Act("What the case &belongs with …", "Ctrl+Shift+G", self.case_acts.belongings),
            Act("Change the &signatory …", "Ctrl+Shift+Y", self.case_acts.change_signatory),
            Act("&Change the chosen cases …", "Ctrl+J", self.case_acts.change_many),
            Act("&Give cases away …", "Ctrl+Shift+D", self.case_acts.reallocate),
            Act("Re&mind today …", "Ctrl+Shift+N", self.case_acts.remind),
        )
        letter = self._acts.fill(bar, "&Letter", letter_acts)
        letter.aboutToShow.connect(self._show_page_actions)
        self._acts.fill(bar, "&Go", place_acts(self.pages, self.lists.ask))
        self._acts.fill(
            bar,
            "&View",
            (
                Act("Worklist as a &table", "Ctrl+T", self._show_table),
                None,
                Act(
                    "Colours of the &desktop", "", lambda: self._dress(theme=Theme.SYSTEM), needs_office=False
                ),
                Act("&Light colours", "", lambda: self._dress(theme=Theme.LIGHT), needs_office=False),
                Act("Dar&k colours", "", lambda: self._dress(theme=Theme.DARK), needs_office=False),
                None,
                Act("L&arger text", "Ctrl++", lambda: self._resize_text(TEXT_STEP), needs_office=False),
                Act("S&maller text", "Ctrl+-", lambda: self._resize_text(-TEXT_STEP), needs_office=False),
                Act("&Usual text", "Ctrl+0", lambda: self._resize_text(0), needs_office=False),
            ),
        )
        self._acts.fill(bar, "&Help", (Act("&Keys", "F1", self._show_keys, needs_office=False),))
        pages.log.clicked.connect(self.ask_for_files)
        return letter, len(letter_acts)

    def _connect(self) -> None:
        jobs, pages = self._jobs, self.pages
        jobs.failed.connect(pages.bar.say_error)
        jobs.broke.connect(self.crash_net.caught)
        jobs.changed.connect(self._changed)
        self.offices.opened.connect(self._office_opened)
        self.offices.failed.connect(self._office_failed)
        self.offices.renamed.connect(self._show_name)
        pages.reply_asked.connect(self.draft_reply)
        pages.draft_asked.connect(self.open_draft)
        self.drafts.draft_asked.connect(self.open_draft)
        self.lists.changed.connect(self._keep_lists)
        pages.table_layout_changed.connect(self._keep_table)
        pages.waiting_asked.connect(self.log_files)
        pages.import_asked.connect(self.imports.ask_for_file)
        self.imports.imported.connect(pages.reload)
        self.campaigns.changed.connect(pages.reload)
        pages.save_asked.connect(self._save_search)
        pages.way_in_asked.connect(self._go_in)
        pages.recent_asked.connect(self.offices.open)
        self.steps.undone.connect(pages.show_again)
        self._clock.timeout.connect(self._look_at_clock)
        self._clock.start()

    def _show_keys(self) -> None:
        from corresp_tracker.ui.keyboard_dialog import show_keys

        show_keys(self)

    def _show_table(self) -> None:
        self.pages.show_table(TableLayout.parse(self._settings.worklist_table))

    def _keep_table(self, layout: str) -> None:
        self._keep(replace(self._settings, worklist_table=layout))

    def _keep_lists(self, lists: dict[str, str]) -> None:
        self._keep(replace(self._settings, lists=lists))

    def _choose_drafts_folder(self) -> None:
        self.drafts.choose_folder(self._settings.working_folder, self._keep_drafts_in)

    def _keep_drafts_in(self, folder: str) -> None:
        self._keep(replace(self._settings, working_folder=folder))
        self.pages.keep_drafts_in(folder)

    def _dress(self, *, theme: Theme) -> None:
        if self._dressing:
            self._dressing.change(theme=theme)
        self._keep(self._settings.with_looks(theme=theme.value))

    def _resize_text(self, step: int) -> None:
        """Make the text a step larger or smaller; 0 is the usual size."""
        if self._dressing:
            self._dressing.change(text_percent=self._dressing.text_percent + step if step else 100)
            self._keep(self._settings.with_looks(text_size_percent=self._dressing.text_percent))

    def _keep(self, settings: Settings) -> None:
        self._settings = settings
        if self._keeps_settings:
            self._jobs.run(self, self._write_settings)

    def _write_settings(self) -> None:
        """Write the settings as they are by then: one at a time, so that an older state never ends over a newer one."""
        with self._writing:
            write_settings(self._settings)

    def _put_back(self) -> None:
        put_back(self, self._settings.windows.get("main", ""))
        self.pages.put_back(self._settings.windows.get("main.lists", ""))

    def _close(self) -> None:
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.pages.save_what_is_typed()
        settings = self._settings.with_window("main", place_of(self))
        self._settings = settings.with_window("main.lists", self.pages.place_of_lists())
        if self._keeps_settings:
            try:
                self._write_settings()
            except CorrespError as error:
                self.pages.bar.say_error(error)
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._jobs.office is not None and _files(event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = _files(event.mimeData().urls())
        if files:
            event.acceptProposedAction()
            if are_spreadsheets(files):
                self.imports.open_file(files[0])
            else:
                self.log_files(files)


def _files(urls: list[QUrl]) -> list[Path]:
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]


def _readers(session: Session, page: LetterPage) -> tuple[str, str] | None:
    from corresp_tracker.ui.readers_choice import readers_of

    return readers_of(session, page.id) if page.standing == "received" else None


def _letter(session: Session, letter_id: int) -> LetterPage:
    from corresp_tracker.store.lists import letter_page

    return letter_page(session, letter_id)


def _office_name(session: Session) -> str:
    from corresp_tracker.casework.offices import office_name

    return office_name(session)
