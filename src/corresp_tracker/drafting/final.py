"""The copy that leaves: the same letter, with nothing in the file that is the office's own business."""

import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from corresp_tracker.drafting.package import read_parts, write_parts
from corresp_tracker.errors import InvalidLetter
from corresp_tracker.values.bookmarks import IDENTITY_PROPERTY, is_citation, paragraph_uid

_ETREE: Any = import_module(
    "lxml.etree"
)  # it ships without types, and keeps prefixes, which the standard one loses
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WORD_2010 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_TRACKED = ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange")
_COMMENTS = ("commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef")
_OURS = frozenset({"_GoBack"})  # where Word's own caret was
_PARTS_OF_OTHERS = re.compile(
    r"(?:^|/)(?:comments\w*|people|commentsExtensible|commentsIds)\.xml\Z|^docProps/(?:custom|app)\.xml\Z"
    r"|^docProps/thumbnail|^customXml/|^docMetadata/"
)
_TRACES = (
    ("revision ids", r"w:rsid\w*=|<w:rsid"),
    ("bookmarks", rf'w:name="_(?:ct[0-9a-f]{{32}}|cl[0-9a-f]{{16}}_\d+)"|{IDENTITY_PROPERTY}'),
    ("tracked changes", r"<w:(?:ins|del|moveFrom|moveTo) "),
    ("comments", r"<w:comment|w:author="),
    ("names of authors", r"<(?:dc:creator|cp:lastModifiedBy)>[^<]+<"),
)
_NAMES = re.compile(
    r"(<(?:dc:creator|cp:lastModifiedBy|dc:description|cp:keywords|cp:contentStatus|cp:revision)>)[^<]*(</)"
)


def final_copy(data: bytes) -> bytes:
    """Strip a letter's Word file of bookmarks, map, comments, names of authors, revision ids and hidden words.

    What prints is untouched. Raises InvalidLetter where changes are tracked: nobody but a person can settle those.
    """
    parts = read_parts(data)
    gone = [name for name in parts if _PARTS_OF_OTHERS.search(name)]
    for name in gone:
        del parts[name]
    for name, content in list(parts.items()):
        if name.startswith("word/") and name.endswith(".xml"):
            parts[name] = _stripped(content)
        elif name.endswith(".rels") or name == "[Content_Types].xml":
            parts[name] = _without_ties(content, gone)
    if "docProps/core.xml" in parts:
        parts["docProps/core.xml"] = _NAMES.sub(r"\1\2", parts["docProps/core.xml"].decode()).encode()
    return write_parts({name: content for name, content in parts.items() if not _is_lost(name, parts)})


def left_behind(data: bytes) -> tuple[str, ...]:
    """Name what a file still holds that should not leave; empty for one that may go."""
    return tuple(dict.fromkeys(_left(read_parts(data))))


def _left(parts: dict[str, bytes]) -> Iterator[str]:
    yield from (name for name in parts if _PARTS_OF_OTHERS.search(name))
    for name, content in parts.items():
        if name.endswith(".xml"):
            xml = content.decode("utf-8", errors="replace")
            yield from (what for what, pattern in _TRACES if re.search(pattern, xml))


def _stripped(content: bytes) -> bytes:
    root: Any = _ETREE.fromstring(content, _ETREE.XMLParser(resolve_entities=False, no_network=True))
    if any(next(root.iter(f"{_W}{tag}"), None) is not None for tag in _TRACKED):
        raise InvalidLetter("The letter has tracked changes: accept or reject them before it goes.")
    for item in [*_our_bookmarks(root), *_marks(root), *_hidden_runs(root)]:
        _remove(item)
    for element in root.iter(_ETREE.Element):
        for name in [each for each in element.attrib if _tells_of_revisions(str(each))]:
            del element.attrib[name]
    return _ETREE.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _our_bookmarks(root: Any) -> list[Any]:
    """Give the beginnings and ends of the bookmarks of paragraphs and citations, and of Word's own caret."""
    ours = {
        item.get(f"{_W}id")
        for item in root.iter(f"{_W}bookmarkStart")
        if _is_ours(str(item.get(f"{_W}name")))
    }
    return [
        item for item in root.iter(f"{_W}bookmarkStart", f"{_W}bookmarkEnd") if item.get(f"{_W}id") in ours
    ]


def _is_ours(bookmark: str) -> bool:
    return bool(paragraph_uid(bookmark)) or is_citation(bookmark) or bookmark in _OURS


def _marks(root: Any) -> list[Any]:
    """Give the marks of comments, of spelling, of who wrote when, and of the template that the file came from."""
    tags = (*_COMMENTS, "rsids", "proofErr", "docVars", "attachedTemplate")
    return list(root.iter(*(f"{_W}{tag}" for tag in tags)))


def _hidden_runs(root: Any) -> list[Any]:
    found: list[Any] = []
    for run in root.iter(f"{_W}r"):
        mark = run.find(f"{_W}rPr/{_W}vanish")
        if mark is not None and mark.get(f"{_W}val", "1") not in ("0", "false", "off"):
            found.append(run)
    return found


def _tells_of_revisions(name: str) -> bool:
    return name.startswith(f"{_W}rsid") or name in (f"{_WORD_2010}paraId", f"{_WORD_2010}textId")


def _remove(item: Any) -> None:
    """Take an element out; the run around a mark goes with it where nothing else is in it."""
    parent: Any = item.getparent()
    if parent is None:
        return
    parent.remove(item)
    if parent.tag == f"{_W}r" and all(child.tag == f"{_W}rPr" for child in parent):
        _remove(parent)


def _without_ties(content: bytes, gone: list[str]) -> bytes:
    """Take the mention of parts that are gone out of a list of contents or ties."""
    names = {name.rpartition("/")[2] for name in gone}

    def kept(match: "re.Match[str]") -> str:
        target = re.search(r'(?:Target|PartName)="([^"]*)"', match.group())
        is_gone = target is not None and target[1].rpartition("/")[2] in names
        return "" if is_gone and not match.group().startswith("<Default") else match.group()

    xml = re.sub(r"<(?:\w+:)?(?:Relationship|Override)\b[^>]*/>", kept, content.decode())
    return re.sub(r'<(?:\w+:)?Relationship\b[^>]*/attachedTemplate"[^>]*/>', "", xml).encode()


def _is_lost(name: str, parts: dict[str, bytes]) -> bool:
    """Say whether a part only told of another that is gone."""
    if not name.endswith(".rels") or name == "_rels/.rels":
        return False
    folder, _, file = name.rpartition("/")
    return (
        f"{folder.removesuffix('/_rels').removesuffix('_rels')}/{file.removesuffix('.rels')}".lstrip("/")
        not in parts
    )
