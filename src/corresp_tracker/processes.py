"""A process of one's own for what may be hostile: messages over its pipes, its limits, and its end.

A message is four bytes of length (big-endian) and that many bytes of JSON; raw bytes follow where it says so.
"""

import contextlib
import json
import os
import struct
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import IO, Any

_LENGTH = struct.Struct(">I")
_LONGEST = 64_000_000  # bytes of JSON in one message


def start(
    module: str, *, memory: int, environment: Mapping[str, str] | None = None
) -> "subprocess.Popen[bytes]":
    """Start a module as a fresh Python that may take so many bytes of memory; it speaks through its pipes alone."""
    return subprocess.Popen(
        [sys.executable, "-P", "-X", "utf8", "-m", module, str(memory)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=None if environment is None else dict(environment),
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def end(process: "subprocess.Popen[bytes] | None") -> None:
    """End a process, and let go of its pipes."""
    if process is None:
        return
    process.kill()
    for pipe in (process.stdin, process.stdout):
        if pipe:
            with contextlib.suppress(OSError):
                pipe.close()
    process.wait()


def send(pipe: IO[bytes], message: Mapping[str, Any] | bytes, parts: Iterable[bytes] = ()) -> None:
    """Send one message, which may be JSON already, and the bytes that follow it."""
    told = message if isinstance(message, bytes) else json.dumps(message).encode()
    pipe.write(_LENGTH.pack(len(told)) + told)
    for part in parts:
        pipe.write(part)
    pipe.flush()


def receive(pipe: IO[bytes]) -> dict[str, Any]:
    """Take one message; raise EOFError where the other side is gone, ValueError where it is no message."""
    head = pipe.read(_LENGTH.size)
    if not head:
        raise EOFError
    (length,) = _LENGTH.unpack(head) if len(head) == _LENGTH.size else (_LONGEST + 1,)
    if length > _LONGEST:
        raise ValueError("the message is too long")
    message = json.loads(exactly(pipe, length))
    if not isinstance(message, dict):
        raise ValueError("the message is no record")
    return message  # pyright: ignore[reportUnknownVariableType]  its values are checked as they are used


def exactly(pipe: IO[bytes], size: int) -> bytes:
    """Read so many bytes; raise OSError where the other side ended before."""
    data = pipe.read(size)
    if len(data) != size:
        raise OSError("the other process ended in the middle of a message")
    return data


def serve_this_process(serve: Callable[[IO[bytes], IO[bytes]], None], *, may_write: bool = True) -> None:
    """Serve the process that started this one, over its standard input and output, within the memory it gave.

    Whatever a library prints goes to the standard error, so that it cannot break a message. With `may_write` false no
    file can be written either, where the system knows such a limit.
    """
    _limit(int(sys.argv[1]), may_write=may_write)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    with contextlib.suppress(BrokenPipeError):
        serve(sys.stdin.buffer, answers)


def _limit(memory: int, *, may_write: bool) -> None:
    if sys.platform == "win32":
        return
    import resource

    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if not may_write:
            resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
