"""Templates made to do harm: none reaches beyond its letter, none takes long, and none leaves a letter behind."""

import io
import time
import zipfile
from collections.abc import Callable, Iterator

import pytest

from corresp_tracker.drafting.lint import lint
from corresp_tracker.drafting.rendering import RenderingWorker
from corresp_tracker.errors import InvalidTemplate
from drafting.letters import LETTER, LOOP, REPLY, parts_of, rezipped, with_body
from drafting.test_template import ESCAPES

LONGEST = 10.0  # seconds, from the question to the answer
SECRET = "root:x:0"


def body(*lines: str) -> bytes:
    return with_body(*lines, *LOOP)


def with_parts(change: Callable[[dict[str, bytes]], None]) -> bytes:
    parts = parts_of(REPLY)
    change(parts)
    return rezipped(parts)


def with_xml(part: str, before: bytes, added: bytes) -> bytes:
    return with_parts(lambda parts: parts.update({part: parts[part].replace(before, added + before, 1)}))


def with_tie(kind: str, target: str) -> bytes:
    tie = f'<Relationship Id="rId99" Type="http://x/{kind}" Target="{target}" TargetMode="External"/>'
    return with_xml("word/_rels/document.xml.rels", b"</Relationships>", tie.encode())


BOMB = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
)
OUTSIDE = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def entities(declared: bytes, used: bytes, part: str = "word/document.xml") -> bytes:
    def change(parts: dict[str, bytes]) -> None:
        head, _, rest = parts[part].partition(b"?>")
        parts[part] = head + b"?>" + declared + rest.replace(b"<w:t", used + b"<w:t", 1)

    return with_parts(change)


