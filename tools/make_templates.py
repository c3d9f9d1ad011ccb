"""Builds the templates that ship: `python tools/make_templates.py` writes them to resources/templates.

A template is an ordinary Word file; an office changes it, or makes its own, in Word. What makes it one:

- Fields in double braces: letterhead, addressee, date, our_reference, their_reference, marking, handling,
  salutation, subject, paragraphs, sign_off, signature, copy_to, enclosures. Those of several lines are lists.
- Lines that hold only a condition or a loop, such as {%p if their_reference %}, print nothing themselves.
- The letter's paragraphs go where the loop "for paragraph in paragraphs" prints {{p paragraph }}. What stands
  after its "else" are the starting paragraphs of a new letter, which may use answered, received and due too.
- The styles "Letter Body" and "Letter Number 1" to "Letter Number 3" give the paragraphs their looks. The
  numbers are those of the multi-level list that the number styles belong to.
- The file's title is the template's name, its category the kind of letter.

The parts are written by hand, small and the same on every run.
"""

import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from letter_styles import FONT, RELATIONSHIPS, ROOT, XML, numbering, styles

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "templates"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


@dataclass(frozen=True)
class Starter:
    """A starting paragraph: its style, and its words."""

    style: str
    words: str


@dataclass(frozen=True)
class Blueprint:
    """What differs from one template to the next."""

    name: str
    title: str
    kind: str
    starters: tuple[Starter, ...]
    names_signatory: bool = False
    """Whether the letterhead says from whom the letter is, as one in a person's own name does."""


THANKS = (
    Starter("", "{%p if answered %}"),
    Starter("LetterBody", "Thank you for your letter of {{ answered }}."),
    Starter("", "{%p else %}"),
    Starter("LetterBody", "Thank you for your letter."),
    Starter("", "{%p endif %}"),
)
BLUEPRINTS = (
    Blueprint(
        "inter-inspectorate-reply",
        "Inter-inspectorate reply",
        "reply",
        (
            *THANKS,
            Starter(
                "LetterNumber1", "[Set out what we have found, naming each report by title and date ...]"
            ),
            Starter("LetterNumber1", "[Answer each point of the letter in turn ...]"),
            Starter("LetterNumber1", "[Say what we will do next, and by when ...]"),
        ),
    ),
    Blueprint(
        "acknowledgement",
        "Acknowledgement",
        "acknowledgement",
        (
            Starter("", "{%p if answered and received %}"),
            Starter(
                "LetterBody",
                "Thank you for your letter of {{ answered }}, which we received on {{ received }}.",
            ),
            Starter("", "{%p else %}"),
            *THANKS,
            Starter("", "{%p endif %}"),
            Starter("", "{%p if due %}"),
            Starter(
                "LetterBody",
                "It is receiving attention, and you will have a full reply by {{ due }}. "
                "If we find that we need longer, we will write to you before then and say why.",
            ),
            Starter("", "{%p else %}"),
            Starter(
                "LetterBody", "It is receiving attention, and you will have a full reply as soon as possible."
            ),
            Starter("", "{%p endif %}"),
            Starter("", "{%p if our_reference %}"),
            Starter(
                "LetterBody", "Please quote our reference {{ our_reference }} if you write to us about it."
            ),
            Starter("", "{%p endif %}"),
        ),
    ),
    Blueprint(
        "holding-reply",
        "Holding reply",
        "holding reply",
        (
            Starter("", "{%p if answered and received %}"),
            Starter(
                "LetterBody",
                "Thank you for your letter of {{ answered }}, which we received on {{ received }}.",
            ),
            Starter("", "{%p else %}"),
            *THANKS,
            Starter("", "{%p endif %}"),
            Starter(
                "LetterBody",
                "I am sorry that you do not yet have a full reply. "
                "[Say what is being done to answer the letter, and why it takes longer ...]",
            ),
            Starter(
                "LetterBody",
                "I expect to write to you again by [date]. If that changes, I will let you know before then.",
            ),
            Starter("", "{%p if our_reference %}"),
            Starter(
                "LetterBody",
                "Please quote our reference {{ our_reference }} if you write to us about it in the meantime.",
            ),
            Starter("", "{%p endif %}"),
        ),
    ),
    Blueprint(
        "ministerial-reply",
        "Ministerial reply",
        "reply",
        (
            *THANKS,
            Starter(
                "LetterNumber1",
                "[Give the answer in one paragraph: what was asked, and what we say to it ...]",
            ),
            Starter(
                "LetterNumber1", "[Set out what we have found, naming each report by title and date ...]"
            ),
            Starter(
                "LetterNumber1", "[Say what we will do next, and by when, and what we ask of others ...]"
            ),
            Starter(
                "LetterNumber1", "[Say whether we offer to meet, and who can be spoken to meanwhile ...]"
            ),
        ),
        names_signatory=True,
    ),
)


