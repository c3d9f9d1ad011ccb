"""Files made in memory for tests: Word, PDF, e-mail and Outlook, with nothing but the standard library."""

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from email.message import EmailMessage
from xml.sax.saxutils import escape

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def run(text: str, properties: str = "") -> str:
    """Write a run of words, with its properties as XML."""
    body = escape(text).replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    body = body.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{body}</w:t></w:r>'


def para(*runs: str, properties: str = "") -> str:
    """Write a paragraph; what does not begin as XML is taken for plain words."""
    inner = "".join(item if item.startswith("<") else run(item) for item in runs if item)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def numbered(text: str, *, level: int = 0, number: int = 1) -> str:
    """Write a paragraph with an automatic number."""
    return para(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def level(at: int, shape: str, text: str, *, start: int = 1, more: str = "") -> str:
    """Write one level of a list."""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{shape}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(*levels: str, nums: str = "") -> str:
    """Write a numbering part with one abstract list; list 1 is made from it."""
    return (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{nums}</w:numbering>'
    )


HOUSE_LIST = numbering(
    level(0, "decimal", "%1.", start=2), level(1, "lowerLetter", "(%2)"), level(2, "lowerRoman", "(%3)")
)


def docx(
    body: Sequence[str],
    *,
    lists: str = "",
    styles: str = "",
    headers: Sequence[str] = (),
    parts: Mapping[str, bytes] | None = None,
) -> bytes:
    """Write a .docx of paragraphs given as XML, or as plain words."""
    inner = "".join(item if item.startswith("<") else para(item) for item in body)
    relations = []
    files: dict[str, bytes] = {}
    for kind, xml in (("numbering", lists), ("styles", styles)):
        if xml:
            files[f"word/{kind}.xml"] = xml.encode()
            relations.append((kind, f"{kind}.xml"))
    references = ""
    for at, header in enumerate(headers):
        files[f"word/header{at}.xml"] = f"<w:hdr {W}>{header}</w:hdr>".encode()
        relations.append(("header", f"header{at}.xml"))
        references += f'<w:headerReference w:type="default" r:id="r{len(relations)}"/>'
    files["word/document.xml"] = (
        f'<w:document {W} xmlns:r="{R}"><w:body>{inner}<w:sectPr>{references}</w:sectPr></w:body></w:document>'
    ).encode()
    files["word/_rels/document.xml.rels"] = _relations(relations)
    files["_rels/.rels"] = _relations([("officeDocument", "word/document.xml")])
    files["[Content_Types].xml"] = (
        b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    )
    files.update(parts or {})
    return zipped(files)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Write an archive."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return written.getvalue()


def _relations(relations: Sequence[tuple[str, str]]) -> bytes:
    items = "".join(
        f'<Relationship Id="r{at}" Type="{R}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(relations, start=1)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{items}</Relationships>'.encode()


Shown = tuple[float, float, str, str, float]  # x, y from the top, words, face (R, B or I), size


def pdf(pages: Sequence[Sequence[Shown]], *, extra: str = "") -> bytes:
    """Write a text PDF (1.4) with words where they are wanted, on A4."""
    faces = {"R": "Helvetica", "B": "Helvetica-Bold", "I": "Helvetica-Oblique"}
    first = 3 + len(faces)
    kids = " ".join(f"{first + 2 * at} 0 R" for at in range(len(pages)))
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>"]
    for font in faces.values():
        objects.append(f"<< /Type /Font /Subtype /Type1 /BaseFont /{font} /Encoding /WinAnsiEncoding >>")
    fonts = " ".join(f"/{face} {3 + at} 0 R" for at, face in enumerate(faces))
    for at, page in enumerate(pages):
        content = extra + "\n".join(
            f"BT /{face} {size} Tf {x} {842 - y} Td ({_pdf_words(words)}) Tj ET"
            for x, y, words, face, size in page
        )
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << {fonts} >> >> "
            f"/Contents {first + 2 * at + 1} 0 R >>"
        )
        objects.append(f"<< /Length {len(content.encode('cp1252'))} >>\nstream\n{content}\nendstream")
    return _pdf_file(objects)


def pdf_letter(lines: Sequence[str], *, left: float = 70, pitch: float = 14, a_page: int = 50) -> bytes:
    """Write a text PDF of lines, one under the other; leading spaces indent, a tab goes on at 36 points more."""
    pages: list[list[Shown]] = [[]]
    for number, line in enumerate(lines):
        if number and number % a_page == 0:
            pages.append([])
        y = 70 + pitch * (number % a_page)
        x = left + 6 * (len(line) - len(line.lstrip(" ")))
        for at, cell in enumerate(line.strip().split("\t")):
            if cell:
                pages[-1].append((x + 36 * at, y, cell, "R", 11))
    return pdf(pages)


def _pdf_words(words: str) -> str:
    return words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _pdf_file(objects: Sequence[str]) -> bytes:
    written = bytearray(b"%PDF-1.4\n")
    places: list[int] = []
    for number, body in enumerate(objects, start=1):
        places.append(len(written))
        written += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    table = len(written)
    written += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}".encode()
    written += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(written)


def eml(words: str, *, attached: Mapping[str, bytes] | None = None, html: str = "", **headers: str) -> bytes:
    """Write an e-mail; header names have underscores for hyphens."""
    message = EmailMessage()
    for name, content in headers.items():
        message[name.replace("_", "-")] = content
    if html:
        message.set_content(html, subtype="html")
    else:
        message.set_content(words)
    for name, data in (attached or {}).items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
