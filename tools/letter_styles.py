"""The looks of the shipped templates: their styles, and the multi-level list of their numbers."""

FONT = "Arial"
INK = "1F2A44"
GREY = "595959"
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
ROOT = f'xmlns:w="{MAIN}" xmlns:r="{RELATIONSHIPS}"'


def style(key: str, name: str, *, paragraph: str = "", run: str = "", based: str = "LetterBase") -> str:
    """Write a paragraph style."""
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{key}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{based}"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>'
    )


def spacing(before: int = 0, after: int = 0, *, lines: int = 264) -> str:
    """Write the space before and after, in points, and the line pitch (240 is single)."""
    return f'<w:spacing w:before="{before * 20}" w:after="{after * 20}" w:line="{lines}" w:lineRule="auto"/>'


NEXT = "<w:keepNext/>"
TOGETHER = "<w:contextualSpacing/>"  # no space between paragraphs of one style
BOLD = "<w:b/><w:bCs/>"


def size(points: float) -> str:
    """Write a font size."""
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


def colour(ink: str) -> str:
    """Write a colour."""
    return f'<w:color w:val="{ink}"/>'


def rule(edge: str, space: int) -> str:
    """Write a fine line at an edge of a paragraph."""
    return f'<w:pBdr><w:{edge} w:val="single" w:sz="6" w:space="{space}" w:color="{INK}"/></w:pBdr>'


def number_style(level: int) -> str:
    """Write the style of a numbered paragraph, tied to its level of the list."""
    numbering = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    return style(
        f"LetterNumber{level + 1}",
        f"Letter Number {level + 1}",
        paragraph=numbering + spacing(after=8),
        based="LetterBody",
    )


def styles() -> str:
    """Write the styles, all of them named for what they are in a letter."""
    fonts = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts}{size(11.5)}"
        '<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault><w:pPr><w:widowControl/></w:pPr></w:pPrDefault></w:docDefaults>"
    )
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="paragraph" w:customStyle="1" w:styleId="LetterBase"><w:name w:val="Letter Base"/>'
        f'<w:basedOn w:val="Normal"/><w:pPr>{spacing()}</w:pPr></w:style>'
    )
    hanging = '<w:tabs><w:tab w:val="left" w:pos="1134"/></w:tabs>'
    under = '<w:ind w:left="1134" w:hanging="1134"/>'
    right = '<w:tabs><w:tab w:val="right" w:pos="9070"/></w:tabs>'
    centred = '<w:jc w:val="center"/>'
    named = (
        style(
            "LetterheadName",
            "Letterhead Name",
            paragraph=NEXT + spacing(after=3),
            run=BOLD + colour(INK) + size(16),
        ),
        style(
            "LetterheadAddress",
            "Letterhead Address",
            paragraph=rule("bottom", 7) + spacing(after=14),
            run=colour(GREY) + size(9),
        ),
        style(
            "LetterheadWriter",
            "Letterhead Writer",
            paragraph=NEXT + spacing() + '<w:jc w:val="right"/>',
            run=BOLD + colour(INK) + size(11),
        ),
        style(
            "LetterheadPost",
            "Letterhead Post",
            paragraph=spacing() + '<w:jc w:val="right"/>',
            run=colour(GREY) + size(10),
        ),
        style("LetterMarking", "Letter Marking", paragraph=spacing(after=6) + centred, run=BOLD + size(10)),
        style("LetterAddress", "Letter Address"),
        style("LetterDate", "Letter Date", paragraph=spacing(before=18, after=6)),
        style(
            "LetterReference", "Letter Reference", paragraph=hanging + spacing(before=12) + under + TOGETHER
        ),
        style("LetterSalutation", "Letter Salutation", paragraph=NEXT + spacing(before=18, after=10)),
        style("LetterSubject", "Letter Subject", paragraph=NEXT + spacing(after=10), run=BOLD),
        style("LetterBody", "Letter Body", paragraph=spacing(after=8)),
        *(number_style(level) for level in range(3)),
        style("LetterSignOff", "Letter Sign-off", paragraph=NEXT + spacing(before=10, after=50)),
        style("LetterSignatory", "Letter Signatory", paragraph=NEXT, run=BOLD),
        style("LetterPost", "Letter Post"),
        style(
            "LetterListHead",
            "Letter List Head",
            paragraph=NEXT + "<w:keepLines/>" + hanging + spacing(before=16) + under,
        ),
        style("LetterList", "Letter List", paragraph="<w:keepLines/>" + hanging + under),
        style(
            "LetterContinuation",
            "Letter Continuation",
            paragraph=right + spacing(after=16),
            run=colour(GREY) + size(9),
        ),
        style("LetterPage", "Letter Page", paragraph=spacing(after=3) + centred, run=colour(GREY) + size(9)),
    )
    return f"{XML}<w:styles {ROOT}>{defaults}{normal}{''.join(named)}</w:styles>"


def numbering() -> str:
    """Write the multi-level list: 1. then (a) then (i), each with a hanging indent of a centimetre."""
    forms = (("decimal", "%1."), ("lowerLetter", "(%2)"), ("lowerRoman", "(%3)"))
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:pStyle w:val="LetterNumber{level + 1}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:tabs><w:tab w:val="num" w:pos="{567 * (level + 1)}"/></w:tabs>'
        f'<w:ind w:left="{567 * (level + 1)}" w:hanging="567"/></w:pPr></w:lvl>'
        for level, (form, text) in enumerate(forms)
    )
    return (
        f'{XML}<w:numbering {ROOT}><w:abstractNum w:abstractNumId="1">'
        f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