def line(words: str, style: str = "", *, more: str = "") -> str:
    """Write a paragraph; "\\t" in its words is a tab."""
    properties = (f'<w:pStyle w:val="{style}"/>' if style else "") + more
    pieces = "<w:tab/>".join(
        f'<w:t xml:space="preserve">{escape(piece)}</w:t>' if piece else "" for piece in words.split("\t")
    )
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}<w:r>{pieces}</w:r></w:p>"


def when(condition: str, *lines: str) -> str:
    """Write lines that print only where a condition holds, and leave no gap elsewhere."""
    return line(f"{{%p if {condition} %}}") + "".join(lines) + line("{%p endif %}")


def each(item: str, items: str, *lines: str) -> str:
    """Write lines once for each item of a field."""
    return line(f"{{%p for {item} in {items} %}}") + "".join(lines) + line("{%p endfor %}")


def field(code: str) -> str:
    """Write the runs of a field that Word works out, such as PAGE."""
    parts = (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> {code} </w:instrText>',
    )
    shown = ('<w:fldChar w:fldCharType="separate"/>', "<w:t>2</w:t>", '<w:fldChar w:fldCharType="end"/>')
    return "".join(f"<w:r>{part}</w:r>" for part in (*parts, *shown))


def document(blueprint: Blueprint) -> str:
    """Write the letter itself."""
    starters = "".join(line(starter.words, starter.style) for starter in blueprint.starters)
    body = "".join(
        (
            each("line", "addressee", line("{{ line }}", "LetterAddress")),
            when("date", line("{{ date }}", "LetterDate")),
            when("our_reference", line("Our ref:\t{{ our_reference }}", "LetterReference")),
            when("their_reference", line("Your ref:\t{{ their_reference }}", "LetterReference")),
            when("salutation", line("{{ salutation }}", "LetterSalutation")),
            when("subject", line("{{ subject|upper }}", "LetterSubject")),
            line("{%p for paragraph in paragraphs %}"),
            line("{{p paragraph }}", "LetterBody"),
            line("{%p else %}"),
            starters,
            line("{%p endfor %}"),
            when("sign_off", line("{{ sign_off }}", "LetterSignOff")),
            each(
                "line",
                "signature",
                line("{%p if loop.first %}"),
                line("{{ line }}", "LetterSignatory"),
                line("{%p else %}"),
                line("{{ line }}", "LetterPost"),
                line("{%p endif %}"),
            ),
            listed("copy_to", "'cc:'"),
            listed("enclosures", "'Encs:' if enclosures|length > 1 else 'Enc:'"),
        )
    )
    return f"{XML}<w:document {ROOT}><w:body>{body}{SECTION}</w:body></w:document>"


def listed(items: str, head: str) -> str:
    """Write a list with its head beside the first item."""
    return each(
        "line",
        items,
        line("{%p if loop.first %}"),
        line(f"{{{{ {head} }}}}\t{{{{ line }}}}", "LetterListHead"),
        line("{%p else %}"),
        line("\t{{ line }}", "LetterList"),
        line("{%p endif %}"),
    )


SECTION = (
    "<w:sectPr>"
    '<w:headerReference w:type="first" r:id="rId10"/><w:headerReference w:type="default" r:id="rId11"/>'
    '<w:footerReference w:type="first" r:id="rId12"/><w:footerReference w:type="default" r:id="rId13"/>'
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1304" w:right="1418" w:bottom="1474" w:left="1418" '
    'w:header="680" w:footer="624" w:gutter="0"/>'
    "<w:titlePg/></w:sectPr>"
)
MARKING = when("marking", line("{{ marking }}{% if handling %} – {{ handling }}{% endif %}", "LetterMarking"))


