"""The parts of a Word file, and how they are put back so that the same letter gives the same bytes."""

import re
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest moment that a zip file can bear
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_CUSTOM_FORMAT = (
    "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # the set of custom properties, in every Office file
)
_TIES = "http://schemas.openxmlformats.org/package/2006/relationships"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CUSTOM = "docProps/custom.xml"
_CORE = "docProps/core.xml"
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def without_illegal_characters(text: str) -> str:
    """Leave out the characters that no XML file can hold, such as control codes from a paste."""
    return _NOT_IN_XML.sub("", text)


def read_parts(data: bytes) -> dict[str, bytes]:
    """Give the parts of a Word file by name. Raises BadZipFile where it is none."""
    with zipfile.ZipFile(BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def write_parts(parts: Mapping[str, bytes], *, compressed: bool = True) -> bytes:
    """Give the file that these parts make, always the same bytes for the same parts in the same order."""
    buffer = BytesIO()
    method = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
    with zipfile.ZipFile(buffer, "w") as file:
        for name, content in parts.items():
            file.writestr(zipfile.ZipInfo(name, _EPOCH), content, method)
    return buffer.getvalue()


def set_core_properties(parts: dict[str, bytes], *, title: str, author: str, moment: str) -> None:
    """Write the file's title and author, and the moment that it was made (ISO in UTC, "" for none)."""
    times = "".join(
        f'<dcterms:{which} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{which}>'
        for which in ("created", "modified")
        if moment
    )
    parts[_CORE] = (
        f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(author)}</dc:creator>"
        f"<dc:language>en-GB</dc:language><cp:lastModifiedBy>{escape(author)}</cp:lastModifiedBy>{times}"
        "</cp:coreProperties>"
    ).encode()
    _declare(
        parts,
        _CORE,
        kind="application/vnd.openxmlformats-package.core-properties+xml",
        tie=f"{_PACKAGE}/relationships/metadata/core-properties",
    )


def set_custom_properties(parts: dict[str, bytes], values: Mapping[str, str]) -> None:
    """Add custom document properties to those of the template. Word allows 255 characters each."""
    namespace = f"{_OFFICE}/custom-properties"
    present = parts.get(_CUSTOM, f'{_XML}<Properties xmlns="{namespace}"></Properties>'.encode()).decode()
    present = re.sub(r"<((?:\w+:)?Properties)([^>]*)/>", r"<\1\2></\1>", present)
    first = max((int(pid) for pid in re.findall(r'\bpid="(\d+)"', present)), default=1) + 1
    added = "".join(
        f'<property xmlns="{namespace}" fmtid="{_CUSTOM_FORMAT}" pid="{pid}" name={quoteattr(name)}>'
        f'<vt:lpwstr xmlns:vt="{_OFFICE}/docPropsVTypes">{escape(value[:255])}</vt:lpwstr></property>'
        for pid, (name, value) in enumerate(values.items(), first)
    )
    parts[_CUSTOM] = re.sub(r"(?=</(?:\w+:)?Properties>)", lambda _: added, present).encode()
    _declare(
        parts,
        _CUSTOM,
        kind="application/vnd.openxmlformats-officedocument.custom-properties+xml",
        tie=f"{_OFFICE}/relationships/custom-properties",
    )


def add_numbering_part(parts: dict[str, bytes], document: str) -> None:
    """Give a document that has no lists an empty part for them. `document` is the name of its main part."""
    folder, _, name = document.rpartition("/")
    parts[f"{folder}/numbering.xml"] = (
        f'{_XML}<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "</w:numbering>"
    ).encode()
    _declare(
        parts,
        f"{folder}/numbering.xml",
        kind="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml",
        tie=f"{_OFFICE}/relationships/numbering",
        of=f"{folder}/_rels/{name}.rels",
    )


def tie_addresses(parts: dict[str, bytes], document: str, addresses: Sequence[str]) -> dict[str, str]:
    """Tie a document to addresses outside, for hyperlinks; give the id of each tie by its address."""
    if not addresses:
        return {}
    folder, _, name = document.rpartition("/")
    ties = f"{folder}/_rels/{name}.rels"
    present = parts.get(ties, f'{_XML}<Relationships xmlns="{_TIES}"></Relationships>'.encode()).decode()
    present = re.sub(r"<((?:\w+:)?Relationships)([^>]*)/>", r"<\1\2></\1>", present)
    found = {address: f"rIdCitation{number}" for number, address in enumerate(addresses, start=1)}
    added = "".join(
        f'<Relationship xmlns="{_TIES}" Id="{tie}" Type="{_OFFICE}/relationships/hyperlink" '
        f'Target={quoteattr(address)} TargetMode="External"/>'
        for address, tie in found.items()
    )
    parts[ties] = re.sub(r"(?=</(?:\w+:)?Relationships>)", lambda _: added, present).encode()
    return found


def main_part(parts: Mapping[str, bytes]) -> str:
    """Give the name of the part that holds the letter's text."""
    ties = parts["_rels/.rels"].decode()
    for tie in re.findall(r"<Relationship\b[^>]*>", ties):
        if re.search(r'Type="[^"]*/officeDocument"', tie) and (
            target := re.search(r'Target="/?([^"]+)"', tie)
        ):
            return target[1]
    raise KeyError("officeDocument")


def _declare(parts: dict[str, bytes], name: str, *, kind: str, tie: str, of: str = "_rels/.rels") -> None:
    """Enter a part in the list of contents and tie it to the file, where that has not been done."""
    contents = parts["[Content_Types].xml"].decode()
    if f'PartName="/{name}"' not in contents:
        entry = f'<Override PartName="/{name}" ContentType="{kind}"/>'
        parts["[Content_Types].xml"] = contents.replace("</Types>", f"{entry}</Types>").encode()
    ties = parts[of].decode()
    if f'Type="{tie}"' not in ties:
        target = name if of == "_rels/.rels" else name.rpartition("/")[2]
        free = max((int(number) for number in re.findall(r'Id="rId(\d+)"', ties)), default=0) + 1
        entry = f'<Relationship Id="rId{free}" Type="{tie}" Target="{target}"/>'
        parts[of] = ties.replace("</Relationships>", f"{entry}</Relationships>").encode()
