"""Sets the program up, then opens it, checks it, or passes words to its command.

    python3 run.py                 opens the program; with no screen, does the main job off screen
    python3 run.py test            runs every check; with more words, pytest alone, with those words
    python3 run.py WORDS...        corresp-tracker WORDS...

Set-up makes `.venv` beside this file: once, and again only when what it was made from has changed. It talks on
standard error alone, so that what the command prints stays pure. It needs nothing but the standard library.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import sysconfig
import time
from contextlib import contextmanager
from enum import Enum
from importlib.util import find_spec
from pathlib import Path

TYPE_CHECKING = False  # as in typing, which would cost every start a few milliseconds
if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from typing import TextIO

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "set-up.txt"
LOCK = ROOT / ".venv.lock"
DEMONSTRATION = ROOT / "corresp-tracker-demo"

PYTEST = "pytest -n auto --dist loadfile"
CHECKS = ("ruff check", "ruff format --check", "basedpyright", "lint-imports", PYTEST)
OFF_SCREEN_PACKAGES = (
    "ca-certificates libgl1 libegl1 libxkbcommon0 libdbus-1-3 libglib2.0-0 libfontconfig1 libgssapi-krb5-2 "
    "fonts-dejavu-core"
)
WINDOW_PACKAGES = (
    f"{OFF_SCREEN_PACKAGES} libxcb-cursor0 libxkbcommon-x11-0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 "
    "libwayland-cursor0 libwayland-egl1"
)
CHECKS_FACT = "checks"  # the tools of the checks are installed too
NO_CONNECTION = (
    "Failed to establish a new connection",
    "Temporary failure resolving",
    "NameResolutionError",
    "ConnectTimeoutError",
    "Could not connect to",
    "Network is unreachable",
)


class Purpose(Enum):
    """What a start is for."""

    COMMAND = "command"
    OFF_SCREEN = "off screen"
    TEST = "test"
    WINDOW = "window"


PACKAGES = {
    Purpose.COMMAND: "ca-certificates",
    Purpose.OFF_SCREEN: OFF_SCREEN_PACKAGES,
    Purpose.TEST: OFF_SCREEN_PACKAGES,
    Purpose.WINDOW: WINDOW_PACKAGES,
}


class SetUpError(Exception):
    """Set-up cannot go on: one sentence for the person, and what the failing tool said last."""

    def __init__(self, sentence: str, *, said: str = "") -> None:
        super().__init__(sentence)
        self.said = said


def main(words: Sequence[str]) -> int:
    """Set up what these words need, and hand over to it; the exit code is the program's own."""
    if sys.version_info < (3, 11):
        say(f"This is Python {sys.version.split()[0]}: start run.py with Python 3.11 or newer.")
        return 1
    purpose = purpose_of(words)
    try:
        set_up(purpose)
        return start(purpose, words)
    except SetUpError as failure:
        if failure.said:
            say(failure.said)
        say(str(failure))
        return 1
    except KeyboardInterrupt:
        return 130


def purpose_of(words: Sequence[str]) -> Purpose:
    """What these words ask for; no words mean the windows, or off screen where nothing can show them."""
    if words:
        return Purpose.TEST if words[0] == "test" else Purpose.COMMAND
    return Purpose.WINDOW if can_show_windows() else Purpose.OFF_SCREEN


def can_show_windows() -> bool:
    """Whether windows have somewhere to appear."""
    platform = os.environ.get("QT_QPA_PLATFORM")
    if platform:
        return platform not in ("offscreen", "minimal")
    if sys.platform != "linux":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def say(words: str) -> None:
    """Tell the person at the terminal; standard output belongs to the program."""
    print(words, file=sys.stderr, flush=True)


def start(purpose: Purpose, words: Sequence[str]) -> int:
    """Run what was asked for in the environment that was set up."""
    environment = {
        "PYTHONUTF8": "1",
        **os.environ,
    }  # else Windows writes to a pipe in the encoding of its region
    if purpose is Purpose.OFF_SCREEN or (purpose is Purpose.TEST and sys.platform == "linux"):
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    if purpose is Purpose.COMMAND:
        return become([tool("corresp-tracker"), *words], environment)
    if purpose is Purpose.TEST:
        return become([tool("pytest"), *words[1:]], environment) if words[1:] else run_checks(environment)
    program = [str(python()), "-m", "corresp_tracker"]
    if purpose is Purpose.OFF_SCREEN:
        program += ["--demonstrate", str(DEMONSTRATION)]
    return become(program, environment)


