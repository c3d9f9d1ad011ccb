"""Files kept whole, each once, by the SHA-256 of its bytes."""

from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from corresp_tracker.errors import NotFound
from corresp_tracker.model.letters import Document, DocumentPart, LetterDocument


def keep(session: Session, data: bytes) -> Document:
    """Keep a file's bytes, or find them kept already."""
    digest = sha256(data).hexdigest()
    known = session.scalar(select(Document).where(Document.sha256 == digest))
    if known:
        return known
    document = Document(sha256=digest, size=len(data), content=data)
    session.add(document)
    session.flush()
    return document


def content(session: Session, document_id: int) -> bytes:
    """Give a file's bytes, checked against its hash. Raises NotFound where they are missing or damaged."""
    row = session.execute(
        select(Document.content, Document.sha256).where(Document.id == document_id)
    ).one_or_none()
    if row is None:
        raise NotFound("The office does not hold this file.")
    if sha256(row.content).hexdigest() != row.sha256:
        raise NotFound("This file is damaged in the log. Restore it from a backup.")
    return row.content


def content_of_letter(session: Session, letter_id: int, part: DocumentPart) -> bytes | None:
    """Give the newest file that is this part of a letter; None where there is none."""
    newest = session.scalar(
        select(LetterDocument.document_id)
        .where(LetterDocument.letter_id == letter_id, LetterDocument.part == part)
        .order_by(LetterDocument.id.desc())
        .limit(1)
    )
    return None if newest is None else content(session, newest)