def swelling(size: int) -> bytes:
    """A small archive whose picture is enormous once it is taken out."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts_of(REPLY).items():
            file.writestr(name, content)
        with file.open("word/media/image1.png", "w", force_zip64=True) as part:
            for _ in range(size // 1_000_000):
                part.write(bytes(1_000_000))
    return kept.getvalue()


def lying(data: bytes) -> bytes:
    """An archive that states other sizes than its parts have."""
    at = data.index(b"PK\x01\x02")
    return data[: at + 24] + b"\x01\x00\x00\x00" + data[at + 28 :]


def nested(depth: int, inner: str, *, over: str = "addressee") -> bytes:
    heads = [f"{{% for v{n} in {over} %}}" for n in range(depth)]
    return body("".join(heads) + inner + "{% endfor %}" * depth)


HOSTILE: dict[str, Callable[[], bytes]] = {
    **{f"escape {n}": (lambda words=words: body(words)) for n, words in enumerate(ESCAPES)},
    "loops in loops": lambda: nested(7, "x", over="['a','a','a','a','a','a','a','a','a','a','a','a']"),
    "loops too deep": lambda: nested(12, "x"),
    "a loop over letters": lambda: nested(2, "x", over="subject"),
    "a loop over a long list": lambda: body("{% for a in [" + "1," * 30_000 + "] %}x{% endfor %}"),
    "a loop within itself": lambda: body(
        "{% for a in addressee recursive %}{{ loop(addressee) }}{% endfor %}"
    ),
    "a macro that calls itself": lambda: body("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}"),
    "words doubled": lambda: body("{% set a = 'aaaaaaaa' %}" + "{% set a = a ~ a %}" * 60 + "{{ a }}"),
    "words replaced by more": lambda: body(
        "{{ '" + "a" * 90 + "'" + f"|replace('a', '{'a' * 90}')" * 9 + " }}"
    ),
    "lines joined by more": lambda: body("{{ addressee" + f"|join('{'a' * 900}')" * 9 + " }}"),
    "a tilde": lambda: body("{{ subject ~ subject }}"),
    "a power": lambda: body("{{ 9 ** 9 ** 9 ** 9 }}"),
    "a product of lists": lambda: body("{{ [1] * 999999999 }}"),
    "a block that filters": lambda: body("{% filter replace('a', 'b') %}a{% endfilter %}"),
    "escaping switched off": lambda: body("{% autoescape false %}{{ '<w:p/>' }}{% endautoescape %}"),
    "words said to be safe": lambda: body("{{ '<w:altChunk/>'|safe }}"),
    "XML put in by a field": lambda: body("{{ subject|forceescape }}"),
    "an include": lambda: body("{% include '/etc/passwd' %}"),
    "an include that may fail": lambda: body("{% include 'x' ignore missing %}{% include ['/etc/passwd'] %}"),
    "an import": lambda: body("{% from 'os' import system %}"),
    "a parent": lambda: body("{% extends '/etc/passwd' %}"),
    "the frame of a loop": lambda: body(
        "{% for a in addressee %}{{ loop.__init__.__globals__ }}{% endfor %}"
    ),
    "an attribute by its name": lambda: body("{{ subject['__class__'] }}"),
    "an attribute by a filter": lambda: body("{{ [subject]|map(attribute='__class__')|list }}"),
    "a format string": lambda: body("{{ '{0.__class__}'.format(subject) }}"),
    "a format map": lambda: body("{{ '{a.__class__}'.format_map({'a': subject}) }}"),
    "a test for what there is": lambda: body("{% if subject is callable %}x{% endif %}{{ debug }}"),
    "the environment": lambda: body("{{ self.environment }}{{ environment }}"),
    "brackets without end": lambda: body("{{ " + "(" * 20_000 + "1" + ")" * 20_000 + " }}"),
    "conditions without end": lambda: body("{% if date %}" * 3_000 + "{% endif %}" * 3_000),
    "braces without end": lambda: body("{{" * 100_000 + "}}" * 100_000),
    "comments without end": lambda: body("{#" * 50_000),
    "entities that swell": lambda: entities(BOMB + b"]>", b"&j;"),
    "entities that swell in the styles": lambda: entities(BOMB + b"]>", b"", "word/styles.xml"),
    "an entity from outside": lambda: entities(OUTSIDE, b"<w:t>&x;</w:t>"),
    "an archive that swells": lambda: swelling(300_000_000),
    "an archive that lies": lambda: lying(swelling(20_000_000)),
    "tags too deep": lambda: with_xml(
        "word/document.xml", b"<w:sectPr>", b"<w:p>" * 50_000 + b"</w:p>" * 50_000
    ),
    "a picture from outside": lambda: with_tie("image", "https://example.org/seen.png"),
    "a template from a share": lambda: with_tie("attachedTemplate", "file://example/share/evil.dotm"),
    "a frame from outside": lambda: with_tie("frame", "https://example.org/"),
    "a document taken in": lambda: with_xml("word/document.xml", b"<w:sectPr>", b'<w:altChunk r:id="rId1"/>'),
    "a field that includes": lambda: with_xml(
        "word/document.xml",
        b"<w:sectPr>",
        b'<w:p><w:r><w:instrText> INCLUDE</w:instrText></w:r><w:r><w:instrText>TEXT "C:\\x" </w:instrText></w:r></w:p>',
    ),
    "a field that starts a program": lambda: with_xml(
        "word/document.xml", b"<w:sectPr>", b'<w:p><w:fldSimple w:instr="DDEAUTO c:\\x cmd"/></w:p>'
    ),
    "a macro": lambda: with_parts(lambda parts: parts.update({"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"})),
    "an embedded object": lambda: with_parts(
        lambda parts: parts.update({"word/embeddings/oleObject1.bin": b"MZ"})
    ),
    "a document with macros": lambda: with_parts(
        lambda parts: parts.update(
            {
                "[Content_Types].xml": parts["[Content_Types].xml"].replace(
                    b"document.main+xml", b"macroEnabled.main+xml"
                )
            }
        )
    ),
    "paragraphs twice": lambda: body("{{ subject }}", *LOOP),
    "many parts": lambda: with_parts(
        lambda parts: parts.update({f"word/p{n}.xml": b"<a/>" for n in range(3_000)})
    ),
    "no parts": lambda: rezipped({}),
    "half a file": lambda: REPLY[: len(REPLY) // 2],
}


@pytest.fixture(scope="module")
def worker() -> Iterator[RenderingWorker]:
    with RenderingWorker() as worker:
        yield worker


def test_there_are_enough_of_them() -> None:
    assert len(HOSTILE) >= 60


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_template_is_refused_in_time_and_nothing_comes_of_it(
    name: str, worker: RenderingWorker
) -> None:
    template = HOSTILE[name]()
    started = time.monotonic()
    with pytest.raises(InvalidTemplate) as refusal:
        worker.write(LETTER, template=template)
    assert time.monotonic() - started < LONGEST
    assert refusal.value.message.endswith(".")
    assert SECRET not in refusal.value.message


@pytest.mark.parametrize("name", HOSTILE)
def test_its_lint_says_what_is_wrong_in_time(name: str, worker: RenderingWorker) -> None:
    started = time.monotonic()
    faults = worker.lint(HOSTILE[name](), sample=LETTER)
    assert time.monotonic() - started < LONGEST
    assert any(is_wrong for _, _, _, is_wrong in faults)
    assert all(message.endswith((".", "}}.")) and where for _, where, message, _ in faults)


def test_after_a_hostile_one_the_next_letter_is_written(worker: RenderingWorker) -> None:
    with pytest.raises(InvalidTemplate):
        worker.write(LETTER, template=HOSTILE["an archive that swells"]())
    assert worker.write(LETTER, template=REPLY).startswith(b"PK")


def test_a_sound_template_has_nothing_wrong() -> None:
    assert [fault for fault in lint(REPLY, sample=LETTER) if fault.is_wrong] == []