def become(command: list[str], environment: dict[str, str]) -> int:
    """Turn this process into that one, where the system can; Windows only runs it and waits."""
    if sys.platform != "win32":
        os.execve(command[0], command, environment)
    return subprocess.call(command, env=environment)


def run_checks(environment: dict[str, str]) -> int:
    """Run every check, whatever the earlier ones found; pytest's closing line is the last on the screen."""
    failed: list[str] = []
    if sys.stdout.isatty():
        environment.setdefault("FORCE_COLOR", "1")  # the checks see a pipe
    closing = ""
    for check in CHECKS:
        name, *options = check.split()
        print(f"--- {check}", flush=True)
        code, closing = pass_on([tool(name), *options], environment)
        if code:
            failed.append(check if code > 0 else f"{check} (ended by signal {-code})")
    if failed:
        print(f"\nFailed: {', '.join(failed)}.\n{closing}", flush=True)
    return 1 if failed else 0


def pass_on(command: list[str], environment: dict[str, str]) -> tuple[int, str]:
    """Run a check and print all that it says, as it says it: its exit code, and the last line."""
    last = b""
    pipe, together = subprocess.PIPE, subprocess.STDOUT
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=pipe, stderr=together) as process:
        for line in process.stdout or ():
            sys.stdout.buffer.write(line)
            sys.stdout.flush()
            last = line.rstrip() or last
    return process.returncode, last.decode(errors="replace")


def python() -> Path:
    """The Python of the environment."""
    return VENV / "Scripts" / "python.exe" if sys.platform == "win32" else VENV / "bin" / "python"


def tool(name: str) -> str:
    """A program that was installed into the environment."""
    return str(python().with_name(f"{name}.exe" if sys.platform == "win32" else name))


def set_up(purpose: Purpose) -> None:
    """Make the environment hold what this purpose needs; where it already does, this costs next to nothing."""
    needed = facts_needed(purpose)
    if needed <= facts_kept():
        return
    with one_set_up_at_a_time():
        kept = facts_kept()
        if not package_facts(purpose) <= kept:
            add_debian_packages(purpose)
        if environment_fact() not in kept:
            make_environment()
            kept = frozenset[str]()
        if not needed - package_facts(purpose) <= kept:
            STAMP.unlink(missing_ok=True)
            install(with_checks=CHECKS_FACT in needed | kept)
            kept = frozenset(fact for fact in kept if not fact.startswith("requirements "))
        write_stamp(kept | needed)


def facts_needed(purpose: Purpose) -> frozenset[str]:
    """What has to be true of the environment before this purpose can be served."""
    checks = {CHECKS_FACT} if purpose is Purpose.TEST else set[str]()
    return package_facts(purpose) | {environment_fact(), requirements_fact()} | checks


def environment_fact() -> str:
    """Where the environment is and which Python it was made with: it outlives a change of neither."""
    return f"environment {sys.implementation.cache_tag} {sys.base_prefix} {ROOT}"


def requirements_fact() -> str:
    """The state of the two files that say what is installed."""
    digest = hashlib.sha256()
    for name in ("pyproject.toml", "constraints.txt"):
        digest.update((ROOT / name).read_bytes())
    return f"requirements {digest.hexdigest()}"


def package_facts(purpose: Purpose) -> frozenset[str]:
    """That each of the system's own packages for this purpose was seen to be there."""
    return frozenset(f"package {name}" for name in PACKAGES[purpose].split())


def facts_kept() -> frozenset[str]:
    """What set-up wrote when it last finished; nothing where it was interrupted, or where its Python is gone."""
    try:
        lines = STAMP.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return frozenset()
    return frozenset(lines) if python().exists() else frozenset()


def write_stamp(facts: frozenset[str]) -> None:
    """Say, as the last act of set-up, what is now true; never half of it."""
    unfinished = STAMP.with_suffix(".new")
    unfinished.write_text("".join(f"{fact}\n" for fact in sorted(facts)), encoding="utf-8")
    unfinished.replace(STAMP)


@contextmanager
def one_set_up_at_a_time() -> Generator[None]:
    """Wait until no other start is setting up; the system lets go of the lock when a process dies."""
    try:
        lock = LOCK.open("a", encoding="utf-8")
    except OSError as error:
        raise SetUpError(
            f"Nothing can be written in {ROOT}: put the program in a folder of your own."
        ) from error
    with lock:
        if not lock_taken(lock):
            say("Another start is setting up: waiting for it.")
            while not lock_taken(lock):
                time.sleep(0.2)
        os.set_inheritable(lock.fileno(), True)  # a pip that outlives this process keeps the others waiting
        yield


