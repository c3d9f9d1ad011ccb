"""One report or programme: its facts, and every paragraph that cites it, sent, received and drafts apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from corresp_tracker.ui.citation_timeline import CitationTimeline
from corresp_tracker.ui.hit_list import HitList
from corresp_tracker.ui.in_words import short_date
from corresp_tracker.ui.labels import plain_label
from corresp_tracker.ui.stretches_field import in_words
from corresp_tracker.ui.theme import spacing
from corresp_tracker.ui.unlinked_mentions import UnlinkedMentions
from corresp_tracker.values.sentences import sentence_around

if TYPE_CHECKING:
    from corresp_tracker.store.lists import CitedBy, CitedByCount, WorkCard, YearOfCitations
    from corresp_tracker.store.search import Hit
    from corresp_tracker.ui.jobs import Jobs

FACTS = (
    "Kind",
    "By",
    "Published",
    "Inspected",
    "Programme",
    "Place",
    "Also called",
    "Shared names",
    "Superseded by",
    "Withdrawn",
    "Ran",
    "Reports held",
    "On the web",
    "Note",
)
_TABS = (("Sent", "sent"), ("Received", "received"), ("Drafts", "draft"))
_UNLINKED = len(_TABS)
_MOST_NAMES = 8
NOBODY = "Nothing that the office has {standing} cites this."


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedWork:
    """A work with all that cites it."""

    card: WorkCard
    cited_by: tuple[CitedBy, ...]
    count: CitedByCount
    last_said: CitedBy | None
    timeline: tuple[YearOfCitations, ...]


class WorkCardView(QWidget):
    """Shows a work. `letter_asked` opens a letter at the paragraph that cites it; `closed` is Esc."""

    letter_asked = Signal(int, int)
    edit_asked = Signal()
    work_asked = Signal(int)
    closed = Signal()

    def __init__(self, jobs: Jobs, parent: QWidget | None = None, *, by: str) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._work: CitedWork | None = None
        self.title = plain_label(role="heading", wraps=True)
        self.edit = QPushButton("&Edit …", self)
        self._facts = {name: plain_label(wraps=True) for name in FACTS}
        self._form = QFormLayout()
        self._copy = QPushButton("Copy web address", self)
        self.history = QPushButton("&History …", self)
        self._count = plain_label(role="quiet", wraps=True)
        self.last = plain_label(wraps=True)
        self.timeline = CitationTimeline(self)
        self.tabs = QTabBar(self)
        self.cited = HitList(self)
        self.unlinked = UnlinkedMentions(jobs, self, by=by)
        self._inside = QWidget(self)
        self._lay_out()
        self._connect()
        self.clear()

    def show_work(self, work: CitedWork) -> None:
        """Show a work and what cites it."""
        is_other = self._work is None or self._work.card.row.id != work.card.row.id
        self._work = work
        card, row = work.card, work.card.row
        self.title.setText(row.title)
        inside = (card.report_kind or row.kind.value, card.series)
        kind = " · ".join(part for part in inside if part)
        self._say("Kind", kind[:1].upper() + kind[1:])
        self._say("By", row.publishers)
        self._say("Published", short_date(row.published_on) if row.published_on else "")
        self._say("Inspected", short_date(row.inspected_on) if row.inspected_on else "")
        self._say("Programme", " · ".join(part for part in (row.programme, row.edition) if part))
        self._say("Place", row.place)
        self._say("Also called", _named(card))
        self._say("Shared names", "; ".join(card.shared_names))
        self._say("Superseded by", card.superseded_by)
        self._say("Withdrawn", "Yes" if card.withdrawn else "")
        self._say("Ran", _ran(card))
        self._say("Reports held", _held(card))
        self._say("On the web", card.url)
        self._say("Note", card.note)
        self._copy.setVisible(bool(card.url))
        self._count.setText(f"Cited by {work.count.in_words()}.")
        self.last.setText(_last_said(work.last_said))
        self.last.setVisible(work.last_said is not None)
        self.timeline.show_years(work.timeline)
        for number, (words, standing) in enumerate(_TABS):
            held = len([one for one in work.cited_by if one.standing == standing])
            self.tabs.setTabText(number, f"{words} ({held})")
        if is_other:
            self.tabs.setTabText(_UNLINKED, "Not linked")
            first = next((at for at, (_, standing) in enumerate(_TABS) if self._citing(standing)), 0)
            self.tabs.setCurrentIndex(first)
        self._show_citing()
        self.unlinked.show_of(row.id, row.title)
        self._inside.show()

    def clear(self) -> None:
        """Show no work."""
        self._work = None
        self._inside.hide()

    def _citing(self, standing: str) -> list[CitedBy]:
        return [one for one in self._work.cited_by if one.standing == standing] if self._work else []

    def _show_citing(self) -> None:
        is_unlinked = self.tabs.currentIndex() == _UNLINKED
        self.cited.setVisible(not is_unlinked)
        self.unlinked.setVisible(is_unlinked)
        if is_unlinked:
            return
        words, standing = _TABS[self.tabs.currentIndex()]
        self.cited.say_when_empty(NOBODY.format(standing={"draft": "in draft"}.get(standing, words.lower())))
        self.cited.show_hits([_as_hit(one) for one in self._citing(standing)])

    def _tab_changed(self, _: int) -> None:
        self._show_citing()

    def _show_unlinked_count(self, number: int) -> None:
        self.tabs.setTabText(_UNLINKED, f"Not linked ({number})")

    def _open(self, hit: Hit) -> None:
        self.letter_asked.emit(hit.letter, hit.paragraph_id)

    def _show_history(self) -> None:
        from corresp_tracker.ui.record_history import show_history

        if self._work:
            row = self._work.card.row
            show_history(self, self._jobs, "work", row.id, row.title)

    def _copy_address(self) -> None:
        if self._work:
            QApplication.clipboard().setText(self._work.card.url)

    def _say(self, name: str, words: str) -> None:
        self._facts[name].setText(words)
        self._form.setRowVisible(self._facts[name], bool(words))

    def _connect(self) -> None:
        leave = QAction("Back", self)
        leave.setShortcut(QKeySequence("Esc"))
        leave.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.triggered.connect(self.closed)
        self.addAction(leave)
        self.edit.setToolTip("Correct what the register says (F2)")
        self.edit.clicked.connect(self.edit_asked)
        self.history.setToolTip("Who changed what of this, and when")
        self.history.clicked.connect(self._show_history)
        self._copy.clicked.connect(self._copy_address)
        self.tabs.currentChanged.connect(self._tab_changed)
        self.cited.opened.connect(self._open)
        self.unlinked.opened.connect(self._open)
        self.unlinked.counted.connect(self._show_unlinked_count)

    def _make_tabs(self) -> None:
        self.tabs.setAccessibleName("Cited by")
        self.tabs.setDrawBase(False)
        for words in (*(words for words, _ in _TABS), "Not linked"):
            self.tabs.addTab(words)
        self.tabs.setTabToolTip(_UNLINKED, "Where letters name this, and nothing is linked")

    def _lay_out(self) -> None:
        unit = spacing(self)
        self._make_tabs()
        self._form.setHorizontalSpacing(unit * 5)
        self._form.setVerticalSpacing(unit * 3 // 2)
        for name, fact in self._facts.items():
            fact.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._form.addRow(plain_label(name, role="quiet"), fact)
        top = QHBoxLayout()
        top.setSpacing(unit * 3)
        top.addWidget(self.title, 1)
        top.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.history, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.edit, 0, Qt.AlignmentFlag.AlignTop)
        head = QVBoxLayout()
        head.setContentsMargins(unit * 6, unit * 5, unit * 6, unit * 3)
        head.setSpacing(unit * 4)
        head.addLayout(top)
        head.addLayout(self._form)
        head.addWidget(self._count)
        head.addWidget(self.last)
        head.addWidget(self.timeline)
        tabs = QHBoxLayout()
        tabs.setContentsMargins(unit * 5, 0, unit * 5, 0)
        tabs.addWidget(self.tabs)
        tabs.addStretch()
        inside = QVBoxLayout(self._inside)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addLayout(head)
        inside.addLayout(tabs)
        inside.addWidget(self.cited, 1)
        inside.addWidget(self.unlinked, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._inside)
        self.setFocusProxy(self.cited)


def _last_said(one: CitedBy | None) -> str:
    """Say what the office last said of it, and to whom."""
    if one is None:
        return ""
    dated = f" on {one.dated.in_words()}" if one.dated else ""
    whom = f" to {one.correspondent}" if one.correspondent else ""
    first, last = sentence_around(one.text, *_place_of(one))
    return f"Last said{dated}{whom} ({one.reference}, paragraph {one.label}): {one.text[first:last]}"


def _place_of(one: CitedBy) -> tuple[int, int]:
    at = max(one.text.find(one.words), 0)
    return at, at + len(one.words)


def _named(card: WorkCard) -> str:
    names = [name for name in dict.fromkeys((card.abbreviation, card.short_title, *card.other_names)) if name]
    more = f"; and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    return "; ".join(names[:_MOST_NAMES]) + more


def _held(card: WorkCard) -> str:
    if card.row.kind != "programme":
        return ""
    complete = "; ".join(in_words(stretch) for stretch in card.complete)
    return f"{len(card.members)}{f', all of them for {complete}' if complete else ''}"


def _ran(card: WorkCard) -> str:
    if card.started is None and card.ended is None:
        return ""
    began = f"from {short_date(card.started)}" if card.started else ""
    ended = f"to {short_date(card.ended)}" if card.ended else ""
    ran = " ".join(part for part in (began, ended) if part)
    return ran[:1].upper() + ran[1:]


def _as_hit(one: CitedBy) -> Hit:
    """Show a citing paragraph as a search would show it, the citing words marked."""
    from corresp_tracker.store.search import Hit

    snippet, marks = snippet_around(one.text, one.words)
    unsure = "" if one.is_sure else " (unconfirmed)"
    unsure += " (later mention)" if one.later else ""
    return Hit(
        case=one.reference,
        case_id=one.case_id,
        letter=one.letter_id,
        paragraph_id=one.paragraph_id,
        paragraph=f"{one.label}{unsure}",
        dated=one.dated,
        direction=one.direction,
        standing=one.standing,
        correspondent=one.correspondent,
        subject="",
        snippet=snippet,
        marks=marks,
        text_marks=marks,
        works=(),
    )


def snippet_around(text: str, words: str, *, around: int = 90) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Cut a piece of a paragraph around words of it, with the place of the words in the piece."""
    at = text.find(words)
    if at < 0:
        return text, ()
    first = 0 if at < around else text.rfind(" ", 0, at - around) + 1
    before = "… " if first else ""
    shift = len(before) - first
    return f"{before}{text[first:]}", ((at + shift, at + len(words) + shift),)
