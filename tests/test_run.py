"""The script that sets the program up: what it decides, what it repairs, and what it says."""

import hashlib
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
import run

REPOSITORY = Path(run.__file__).parent
NOTHING_ELSE = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own for run.py, with spaces and accents in its path, where nothing is installed yet."""
    place = tmp_path / "Corréspondence log"
    place.mkdir()
    for name in ("pyproject.toml", "constraints.txt"):
        (place / name).write_bytes((REPOSITORY / name).read_bytes())
    for name, there in (
        ("ROOT", place),
        ("VENV", place / ".venv"),
        ("STAMP", place / ".venv" / "set-up.txt"),
        ("LOCK", place / ".venv.lock"),
    ):
        monkeypatch.setattr(run, name, there)
    monkeypatch.setattr(run, "is_debian", lambda: False)
    return place


class Steps(list[str]):
    """The steps of set-up that were taken, in order, in place of the long ones."""

    def make_environment(self) -> None:
        self.append("environment")
        run.python().parent.mkdir(parents=True, exist_ok=True)
        run.python().touch()

    def install(self, *, with_checks: bool) -> None:
        self.append("everything" if with_checks else "program")


@pytest.fixture
def steps(place: Path, monkeypatch: pytest.MonkeyPatch) -> Steps:
    steps = Steps()
    monkeypatch.setattr(run, "make_environment", steps.make_environment)
    monkeypatch.setattr(run, "install", steps.install)
    return steps


def test_the_first_start_makes_the_environment_and_the_second_does_nothing(steps: Steps):
    run.set_up(run.Purpose.WINDOW)
    assert steps == ["environment", "program"]
    steps.clear()
    run.set_up(run.Purpose.WINDOW)
    assert steps == []


def test_the_tools_of_the_checks_come_with_the_first_test_and_stay(steps: Steps, place: Path):
    run.set_up(run.Purpose.COMMAND)
    run.set_up(run.Purpose.TEST)
    assert steps == ["environment", "program", "everything"]
    steps.clear()
    with (place / "constraints.txt").open("a", encoding="utf-8") as constraints:
        constraints.write("example==1.0\n")
    run.set_up(run.Purpose.COMMAND)
    assert steps == ["everything"]


@pytest.mark.parametrize("name", ["pyproject.toml", "constraints.txt"])
def test_a_change_of_what_is_required_is_installed_over_the_old(steps: Steps, place: Path, name: str):
    run.set_up(run.Purpose.COMMAND)
    steps.clear()
    with (place / name).open("a", encoding="utf-8") as file:
        file.write("\n# changed\n")
    run.set_up(run.Purpose.COMMAND)
    run.set_up(run.Purpose.COMMAND)
    assert steps == ["program"]


def test_an_interrupted_installation_is_made_anew(steps: Steps, monkeypatch: pytest.MonkeyPatch):
    def interrupted(*, with_checks: bool) -> None:
        raise KeyboardInterrupt

    run.set_up(run.Purpose.COMMAND)
    with monkeypatch.context() as patch:
        patch.setattr(run, "install", interrupted)
        with pytest.raises(KeyboardInterrupt):
            run.set_up(run.Purpose.TEST)
    steps.clear()
    run.set_up(run.Purpose.COMMAND)
    assert steps == ["environment", "program"]


def test_an_environment_whose_python_is_gone_is_made_anew(steps: Steps):
    run.set_up(run.Purpose.COMMAND)
    run.python().unlink()
    steps.clear()
    run.set_up(run.Purpose.COMMAND)
    assert steps == ["environment", "program"]


def test_an_environment_that_was_moved_is_made_anew(
    steps: Steps, place: Path, monkeypatch: pytest.MonkeyPatch
):
    run.set_up(run.Purpose.COMMAND)
    moved = place.rename(place.with_name("elsewhere"))
    monkeypatch.setattr(run, "ROOT", moved)
    monkeypatch.setattr(run, "VENV", moved / ".venv")
    monkeypatch.setattr(run, "STAMP", moved / ".venv" / "set-up.txt")
    monkeypatch.setattr(run, "LOCK", moved / ".venv.lock")
    steps.clear()
    run.set_up(run.Purpose.COMMAND)
    assert steps == ["environment", "program"]


def test_another_python_gets_an_environment_of_its_own(steps: Steps, monkeypatch: pytest.MonkeyPatch):
    run.set_up(run.Purpose.COMMAND)
    steps.clear()
    monkeypatch.setattr(sys, "base_prefix", "/opt/another")
    run.set_up(run.Purpose.COMMAND)
    assert steps == ["environment", "program"]


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"environment"])
def test_a_damaged_stamp_says_nothing(steps: Steps, content: bytes):
    run.set_up(run.Purpose.COMMAND)
    run.STAMP.write_bytes(content)
    steps.clear()
    run.set_up(run.Purpose.COMMAND)
    assert steps == ["environment", "program"]


def test_of_two_starts_at_once_only_one_sets_up(
    steps: Steps, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(run, "install", lambda *, with_checks: (time.sleep(0.5), steps.append("program")))
    starts = [threading.Thread(target=run.set_up, args=(run.Purpose.COMMAND,)) for _ in range(2)]
    for start in starts:
        start.start()
    for start in starts:
        start.join()
    assert steps == ["environment", "program"]
    assert "waiting" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "display", "purpose"),
    [
        ([], {"DISPLAY": ":0"}, run.Purpose.WINDOW),
        ([], {"WAYLAND_DISPLAY": "wayland-0"}, run.Purpose.WINDOW),
        ([], {}, run.Purpose.OFF_SCREEN),
        ([], {"DISPLAY": ""}, run.Purpose.OFF_SCREEN),
        ([], {"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, run.Purpose.OFF_SCREEN),
        ([], {"QT_QPA_PLATFORM": "vnc"}, run.Purpose.WINDOW),
        (["test"], {"DISPLAY": ":0"}, run.Purpose.TEST),
        (["test", "-k", "search"], {}, run.Purpose.TEST),
        (["search", "test"], {"DISPLAY": ":0"}, run.Purpose.COMMAND),
        (["--help"], {}, run.Purpose.COMMAND),
    ],
)
def test_words_and_the_screen_say_what_a_start_is_for(
    words: list[str], display: dict[str, str], purpose: run.Purpose, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in display.items():
        monkeypatch.setenv(name, value)
    assert run.purpose_of(words) is purpose


@pytest.fixture
def handed_over(monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[str], dict[str, str]]]:
    """What `start` would have become."""
    calls: list[tuple[list[str], dict[str, str]]] = []
    monkeypatch.setattr(run, "become", lambda command, environment: calls.append((command, environment)) or 7)
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    return calls


def test_words_reach_the_command_as_they_were_typed(handed_over: list[tuple[list[str], dict[str, str]]]):
    code = run.start(run.Purpose.COMMAND, ["search", "Zoë's “letter”", "--json"])
    [(command, environment)] = handed_over
    assert code == 7
    assert Path(command[0]).stem == "corresp-tracker"
    assert command[1:] == ["search", "Zoë's “letter”", "--json"]
    assert "QT_QPA_PLATFORM" not in environment


def test_with_no_screen_the_main_job_is_done_off_screen(handed_over: list[tuple[list[str], dict[str, str]]]):
    run.start(run.Purpose.OFF_SCREEN, [])
    [(command, environment)] = handed_over
    assert command[1:] == ["-m", "corresp_tracker", "--demonstrate", str(run.DEMONSTRATION)]
    assert environment["QT_QPA_PLATFORM"] == "offscreen"


def test_more_words_after_test_go_to_pytest_alone(handed_over: list[tuple[list[str], dict[str, str]]]):
    run.start(run.Purpose.TEST, ["test", "-k", "search"])
    [(command, _)] = handed_over
    assert Path(command[0]).stem == "pytest"
    assert command[1:] == ["-k", "search"]


@pytest.fixture
def checks(place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose scripts are the checks: first.py, then odd.py, then last.py."""
    monkeypatch.setattr(run, "tool", lambda _: sys.executable)
    monkeypatch.setattr(run, "CHECKS", ("python first.py", "python odd.py", "python last.py"))
    (place / "first.py").write_text("print('first')", encoding="utf-8")
    (place / "odd.py").write_text("import sys; sys.stdout.buffer.write(b'\\xff\\n')", encoding="utf-8")
    (place / "last.py").write_text("print('3 passed in 0.01s'); print()", encoding="utf-8")
    return place