Tree = Mapping[str, "bytes | Tree"]


def compound(tree: Tree) -> bytes:
    """Write a compound file (MS-CFB, version 3) of streams and storages."""
    return _Compound(tree).written()


def msg(
    words: str,
    *,
    subject: str = "",
    sender: str = "",
    to: str = "",
    attached: Mapping[str, bytes] | None = None,
) -> bytes:
    """Write an Outlook message (MS-OXMSG) with text properties in Unicode."""
    tree: dict[str, bytes | Tree] = {}
    strings = {0x001A: "IPM.Note", 0x0037: subject, 0x1000: words, 0x0C1A: sender}
    count = len(attached or {})
    head = struct.pack("<8x4I8x", 1, count, 1, count)
    tree["__properties_version1.0"] = head + _properties(tree, strings)
    recipient: dict[str, bytes | Tree] = {}
    recipient["__properties_version1.0"] = (
        bytes(8) + _properties(recipient, {0x3001: to}) + _number(0x0C15, 1)
    )
    tree["__recip_version1.0_#00000000"] = recipient
    for at, (name, data) in enumerate((attached or {}).items()):
        storage: dict[str, bytes | Tree] = {"__substg1.0_37010102": data}
        storage["__properties_version1.0"] = (
            bytes(8)
            + _properties(storage, {0x3707: name})
            + struct.pack("<HHIII", 0x0102, 0x3701, 6, len(data), 0)
            + _number(0x3705, 1)
        )
        tree[f"__attach_version1.0_#{at:08X}"] = storage
    return compound(tree)


def _properties(storage: dict[str, "bytes | Tree"], strings: Mapping[int, str]) -> bytes:
    written = b""
    for key, text in strings.items():
        data = text.encode("utf-16-le")
        storage[f"__substg1.0_{key:04X}001F"] = data
        written += struct.pack("<HHIII", 0x001F, key, 6, len(data) + 2, 0)
    return written


def _number(key: int, value: int) -> bytes:
    return struct.pack("<HHIII", 0x0003, key, 6, value, 0)


class _Compound:
    """Lays out a compound file: directory entries, small streams in one big stream, and the chains of sectors."""

    def __init__(self, tree: Tree) -> None:
        self._sectors: list[bytes] = []
        self._chain: list[int] = []
        self._small = b""
        self._small_chain: list[int] = []
        self._entries: list[list[int | str | bytes]] = [["Root Entry", 5, _FREE, _FREE, _FREE, _END, 0]]
        self._entries[0][4] = self._add(tree)

    def written(self) -> bytes:
        self._entries[0][5], self._entries[0][6] = self._store(self._small), len(self._small)
        directory = b"".join(_entry(*entry) for entry in self._entries)
        directory += _entry("", 0, _FREE, _FREE, _FREE, 0, 0) * (-len(self._entries) % 4)
        first_directory = self._store(directory)
        table = b"".join(struct.pack("<I", item) for item in self._small_chain)
        first_small = self._store(table, fill=b"\xff") if table else _END
        count = 1
        while count * 128 < len(self._chain) + count:
            count += 1
        fat_sectors = list(range(len(self._chain), len(self._chain) + count))
        chain = self._chain + [_FAT] * count
        chain += [_FREE] * (count * 128 - len(chain))
        header = struct.pack("<8s16xHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 62, 3, 0xFFFE, 9, 6, 0, count,
                             first_directory, 0, 4096, first_small, -(-len(table) // 512), _END, 0)  # fmt: skip
        header += b"".join(struct.pack("<I", at) for at in fat_sectors + [_FREE] * (109 - count))
        return header + b"".join(self._sectors) + b"".join(struct.pack("<I", item) for item in chain)

    def _add(self, tree: Tree) -> int:
        """Add a storage's children as a chain of right siblings, in the order that the format asks for."""
        first, last = _FREE, _FREE
        for name in sorted(tree, key=lambda item: (len(item), item.upper())):
            inner, at = tree[name], len(self._entries)
            if isinstance(inner, bytes):
                start = self._store_small(inner) if len(inner) < 4096 else self._store(inner)
                self._entries.append([name, 2, _FREE, _FREE, _FREE, start, len(inner)])
            else:
                self._entries.append([name, 1, _FREE, _FREE, _FREE, 0, 0])
                self._entries[at][4] = self._add(inner)
            if last == _FREE:
                first = at
            else:
                self._entries[last][3] = at
            last = at
        return first

    def _store(self, data: bytes, *, fill: bytes = b"\0") -> int:
        if not data:
            return _END
        start, count = len(self._sectors), -(-len(data) // 512)
        for at in range(count):
            self._sectors.append(data[at * 512 : at * 512 + 512].ljust(512, fill))
            self._chain.append(start + at + 1 if at + 1 < count else _END)
        return start

    def _store_small(self, data: bytes) -> int:
        if not data:
            return _END
        start, count = len(self._small_chain), -(-len(data) // 64)
        self._small += data.ljust(count * 64, b"\0")
        self._small_chain += [start + at + 1 for at in range(count - 1)] + [_END]
        return start


def _entry(name: str, kind: int, left: int, right: int, child: int, start: int, size: int) -> bytes:
    shown = name.encode("utf-16-le")
    length = len(shown) + 2 if name else 0
    return struct.pack("<64sHBBIII16xI16xIQ", shown, length, kind, 1, left, right, child, 0, start, size)
