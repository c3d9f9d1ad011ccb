"""Files are written whole or not at all, and what cannot be done is one sentence."""

import errno
import os
import stat
import sys
from pathlib import Path

import pytest

from corresp_tracker.errors import OutputError, UnreadableFile
from corresp_tracker.files import read_whole, write_whole


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "new folder" / "Antwort – reply.docx"
    write_whole(file, b"words")
    assert read_whole(file) == b"words"
    assert list(file.parent.iterdir()) == [file]


def test_a_full_disk_leaves_the_older_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "reply.docx"
    write_whole(file, b"older")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="disk is full"):
        write_whole(file, b"newer")
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [b"older"]


def test_a_place_that_is_no_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError, match=r"reply\.docx cannot be written"):
        write_whole(tmp_path / "file" / "reply.docx", b"words")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps files private by their folder")
def test_only_a_private_file_is_closed_to_others(tmp_path: Path) -> None:
    for name, private in (("open", False), ("closed", True)):
        write_whole(tmp_path / name, b"", private=private)
    modes = {each.name: stat.S_IMODE(each.stat().st_mode) & 0o077 for each in tmp_path.iterdir()}
    assert modes["closed"] == 0
    assert modes["open"] != 0


def test_a_file_that_is_gone_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="still there"):
        read_whole(tmp_path / "gone.docx")
    with pytest.raises(UnreadableFile, match="folder"):
        read_whole(tmp_path)
