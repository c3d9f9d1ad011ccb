"""The signing pack as a PDF: made with Qt's own printing, so that nothing else need be installed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QUrl
from PySide6.QtGui import QDesktopServices, QFont, QPageSize, QPdfWriter, QTextDocument
from PySide6.QtWidgets import QFileDialog, QWidget

from corresp_tracker.files import write_whole
from corresp_tracker.ui.reply_word import documents_folder

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from corresp_tracker.drafting.signing_pack import SigningPack
    from corresp_tracker.store.lists import LetterPage
    from corresp_tracker.ui.jobs import Jobs
    from corresp_tracker.ui.message_bar import MessageBar

_POINTS = 11


def print_signing_pack(parent: QWidget, jobs: Jobs, bar: MessageBar, page: LetterPage) -> None:
    """Ask for a file, and write the signing pack of a draft to it."""

    def ask(pack: SigningPack) -> None:
        dialog = QFileDialog(parent, "Signing pack", str(documents_folder()), "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(f"{page.reference.replace('/', '-')} signing pack.pdf")

        def chosen(file: str) -> None:
            write_pack(parent, jobs, bar, pack, Path(file))

        dialog.fileSelected.connect(chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    jobs.read(parent, lambda session: _pack(session, page.id), ask, bar.say_error)


def write_pack(parent: QWidget, jobs: Jobs, bar: MessageBar, pack: SigningPack, file: Path) -> None:
    """Write a signing pack to a PDF, and open it."""

    def then(_: None) -> None:
        bar.say(f"Written: {file}")
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))

    jobs.run(parent, lambda: write_whole(file, signing_pack_pdf(pack)), then, bar.say_error)


def signing_pack_pdf(pack: SigningPack) -> bytes:
    """Give a signing pack as a PDF on A4."""
    from corresp_tracker.drafting.signing_pack import signing_pack_html

    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF())  # a text document brings margins of two centimetres of its own
    writer.setTitle(f"Signing pack: {pack.reference}")
    document = QTextDocument()
    font = QFont()
    font.setPointSize(_POINTS)
    document.setDefaultFont(font)
    document.setHtml(signing_pack_html(pack))
    document.print_(writer)
    del writer
    buffer.close()
    return bytes(kept.data())


def _pack(session: Session, letter_id: int) -> SigningPack:
    from corresp_tracker.casework.signing_packs import signing_pack

    return signing_pack(session, letter_id)
