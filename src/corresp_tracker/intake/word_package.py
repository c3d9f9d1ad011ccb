"""The parts of a Word file, opened with care: no archive bombs, no outside entities, no endless nesting."""

import io
import zipfile
from collections.abc import Callable
from posixpath import join, normpath
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, TreeBuilder, XMLParser

from corresp_tracker.errors import UnreadableFile

MAIN = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_LARGEST_PART = 40_000_000  # bytes of XML: a letter of 500 pages has 5 million
_MOST_PARTS = 5_000


class WordPackage:
    """The XML parts of one .docx. Raises UnreadableFile for a damaged, encrypted or oversized one."""

    def __init__(self, data: bytes, *, name: str) -> None:
        self._name = name
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            entries = self._archive.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, EOFError) as error:
            raise self._damaged() from error
        if len(entries) > _MOST_PARTS:
            raise self._too_large()
        self._names = {entry.filename for entry in entries}
        self.main = self._find_main()

    def part(self, name: str) -> Element | None:
        """Give a part as XML, None where the file has none of that name."""
        if name not in self._names:
            return None
        return self._parse(self._read(name))

    def related(self, kind: str) -> list[tuple[str, str]]:
        """Give the id and the part's name of what the document's main part refers to as `kind` ("header")."""
        folder, _, file = self.main.rpartition("/")
        return self._relations(f"{folder}/_rels/{file}.rels", folder, kind)

    def _find_main(self) -> str:
        found = self._relations("_rels/.rels", "", "officeDocument")
        for _, name in [*found, ("", "word/document.xml")]:
            if name in self._names:
                return name
        raise self._damaged()

    def _relations(self, name: str, folder: str, kind: str) -> list[tuple[str, str]]:
        root = self.part(name)
        if root is None:
            return []
        return [
            (relation.get("Id", ""), normpath(join(folder, relation.get("Target", ""))).lstrip("/"))
            for relation in root.iter(_RELATIONS)
            if relation.get("Type", "").endswith(f"/{kind}") and relation.get("TargetMode") != "External"
        ]

    def _read(self, name: str) -> bytes:
        """Read one part, no further than the limit: the size that the archive states may be a lie."""
        try:
            with self._archive.open(name) as part:
                data = part.read(_LARGEST_PART + 1)
        except RuntimeError as error:
            raise UnreadableFile(
                f"‘{self._name}’ is locked with a password; ask the sender for a copy without one.",
                name=self._name,
            ) from error
        except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as error:
            raise self._damaged() from error
        except Exception as error:
            if type(error).__module__ != "zlib":
                raise
            raise self._damaged() from error
        if len(data) > _LARGEST_PART:
            raise self._too_large()
        return data

    def _parse(self, data: bytes) -> Element:
        parser = XMLParser(target=_CarefulBuilder(self._damaged))
        try:
            parser.feed(data)
            root = parser.close()
        except ElementTree.ParseError as error:
            raise self._damaged() from error
        if STRICT.encode()[1:-1] in data[:4000]:
            for element in root.iter():
                element.tag = element.tag.replace(STRICT, MAIN)
                element.attrib = {key.replace(STRICT, MAIN): value for key, value in element.attrib.items()}
        return root

    def _damaged(self) -> UnreadableFile:
        return UnreadableFile(
            f"‘{self._name}’ is damaged or not complete; ask the sender for the letter again.",
            name=self._name,
        )

    def _too_large(self) -> UnreadableFile:
        return UnreadableFile(
            f"‘{self._name}’ is too large for a letter; type its details by hand. The file itself is kept.",
            name=self._name,
        )


class _CarefulBuilder(TreeBuilder):
    """Builds a tree, but refuses a document type (so no entities) and nesting that no writer makes."""

    def __init__(self, refusal: Callable[[], UnreadableFile]) -> None:
        super().__init__()
        self._refusal = refusal
        self._depth = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        self._depth += 1
        if self._depth > 200:
            raise self._refusal()
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        self._depth -= 1
        return super().end(tag)

    def doctype(self, *_: str | None) -> None:
        raise self._refusal()
