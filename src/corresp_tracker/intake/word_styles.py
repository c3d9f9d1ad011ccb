"""What Word's styles say of a paragraph: bold, capitals, hidden, heading, and which list numbers it."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from corresp_tracker.intake.word_package import MAIN

_OFF = frozenset({"0", "false", "off", "none"})


class WordStyles:
    """The styles of one Word file, each with those that it is based on."""

    def __init__(self, root: Element | None) -> None:
        styles = root.iter(f"{MAIN}style") if root is not None else ()
        self._styles = {value(style, "styleId"): style for style in styles}
        self._default = next((key for key, style in self._styles.items() if _is_default_paragraph(style)), "")

    def of_paragraph(self, paragraph: Element) -> str:
        """Give the id of a paragraph's style."""
        chosen = paragraph.find(f"{MAIN}pPr/{MAIN}pStyle")
        return value(chosen, "val") if chosen is not None else self._default

    def is_set(self, properties: Element | None, style: str, name: str) -> bool:
        """Say whether a run has a property ("b", "i", "caps", "vanish"): its own, its style's, the paragraph's."""
        own = properties.find(f"{MAIN}{name}") if properties is not None else None
        if own is not None:
            return is_on(own)
        run_style = properties.find(f"{MAIN}rStyle") if properties is not None else None
        for key in (value(run_style, "val") if run_style is not None else "", style):
            for parent in self._chain(key):
                found = parent.find(f"{MAIN}rPr/{MAIN}{name}")
                if found is not None:
                    return is_on(found)
        return False

    def numbering(self, style: str) -> tuple[str, str | None]:
        """Give the list's id and the level that a style sets; an empty id where it sets none."""
        number, level = "", None
        for parent in self._chain(style):
            properties = parent.find(f"{MAIN}pPr/{MAIN}numPr")
            if properties is None:
                continue
            level = level or child_value(properties, "ilvl")
            number = child_value(properties, "numId") or ""
            if number:
                break
        return number, level

    def is_heading(self, style: str) -> bool:
        """Say whether a style is one of Word's headings, or based on one."""
        return any(
            (child_value(parent, "name") or "").lower().startswith(("heading", "title", "subtitle"))
            for parent in self._chain(style)
        )

    def list_of(self, style: str) -> str:
        """Give the id of the list that a numbering style stands for."""
        return self.numbering(style)[0]

    def _chain(self, key: str) -> Iterator[Element]:
        seen: set[str] = set()
        while key in self._styles and key not in seen:
            seen.add(key)
            yield self._styles[key]
            key = child_value(self._styles[key], "basedOn") or ""


def value(element: Element, name: str) -> str:
    """Give an attribute of Word's own."""
    return element.get(f"{MAIN}{name}", "")


def child_value(element: Element, name: str) -> str | None:
    """Give the `val` of a child, None where there is no such child."""
    child = element.find(f"{MAIN}{name}")
    return None if child is None else value(child, "val")


def is_on(element: Element) -> bool:
    """Say whether an on-off element is on; it is, unless its `val` says no."""
    return value(element, "val").lower() not in _OFF


def _is_default_paragraph(style: Element) -> bool:
    return value(style, "type") == "paragraph" and value(style, "default").lower() in {"1", "true", "on"}
