"""One's own last steps, taken back and done again: every record put back, or a sentence that says why not."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from corresp_tracker.casework.relinking import find_again
from corresp_tracker.errors import CannotUndo
from corresp_tracker.model.letters import Paragraph
from corresp_tracker.model.works import Link
from corresp_tracker.store.undo import Undone, steps, take_back


def undo(session: Session, *, by: str, since: int = 0, passing: Collection[int] = ()) -> Undone:
    """Take back the last step that this person took after the change `since`, but for those `passing`.

    Raises CannotUndo, which knows the step that was refused as `change_id`.
    """
    step = steps(session, by=by, since=since, passing=passing).undo
    if step is None:
        raise CannotUndo("There is nothing of yours to undo.")
    return _taken_back(session, step.change_id)


def redo(session: Session, *, by: str, since: int = 0) -> Undone:
    """Do again what this person undid last. Raises CannotUndo."""
    step = steps(session, by=by, since=since).redo
    if step is None:
        raise CannotUndo("There is nothing of yours to do again.")
    return _taken_back(session, step.change_id)


def _taken_back(session: Session, change_id: int) -> Undone:
    undone = take_back(session, change_id)
    _find_links_again(session, undone.link_ids)
    return undone


def _find_links_again(session: Session, link_ids: Collection[int]) -> None:
    """Look for the words of links that were put back: the paragraph may have been edited since."""
    asked = select(Link, Paragraph.text).join(Paragraph, Paragraph.id == Link.paragraph_id)
    for link, text in session.execute(asked.where(Link.id.in_(link_ids))):
        find_again(link, text)
    session.flush()