def test_every_check_runs_and_the_last_line_is_pytest_s(
    checks: Path, capfdbinary: pytest.CaptureFixture[bytes]
):
    (checks / "first.py").write_text("print('first'); raise SystemExit(2)", encoding="utf-8")
    code = run.run_checks(dict(os.environ))
    lines = capfdbinary.readouterr().out.splitlines()
    assert code == 1
    assert b"\xff" in lines
    assert b"Failed: python first.py." in lines
    assert lines[-1] == b"3 passed in 0.01s"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals")
def test_a_check_that_crashes_after_its_closing_line_is_said_to(
    checks: Path, capfdbinary: pytest.CaptureFixture[bytes]
):
    crash = "print('3 passed', flush=True); import os; os.kill(os.getpid(), 11)"
    (checks / "last.py").write_text(crash, encoding="utf-8")
    assert run.run_checks(dict(os.environ)) == 1
    assert b"Failed: python last.py (ended by signal 11)." in capfdbinary.readouterr().out.splitlines()


def test_where_every_check_passes_so_does_the_command(checks: Path):
    assert run.run_checks(dict(os.environ)) == 0


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("WARNING: Retrying ... Failed to establish a new connection: [Errno -2]", "No connection"),
        ("Err:1 Temporary failure resolving 'mirror.example'", "No connection"),
        ("ERROR: [Errno 28] No space left on device", "The disk is full"),
        ("ERROR: something of its own", "could not be installed"),
    ],
)
def test_what_went_wrong_in_set_up_is_said_in_one_sentence(
    said: str, sentence: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    def set_up(purpose: run.Purpose) -> None:
        failing = [sys.executable, "-c", f"print({said!r}); raise SystemExit(1)"]
        run.run(failing, otherwise="It could not be installed.")

    monkeypatch.setattr(run, "set_up", set_up)
    assert run.main(["search", "x"]) == 1
    captured = capsys.readouterr()
    assert sentence in captured.err.splitlines()[-1]
    assert captured.out == ""


def test_an_older_python_is_told_so_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    assert run.main([]) == 1
    assert "Python 3.11 or newer" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_named(place: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(run, "LOCK", place / "missing" / ".venv.lock")
    with pytest.raises(run.SetUpError, match="Nothing can be written in"):
        run.set_up(run.Purpose.COMMAND)


@pytest.fixture
def dpkg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A dpkg-query that knows the lines of this file."""
    if sys.platform == "win32":
        pytest.skip("Windows has no dpkg")
    known = tmp_path / "known"
    query = tmp_path / "bin" / "dpkg-query"
    query.parent.mkdir()
    query.write_text(f'#!/bin/sh\ncat "{known}"\nexit 1\n', encoding="utf-8")
    query.chmod(0o755)
    monkeypatch.setenv("PATH", f"{query.parent}:{os.environ['PATH']}")
    monkeypatch.setattr(run, "is_debian", lambda: True)
    monkeypatch.setattr(run, "find_spec", lambda _: object())
    return known


def test_a_package_that_debian_renamed_counts_as_there(dpkg: Path):
    dpkg.write_text("installed libglib2.0-0t64\nnot-installed libgl1\ninstalled libegl1\n", encoding="utf-8")
    assert run.missing_debian_packages(["libglib2.0-0", "libgl1", "libegl1"]) == ["libgl1"]


def test_python3_venv_is_asked_for_where_python_cannot_make_environments(
    dpkg: Path, monkeypatch: pytest.MonkeyPatch
):
    dpkg.write_text("installed ca-certificates\n", encoding="utf-8")
    monkeypatch.setattr(run, "find_spec", lambda _: None)
    assert run.missing_debian_packages(["ca-certificates"]) == ["python3-venv"]


def test_a_person_who_may_not_install_packages_gets_the_line_to_run(
    dpkg: Path, monkeypatch: pytest.MonkeyPatch
):
    dpkg.write_text("", encoding="utf-8")
    monkeypatch.setattr(run, "way_to_be_root", lambda: None)
    with pytest.raises(run.SetUpError) as failure:
        run.add_debian_packages(run.Purpose.COMMAND)
    assert str(failure.value).splitlines()[-1] == (
        "  sudo sh -c 'apt-get update && apt-get install -y --no-install-recommends ca-certificates'"
    )


def test_root_installs_what_is_missing_after_an_update(dpkg: Path, monkeypatch: pytest.MonkeyPatch):
    dpkg.write_text("", encoding="utf-8")
    told = dpkg.with_name("told")
    apt = dpkg.parent / "bin" / "apt-get"
    apt.write_text(f'#!/bin/sh\necho "$DEBIAN_FRONTEND $*" >> "{told}"\n', encoding="utf-8")
    apt.chmod(0o755)
    monkeypatch.setattr(run, "way_to_be_root", list)
    run.add_debian_packages(run.Purpose.COMMAND)
    assert told.read_text(encoding="utf-8").splitlines() == [
        "noninteractive update",
        "noninteractive install -y --no-install-recommends ca-certificates",
    ]


def test_pip_is_never_told_where_to_look():
    said = (REPOSITORY / "run.py").read_text(encoding="utf-8")
    assert "index-url" not in said
    assert "find-links" not in said
    assert "http" not in said


def test_the_program_is_found_by_a_path_that_every_region_s_encoding_can_read(place: Path):
    python = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    packages = run.VENV.joinpath(*(("Lib",) if sys.platform == "win32" else ("lib", python)), "site-packages")
    packages.mkdir(parents=True)
    link = packages / "_editable_impl_corresp_tracker.pth"
    link.write_text(str(place / "src"), encoding="utf-8")
    run.find_sources_from_here()
    assert link.read_bytes().isascii()
    assert (packages / link.read_text(encoding="ascii").strip()).resolve() == (place / "src").resolve()


def test_importing_the_script_needs_the_standard_library_alone():
    asked = (
        "import sys, run; print(*{name.partition('.')[0] for name in sys.modules} - sys.stdlib_module_names)"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", asked], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    assert set(done.stdout.split()) == {"__main__", "run"}


@pytest.mark.skipif(sys.platform == "win32", reason="a Windows environment cannot be made of a shell script")
def test_a_start_that_needs_no_set_up_hands_over_at_once_with_standard_output_pure(tmp_path: Path):
    place = tmp_path / "a folder"
    place.mkdir()
    for name in ("run.py", "pyproject.toml", "constraints.txt"):
        (place / name).write_bytes((REPOSITORY / name).read_bytes())
    requirements = hashlib.sha256(
        (place / "pyproject.toml").read_bytes() + (place / "constraints.txt").read_bytes()
    ).hexdigest()
    command = place / ".venv" / "bin" / "corresp-tracker"
    command.parent.mkdir(parents=True)
    command.write_text('#!/bin/sh\necho "$@"\nexit 3\n', encoding="utf-8")
    command.chmod(0o755)
    (command.parent / "python").symlink_to(sys.executable)
    (place / ".venv" / "set-up.txt").write_text(
        f"environment {sys.implementation.cache_tag} {sys.base_prefix} {place}\n"
        f"requirements {requirements}\npackage ca-certificates\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, "run.py", "read", "a letter.docx", "--json"],
        cwd=place,
        env={**NOTHING_ELSE, "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (3, "read a letter.docx --json\n", "")
