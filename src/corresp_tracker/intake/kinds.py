"""What kind of file this is, by its content first and its name second."""

import io
import re
import zipfile
from enum import StrEnum
from pathlib import PurePath
from typing import cast

import olefile

from corresp_tracker.intake.plain import decode_text


class Kind(StrEnum):
    """A kind of file. The first five can be read; for the others there is a sentence."""

    DOCX = "docx"
    PDF = "pdf"
    EML = "eml"
    MSG = "msg"
    TXT = "txt"
    LOCKED = "locked"
    DOC = "doc"
    RTF = "rtf"
    SHEET = "spreadsheet"
    SLIDES = "slides"
    ODT = "odt"
    ARCHIVE = "zip"
    DAMAGED_ZIP = "damaged zip"
    PICTURE = "picture"
    HTML = "html"
    UNKNOWN = "unknown"


READABLE = frozenset({Kind.DOCX, Kind.PDF, Kind.EML, Kind.MSG, Kind.TXT})
_ENDINGS = {
    "docx": Kind.DOCX, "docm": Kind.DOCX, "dotx": Kind.DOCX, "pdf": Kind.PDF, "eml": Kind.EML, "msg": Kind.MSG,
    "txt": Kind.TXT, "text": Kind.TXT, "md": Kind.TXT, "doc": Kind.DOC,
}  # fmt: skip
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM", b"RIFF")
_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]*:(?:\s|\Z)")
_MAIL_HEADERS = frozenset({"from", "to", "date", "subject"})
_TRANSPORT_HEADERS = frozenset(
    {"mime-version", "received", "message-id", "return-path", "content-type", "delivered-to", "x-mailer"}
)


def kind_of_file(data: bytes, *, name: str) -> Kind:
    """Give the kind of a file from its first bytes; its name decides only between e-mail and plain text."""
    start = data[:1024].lstrip()
    if b"%PDF-" in data[:1024]:
        return Kind.PDF
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_zip(data)
    if data.startswith(olefile.MAGIC):
        return _kind_of_ole(data)
    if start.startswith(b"{\\rtf"):
        return Kind.RTF
    if _is_picture(data):
        return Kind.PICTURE
    text = decode_text(data)
    if text is None:
        return Kind.UNKNOWN
    if _is_mail(text, name):
        return Kind.EML
    return Kind.HTML if re.match(r"\s*<(?:!doctype html|html)\b", text, re.IGNORECASE) else Kind.TXT


def named_kind(name: str) -> Kind | None:
    """Give the kind that a file's name promises, None for an ending that promises none."""
    return _ENDINGS.get(PurePath(name.replace("\\", "/")).suffix.lstrip(".").lower())


def _kind_of_zip(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, EOFError):
        return Kind.DAMAGED_ZIP
    folders = {name.partition("/")[0] for name in names}
    if "[Content_Types].xml" in names and "EncryptedPackage" not in names:
        for folder, kind in (("word", Kind.DOCX), ("xl", Kind.SHEET), ("ppt", Kind.SLIDES)):
            if folder in folders:
                return kind
        return Kind.DOCX
    return Kind.ODT if {"mimetype", "content.xml"} <= names else Kind.ARCHIVE


def _kind_of_ole(data: bytes) -> Kind:
    try:
        with cast("olefile.OleFileIO[bytes]", olefile.OleFileIO(io.BytesIO(data))) as compound:
            paths = cast(list[list[str]], compound.listdir())  # olefile does not say what its lists hold
    except Exception:  # olefile raises whatever it stumbles over in a damaged file
        return Kind.UNKNOWN
    streams = {"/".join(path).lower() for path in paths}
    if "encryptedpackage" in streams:
        return Kind.LOCKED
    if "__properties_version1.0" in streams:
        return Kind.MSG
    if "worddocument" in streams:
        return Kind.DOC
    return Kind.SHEET if "workbook" in streams or "book" in streams else Kind.UNKNOWN


def _is_picture(data: bytes) -> bool:
    return data.startswith(_PICTURES) or data[4:12] in {b"ftypheic", b"ftypheix", b"ftypmif1"}


def _is_mail(text: str, name: str) -> bool:
    """Say whether a text begins as an e-mail does; a letter that begins "From:" and "To:" is still a letter."""
    headers: set[str] = set()
    for line in text[:20_000].splitlines():
        if not line.strip():
            break
        if line[0] in " \t" and headers:
            continue
        if not _HEADER.match(line):
            return False
        headers.add(line.partition(":")[0].lower())
    if named_kind(name) is Kind.EML:
        return bool(headers)
    return bool(headers & _MAIL_HEADERS) and bool(headers & _TRANSPORT_HEADERS)
