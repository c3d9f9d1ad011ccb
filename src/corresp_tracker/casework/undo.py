"""One's own last steps, taken back and done again: every record put back, or a sentence that says why not."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from corresp_tracker.casework.relinking import find_again
from corresp_tracker.errors import CannotUndo
from corresp_tracker.model.letters import Paragraph
from corresp_tracker.model.works import Link
from corresp_tracker.store.undo import Progress, Undone, steps, take_back

_AT_ONCE = 500


def undo(
    session: Session,
    *,
    by: str,
    since: int = 0,
    passing: Collection[int] = (),
    progress: Progress | None = None,
) -> Undone:
    """Take back the last step that this person took after the change `since`, but for those `passing`.

    Raises CannotUndo, which knows the step that was refused as `change_id`.
    """
    step = steps(session, by=by, since=since, passing=passing).undo
    if step is None:
        raise CannotUndo("There is nothing of yours to undo.")
    return _taken_back(session, step.change_id, progress)


def redo(session: Session, *, by: str, since: int = 0, progress: Progress | None = None) -> Undone:
    """Do again what this person undid last. Raises CannotUndo."""
    step = steps(session, by=by, since=since).redo
    if step is None:
        raise CannotUndo("There is nothing of yours to do again.")
    return _taken_back(session, step.change_id, progress)


def _taken_back(session: Session, change_id: int, progress: Progress | None) -> Undone:
    undone = take_back(session, change_id, progress=progress)
    _find_links_again(session, undone.link_ids)
    return undone


def _find_links_again(session: Session, link_ids: Collection[int]) -> None:
    """Look for the words of links that were put back: the paragraph may have been edited since."""
    asked = select(Link, Paragraph.text).join(Paragraph, Paragraph.id == Link.paragraph_id)
    ids = sorted(link_ids)
    for first in range(0, len(ids), _AT_ONCE):
        for link, text in session.execute(asked.where(Link.id.in_(ids[first : first + _AT_ONCE]))):
            find_again(link, text)
    session.flush()