def lock_taken(lock: TextIO) -> bool:
    """Take the lock if nobody has it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def make_environment() -> None:
    """Make the environment anew; whatever an interrupted set-up left is not worth mending."""
    say("Setting up corresp_tracker in .venv: this takes a minute or two, the first time only.")
    base = getattr(sys, "_base_executable", None) or sys.executable
    run(
        [base, "-m", "venv", "--clear", str(VENV)],
        otherwise="Python could not make its environment in .venv.",
    )


def install(*, with_checks: bool) -> None:
    """Install the project and what it needs; where from is for pip's own configuration to say."""
    say("Installing what the program needs ...")
    run(
        [
            *(str(python()), "-m", "pip", "install", "--progress-bar", "off", "--disable-pip-version-check"),
            *("--constraint", "constraints.txt", "--editable", ".[dev]" if with_checks else "."),
        ],
        otherwise="What the program needs could not be installed.",
    )
    find_sources_from_here()


def find_sources_from_here() -> None:
    """Let the environment find the program by a path relative to it.

    The installer names the whole path, in UTF-8; Python 3.11 and 3.12 read that in the encoding of the system's
    region, and do not start at all where a folder's name is not in it.
    """
    packages = Path(sysconfig.get_path("purelib", "venv", {"base": str(VENV)}))
    for link in packages.glob("*corresp_tracker*.pth"):
        link.write_text(f"{os.path.relpath(ROOT / 'src', packages)}\n", encoding="ascii")


def run(command: list[str], *, otherwise: str, environment: dict[str, str] | None = None) -> None:
    """Run one step of set-up in silence; where it fails, say `otherwise` and the end of what it said."""
    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=environment,
            close_fds=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except OSError as error:
        raise SetUpError(f"{otherwise} ({error})") from error
    if done.returncode == 0:
        return
    if any(sign in done.stdout for sign in NO_CONNECTION):
        raise SetUpError("No connection: connect this machine to the network once, and start again.")
    if "No space left on device" in done.stdout:
        raise SetUpError("The disk is full: set-up needs about 1 GB free; make room and start again.")
    raise SetUpError(otherwise, said="\n".join(done.stdout.splitlines()[-15:]))


def add_debian_packages(purpose: Purpose) -> None:
    """Install the Debian packages that are missing, or say how; other systems bring what is needed with them."""
    missing = missing_debian_packages(PACKAGES[purpose].split()) if is_debian() else []
    if not missing:
        return
    line = f"apt-get update && apt-get install -y --no-install-recommends {' '.join(missing)}"
    as_root = way_to_be_root()
    if as_root is None:
        raise SetUpError(
            f"Some Debian packages are missing. Run this line, then start again:\n  sudo sh -c '{line}'"
        )
    say(f"Installing Debian packages: {' '.join(missing)} ...")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run(
        [*as_root, "sh", "-c", line],
        otherwise=f"Debian's packages could not be installed with: {line}",
        environment=environment,
    )


def is_debian() -> bool:
    """Whether this is Debian or a system made from it."""
    try:
        lines = Path("/etc/os-release").read_text(encoding="utf-8").splitlines()
    except OSError:
        return False
    names = [line.partition("=")[2].strip("\"'") for line in lines if line.startswith(("ID=", "ID_LIKE="))]
    return "debian" in " ".join(names).split()


def missing_debian_packages(names: Sequence[str]) -> list[str]:
    """Those that dpkg does not have; Debian 13 has renamed some by adding t64, and apt follows."""
    asked = [form for name in names for form in (name, f"{name}t64")]
    seen = subprocess.run(
        ["dpkg-query", "--show", "--showformat", "${db:Status-Status} ${Package}\\n", *asked],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        check=False,
    ).stdout.splitlines()
    missing = [name for name in names if not {f"installed {name}", f"installed {name}t64"} & set(seen)]
    return missing if find_spec("ensurepip") else ["python3-venv", *missing]


def way_to_be_root() -> list[str] | None:
    """What to put before a command so that it may install packages; None where nothing may."""
    if os.geteuid() == 0:
        return []
    sudo = ["sudo", "--non-interactive"]
    try:
        allowed = subprocess.run(
            [*sudo, "true"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
        )
    except OSError:
        return None
    return [*sudo, "DEBIAN_FRONTEND=noninteractive"] if allowed.returncode == 0 else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
