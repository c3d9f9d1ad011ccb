"""A Word file as PDF, through LibreOffice or Word where there is one: both print the letter as its reader will see it."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from shutil import which

from corresp_tracker.errors import OutputError

_SECONDS = 90
_PLACES = (
    "/usr/bin/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_BY_WORD = (
    "$ErrorActionPreference='Stop'; $word = New-Object -ComObject Word.Application; $word.Visible = $false; "
    "$word.DisplayAlerts = 0; $word.AutomationSecurity = 3; try { "
    "$letter = $word.Documents.Open($env:CT_LETTER, $false, $true); $letter.ExportAsFixedFormat($env:CT_PDF, 17); "
    "$letter.Close($false) } finally { $word.Quit() }"
)
NO_PROGRAM = (
    "No PDF was made, for neither LibreOffice nor Word is installed here: make it where one of them is."
)


def as_pdf(data: bytes, *, name: str) -> bytes | None:
    """Give a .docx as PDF; None where neither LibreOffice nor Word is installed. Raises OutputError where it fails.

    LibreOffice runs with a profile of its own, so that a window that is open does not take the letter.
    """
    office, word = libreoffice(), _word()
    if office is None and word is None:
        return None
    with tempfile.TemporaryDirectory(prefix="letter-", ignore_cleanup_errors=True) as folder:
        source, pdf = Path(folder, "letter.docx"), Path(folder, "letter.pdf")
        source.write_bytes(data)
        try:
            if office is not None:
                _by_libreoffice(office, source, Path(folder))
            elif word is not None:
                _by_word(word, source, pdf)
            made = pdf.read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            raise OutputError(
                f"{name} could not be made a PDF: close other copies of it, or make the PDF in Word.",
                file=name,
            ) from error
    if not made.startswith(b"%PDF"):
        raise OutputError(f"{name} could not be made a PDF: make it in Word.", file=name)
    return made


def libreoffice() -> Path | None:
    """Give LibreOffice's program, where it is installed."""
    found = which("soffice") or which("libreoffice")
    if found:
        return Path(found)
    roots = [os.environ.get(name, "") for name in ("PROGRAMFILES", "PROGRAMFILES(X86)")]
    places = [Path(root, "LibreOffice", "program", "soffice.exe") for root in roots if root]
    return next((place for place in (*map(Path, _PLACES), *places) if place.is_file()), None)


def _word() -> str | None:
    """Give the shell through which Word is asked, where Windows has both."""
    if sys.platform != "win32":
        return None
    import winreg

    try:
        winreg.CloseKey(winreg.OpenKey(winreg.HKEY_CLASSES_ROOT, "Word.Application"))
    except OSError:
        return None
    return which("powershell")


def _by_libreoffice(program: Path, source: Path, folder: Path) -> None:
    _run(
        [
            str(program),
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            str(source),
        ],
        {},
    )


def _by_word(shell: str, source: Path, pdf: Path) -> None:
    _run(
        [shell, "-NoProfile", "-NonInteractive", "-Command", _BY_WORD],
        {"CT_LETTER": str(source), "CT_PDF": str(pdf)},
    )


def _run(command: list[str], told: dict[str, str]) -> None:
    subprocess.run(
        command,
        check=True,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        timeout=_SECONDS,
        env={**os.environ, **told},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
