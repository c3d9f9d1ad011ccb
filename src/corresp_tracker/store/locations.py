"""Where a log may lie: not on a network share and not in a folder that another program synchronises.

SQLite's locks do not hold over network file systems (sqlite.org/faq.html, question 5), and a synchronising
program may swap the file while it is open.
"""

import os
import sys
from pathlib import Path

_NETWORK_SYSTEMS = frozenset({"cifs", "smb3", "smbfs", "nfs", "nfs4", "afs", "fuse.sshfs", "9p", "davfs"})
_SYNC_FOLDERS = (
    "onedrive",
    "dropbox",
    "google drive",
    "googledrive",
    "icloud drive",
    "mobile documents",
    "box sync",
)
_SYNC_MARKERS = (".dropbox", ".dropbox.cache", ".tmp.driveupload")
_REMOTE_DRIVE = 4
WAYS_OUT = (
    "Use a log on this computer with backups to the share, or a shared office on PostgreSQL. "
    "Until then it can be read, not changed."
)


def why_read_only(path: Path) -> str:
    """Say in one sentence why a log at this path must not be written to; empty where it may be."""
    whole = path.absolute()
    if _is_on_share(whole):
        return f"This log lies on a network share, where two people can damage it. {WAYS_OUT}"
    if _is_synchronised(whole):
        return f"This log lies in a folder that is synchronised, which can damage it. {WAYS_OUT}"
    return ""


def _is_on_share(path: Path) -> bool:
    if sys.platform == "win32":
        return str(path).startswith("\\\\") or _drive_type(path.anchor) == _REMOTE_DRIVE
    return _file_system(path) in _NETWORK_SYSTEMS


def _drive_type(anchor: str) -> int:
    import ctypes

    return int(ctypes.windll.kernel32.GetDriveTypeW(anchor))


def _file_system(path: Path, mounts: Path = Path("/proc/mounts")) -> str:
    """Give the type of the file system that holds a path; empty where it cannot be told."""
    if not mounts.exists():
        return ""
    best, kind = "", ""
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        _, point, system, *_ = line.split(" ")
        point = point.replace("\\040", " ")
        if len(point) >= len(best) and path.is_relative_to(point):
            best, kind = point, system
    return kind


def _is_synchronised(path: Path) -> bool:
    homes = [os.environ.get(name, "") for name in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")]
    if any(home and path.is_relative_to(home) for home in homes):
        return True
    return any(_is_sync_folder(folder) for folder in path.parents)


def _is_sync_folder(folder: Path) -> bool:
    name = folder.name.lower()
    if any(name == known or name.startswith(f"{known} -") for known in _SYNC_FOLDERS):
        return True
    return any((folder / marker).exists() for marker in _SYNC_MARKERS)
