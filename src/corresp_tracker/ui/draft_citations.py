"""What a draft cites, found while one writes: the saved links where the words still stand, else fresh finds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from corresp_tracker.ui.draft_editor import Underlined
from corresp_tracker.ui.link_looks import LinkLook, look_of
from corresp_tracker.ui.reply_tasks import citations_in

if TYPE_CHECKING:
    from corresp_tracker.store.lists import LetterPage
    from corresp_tracker.ui.draft_blocks import TypedParagraph
    from corresp_tracker.ui.jobs import Jobs
    from corresp_tracker.values.citation import Citation

PAUSE_MS = 200
"""How long the writer must pause before what was written is looked at."""


class DraftCitations(QObject):
    """Asks for citations once typing pauses, and tells what to underline."""

    def __init__(
        self,
        jobs: Jobs,
        paragraphs: Callable[[], tuple[TypedParagraph, ...]],
        show: Callable[[tuple[Underlined, ...]], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._jobs, self._paragraphs, self._show = jobs, paragraphs, show
        self._page: LetterPage | None = None
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self._ask)

    def show_saved(self, page: LetterPage) -> None:
        """Underline the links that are kept, and look at what has been written since."""
        self._page = page
        self._show(saved_citations(page))
        self.look_again()

    def look_again(self) -> None:
        """Look at the words once typing pauses."""
        self._timer.start()

    def _ask(self) -> None:
        page = self._page
        if page is None:
            return
        saved = {paragraph.uid: paragraph.text for paragraph in page.paragraphs}
        written = self._paragraphs()
        fresh = {each.uid for each in written if saved.get(each.uid) != each.text}
        if not fresh:
            self._show(saved_citations(page))
            return
        texts = [each.text for each in written]

        def then(found: tuple[tuple[Citation, ...], ...]) -> None:
            marks = [
                Underlined(each.uid, each.text, one.start, one.end, look)
                for each, citations in zip(written, found, strict=True)
                if each.uid in fresh
                for one in citations
                if (look := fresh_look(one))
            ]
            self._show((*saved_citations(page), *marks))

        self._jobs.read_latest(self, lambda session: citations_in(session, page.id, texts), then)


def saved_citations(page: LetterPage) -> tuple[Underlined, ...]:
    """Give the links of a saved draft as what to underline."""
    texts = {paragraph.id: paragraph for paragraph in page.paragraphs}
    found: list[Underlined] = []
    for link in page.links:
        look, paragraph = look_of(link), texts.get(link.paragraph_id)
        if look and paragraph:
            found.append(Underlined(paragraph.uid, paragraph.text, link.start, link.end, look, link.id))
    return tuple(found)


def fresh_look(citation: Citation) -> LinkLook | None:
    """Say how a citation that is not kept yet is shown; None for a body that is merely named."""
    if citation.kind == "body":
        return None
    if citation.work is None and not citation.candidates:
        return LinkLook.GAP
    return LinkLook.STANDS if citation.confidence == "certain" and not citation.checks else LinkLook.ASKS


def doubtful(underlined: Sequence[Underlined], texts: dict[str, str]) -> list[Underlined]:
    """Give those that want a look, where their words still stand."""
    return [
        each
        for each in underlined
        if each.look in (LinkLook.ASKS, LinkLook.GAP) and texts.get(each.uid) == each.text
    ]
