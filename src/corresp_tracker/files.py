"""Files read and written whole, with one clear sentence where that cannot be done."""

import contextlib
import errno
import os
import tempfile
from pathlib import Path

from corresp_tracker.errors import OutputError, UnreadableFile


def read_whole(path: Path) -> bytes:
    """Give a file's bytes. Raises UnreadableFile where it is gone, or must not be read."""
    try:
        return path.read_bytes()
    except IsADirectoryError as problem:
        raise UnreadableFile(f"{path.name} is a folder: choose a file in it.", file=str(path)) from problem
    except OSError as problem:
        raise UnreadableFile(
            f"{path.name} cannot be opened: see that it is still there and that you may read it.",
            file=str(path),
        ) from problem


def write_whole(path: Path, data: bytes, *, private: bool = False) -> None:
    """Write a file so that it is there whole or not at all; what was there stays until then.

    Folders on the way are made. A `private` file is for its owner alone to read. Raises OutputError.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    except OSError as problem:
        raise _not_written(path, problem) from problem
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if not private:
            part.chmod(_usual_mode(path))
        part.replace(path)
    except OSError as problem:
        with contextlib.suppress(OSError):
            part.unlink()
        raise _not_written(path, problem) from problem


def _usual_mode(path: Path) -> int:
    """Give the permissions that a file there has or would have; those of a temporary file are narrower."""
    with contextlib.suppress(OSError):
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _not_written(path: Path, problem: OSError) -> OutputError:
    if problem.errno == errno.ENOSPC:
        return OutputError(
            f"{path.name} cannot be written: the disk is full. Make room, or choose another folder.",
            file=str(path),
        )
    if isinstance(problem, PermissionError):
        return OutputError(
            f"{path.name} cannot be written: close it in Word, or choose another folder.", file=str(path)
        )
    return OutputError(
        f"{path.name} cannot be written: see that the folder is there, or choose another.", file=str(path)
    )
