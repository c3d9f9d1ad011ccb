"""What is shipped: every file in the wheel, every version pinned, and no address of a registry anywhere."""

import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import entry_points
from pathlib import Path

import pytest
import run

REPOSITORY = Path(run.__file__).parent
NOT_OURS = {".git", ".venv", "__pycache__", "corresp-tracker-demo", "build", "dist"}
# Written in pieces, so that this file is not itself one that names a registry.
REGISTRY = re.compile(
    r"(?i)\b(?:[a-z0-9-]+\.)*(?:py" r"pi|python" r"hosted)\.(?:org|io)\b|--(?:extra-)?index" r"-url"
)
PINNED = re.compile(r"[a-z0-9][a-z0-9.-]*==[0-9][0-9a-z.+!]*(?: ; .+)?")


def project() -> dict[str, object]:
    return tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def pinned_names() -> set[str]:
    lines = (REPOSITORY / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return {line.partition("==")[0] for line in lines}


def name_in(requirement: str) -> str:
    return re.split(r"[\[<>=!~; ]", requirement, maxsplit=1)[0].lower().replace("_", "-")


def our_files() -> list[Path]:
    """The files that git keeps; on a machine without git, those that lie here and are not made by a tool."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, text=True, check=True
        ).stdout
        return [REPOSITORY / name for name in listed.split("\0") if name and (REPOSITORY / name).is_file()]
    except (OSError, subprocess.CalledProcessError):
        lying_here = (path for path in REPOSITORY.rglob("*") if path.is_file())
        return [path for path in lying_here if not made_by_a_tool(path.relative_to(REPOSITORY))]


def made_by_a_tool(path: Path) -> bool:
    return any(
        part in NOT_OURS or (part.startswith(".") and part.endswith("_cache")) for part in path.parts[:-1]
    )


def test_every_line_of_the_constraints_pins_one_version_and_names_no_address():
    lines = (REPOSITORY / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert lines
    assert [line for line in lines if not PINNED.fullmatch(line)] == []


def test_everything_that_the_project_asks_for_is_pinned():
    asked = [*project()["dependencies"], *project()["optional-dependencies"]["dev"]]
    assert {name_in(requirement) for requirement in asked} - pinned_names() == set()


def test_no_file_names_a_package_registry():
    naming = [
        str(path.relative_to(REPOSITORY))
        for path in our_files()
        if REGISTRY.search(path.read_bytes().decode("utf-8", errors="replace"))
    ]
    assert naming == []


def test_the_command_is_there_and_leads_to_the_program():
    [command] = [point for point in entry_points(group="console_scripts") if point.name == "corresp-tracker"]
    assert callable(command.load())


def test_the_version_is_said_once_and_for_all():
    from corresp_tracker import __version__

    assert project()["version"] == __version__


@pytest.mark.heavy
def test_the_wheel_carries_the_resources_and_every_module(tmp_path: Path):
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--no-deps", "--wheel-dir", str(tmp_path), str(REPOSITORY)],
        check=True,
        capture_output=True,
    )
    [wheel] = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        names = set(packed.namelist())
    ours = {path.relative_to(REPOSITORY).as_posix() for path in our_files()}
    modules = {name.removeprefix("src/") for name in ours if name.startswith("src/")}
    resources = {f"corresp_tracker/{name}" for name in ours if name.startswith("resources/")}
    assert modules
    assert resources
    assert (modules | resources) - names == set()
