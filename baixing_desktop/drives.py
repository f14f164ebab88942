"""Telling a network drive from this computer's own: over a network a database's locks cannot be trusted (T18)."""

import ctypes
import os
import sys
from collections.abc import Iterable
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any, cast

_REMOTE_KINDS = frozenset(
    {"9p", "afs", "cephfs", "cifs", "davfs", "fuse.davfs2", "fuse.gvfsd-fuse", "fuse.rclone", "fuse.sshfs", "glusterfs"}
    | {"lustre", "ncpfs", "nfs", "nfs4", "smb3", "smbfs", "vboxsf"}
)
_MOUNTS = Path("/proc/mounts")
_REMOTE_DRIVE = 4


def on_network(path: Path) -> bool:
    """Whether ``path``, which need not exist yet, lies on another computer, as far as this system tells."""
    if sys.platform == "win32":
        return windows_says(PureWindowsPath(path.absolute()))
    if not _MOUNTS.exists():
        return False
    lines = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    return mounts_say(PurePosixPath(os.path.realpath(path)), lines)


def mounts_say(path: PurePosixPath, lines: Iterable[str]) -> bool:
    """Whether the innermost of the mounted file systems that hold ``path`` is remote; ``lines`` as in /proc/mounts."""
    kinds: dict[PurePosixPath, str] = {}
    for line in lines:
        fields = line.split()
        if len(fields) >= 3:
            # Later lines lie over earlier ones.
            kinds[PurePosixPath(_unescaped(fields[1]))] = fields[2]
    holding = [place for place in kinds if path.is_relative_to(place)]
    return bool(holding) and kinds[max(holding, key=lambda place: len(place.parts))] in _REMOTE_KINDS


def windows_says(path: PureWindowsPath) -> bool:
    """Whether ``path`` is a share by name, or on a drive letter that stands for one."""
    if path.drive.startswith("\\\\"):
        return not path.drive.startswith(("\\\\?\\", "\\\\.\\")) or path.drive.upper().startswith("\\\\?\\UNC")
    if sys.platform != "win32":
        return False
    return cast(Any, ctypes).windll.kernel32.GetDriveTypeW(path.anchor) == _REMOTE_DRIVE


def _unescaped(field: str) -> str:
    for code in ("040", "011", "012", "134"):
        field = field.replace(f"\\{code}", chr(int(code, 8)))
    return field