def first_header(blueprint: Blueprint) -> str:
    """Write the letterhead: the office's name, its address on one line, a fine rule, and who writes."""
    head = when(
        "letterhead",
        line("{{ letterhead[0] }}", "LetterheadName"),
        line("{{ letterhead[1:]|join(', ') }}", "LetterheadAddress"),
    )
    writer = each(
        "line",
        "signature",
        line("{%p if loop.first %}"),
        line("{{ line }}", "LetterheadWriter"),
        line("{%p else %}"),
        line("{{ line }}", "LetterheadPost"),
        line("{%p endif %}"),
    )
    return (
        f"{XML}<w:hdr {ROOT}>{MARKING}{head}{writer if blueprint.names_signatory else ''}{line('')}</w:hdr>"
    )


def next_header() -> str:
    """Write what heads the second page and those after it: the marking, to whom, when, and the reference."""
    reference = "{% if our_reference %}\t{{ our_reference }}{% endif %}"
    to_whom = "{% if addressee %}{{ addressee[0] }}{% endif %}{% if date %}, {{ date }}{% endif %}"
    return f"{XML}<w:hdr {ROOT}>{MARKING}{line(to_whom + reference, 'LetterContinuation')}</w:hdr>"


def footer(*, numbered: bool) -> str:
    """Write a footer: the page number, from the second page on, and the marking."""
    style = '<w:pPr><w:pStyle w:val="LetterPage"/></w:pPr>'
    pages = f'<w:r><w:t xml:space="preserve">Page </w:t></w:r>{field("PAGE")}'
    number = f"<w:p>{style}{pages}</w:p>" if numbered else line("", "LetterPage")
    return f"{XML}<w:ftr {ROOT}>{number}{MARKING}</w:ftr>"


SETTINGS = (
    f'{XML}<w:settings {ROOT}><w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="en-GB"/></w:settings>'
)
FONTS = (
    f'{XML}<w:fonts {ROOT}><w:font w:name="{FONT}"><w:altName w:val="Liberation Sans"/>'
    '<w:panose1 w:val="020B0604020202020204"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>'
    "</w:fonts>"
)
PARTS = ("styles", "numbering", "settings", "fontTable")
FURNITURE = (
    ("rId10", "header", "1"),
    ("rId11", "header", "2"),
    ("rId12", "footer", "1"),
    ("rId13", "footer", "2"),
)


def content_types() -> str:
    """Write what each part is."""
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    parts = [
        ("/word/document.xml", f"{word}.document.main+xml"),
        *((f"/word/{part}.xml", f"{word}.{part}+xml") for part in PARTS),
        *((f"/word/{kind}{number}.xml", f"{word}.{kind}+xml") for _, kind, number in FURNITURE),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
    ]
    overrides = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in parts)
    return (
        f'{XML}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def relationships(*targets: tuple[str, str, str]) -> str:
    """Write the ties of a part to others: id, kind, target."""
    ties = "".join(
        f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>' for key, kind, target in targets
    )
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{ties}</Relationships>'


def core(blueprint: Blueprint) -> str:
    """Write the file's own title and category, by which a template is known."""
    return (
        f'{XML}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(blueprint.title)}</dc:title><dc:language>en-GB</dc:language>"
        f"<cp:category>{escape(blueprint.kind)}</cp:category></cp:coreProperties>"
    )


def parts(blueprint: Blueprint) -> dict[str, str]:
    """Give every part of a template by its name in the file."""
    ties = (
        *((f"rId{number}", f"{RELATIONSHIPS}/{part}", f"{part}.xml") for number, part in enumerate(PARTS, 1)),
        *((key, f"{RELATIONSHIPS}/{kind}", f"{kind}{number}.xml") for key, kind, number in FURNITURE),
    )
    package = (
        ("rId1", f"{RELATIONSHIPS}/officeDocument", "word/document.xml"),
        ("rId2", f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
    )
    return {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relationships(*package),
        "word/document.xml": document(blueprint),
        "word/_rels/document.xml.rels": relationships(*ties),
        "word/styles.xml": styles(),
        "word/numbering.xml": numbering(),
        "word/settings.xml": SETTINGS,
        "word/fontTable.xml": FONTS,
        "word/header1.xml": first_header(blueprint),
        "word/header2.xml": next_header(),
        "word/footer1.xml": footer(numbered=False),
        "word/footer2.xml": footer(numbered=True),
        "docProps/core.xml": core(blueprint),
    }


def main() -> None:
    """Write every template."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for blueprint in BLUEPRINTS:
        path = FOLDER / f"{blueprint.name}.docx"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
            for name, xml in parts(blueprint).items():
                file.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), xml, zipfile.ZIP_DEFLATED)
        sys.stdout.write(f"{path.name}\n")


if __name__ == "__main__":
    main()
