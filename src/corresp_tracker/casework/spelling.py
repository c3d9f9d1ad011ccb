"""Words that are not in the British dictionary, where Hunspell is installed; nothing is said where it is not."""

import re
import subprocess
from collections.abc import Mapping, Sequence
from shutil import which

_WORD = re.compile(r"(?<![\w’'-])[a-z]{3,}(?![\w’'])")
_ANSWER = re.compile(r"& (?P<word>\S+) \d+ \d+: (?P<first>[^,]+)|# (?P<none>\S+) ")
_SECONDS = 10


def misspelt(texts: Sequence[str]) -> tuple[tuple[int, int, int, str], ...]:
    """Give the words that Hunspell's en_GB does not know: text, span, and what it would write ("" for nothing).

    Only words in small letters are looked at: names have capitals, and no dictionary has them all.
    """
    program = which("hunspell")
    if program is None:
        return ()
    words = sorted({match.group() for text in texts for match in _WORD.finditer(text)})
    unknown = _unknown(program, words)
    return tuple(
        (at, *match.span(), unknown[match.group()])
        for at, text in enumerate(texts)
        for match in _WORD.finditer(text)
        if match.group() in unknown
    )


def _unknown(program: str, words: Sequence[str]) -> Mapping[str, str]:
    """Ask Hunspell once for all words; nothing is unknown where it has no British dictionary, or does not answer."""
    try:
        done = subprocess.run(
            [program, "-d", "en_GB", "-a", "-i", "utf-8"],
            input="".join(f"^{word}\n" for word in words),
            capture_output=True,
            encoding="utf-8",
            timeout=_SECONDS,
            check=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except (OSError, subprocess.SubprocessError, UnicodeError):
        return {}
    found: dict[str, str] = {}
    for line in done.stdout.splitlines():
        match = _ANSWER.match(line)
        if match:
            found[match["word"] or match["none"]] = (match["first"] or "").strip()
    return found
