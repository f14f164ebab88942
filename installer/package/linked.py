"""What shared objects ask of the machine they run on, read with ``objdump``: libraries, and how new a glibc."""

import re
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

OLDEST_GLIBC = (2, 28)
"""Of UOS V20; nothing that ships may ask for a newer one."""

SYSTEM: Mapping[str, str] = {
    "ld-linux-x86-64.so.2": "libc6",
    "libc.so.6": "libc6",
    "libdl.so.2": "libc6",
    "libm.so.6": "libc6",
    "libpthread.so.0": "libc6",
    "libresolv.so.2": "libc6",
    "librt.so.1": "libc6",
    "libutil.so.1": "libc6",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libglx0",
    "libOpenGL.so.0": "libopengl0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libcups.so.2": "libcups2",
    "libdbus-1.so.3": "libdbus-1-3",
    "libdrm.so.2": "libdrm2",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgcc_s.so.1": "libgcc-s1 | libgcc1",
    "libgio-2.0.so.0": "libglib2.0-0",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgobject-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libstdc++.so.6": "libstdc++6",
    "libuuid.so.1": "libuuid1",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb.so.1": "libxcb1",
}
"""Libraries that stay the system's own, and the Debian package of each."""

OPTIONAL = frozenset({"libcups2", "libwayland-client0", "libwayland-cursor0", "libwayland-egl1", "libdrm2"})
"""Only a part that Qt can do without asks for these: printers, Wayland screens."""

_MAGIC = b"\x7fELF"


@dataclass(frozen=True, slots=True)
class Linked:
    """One shared object or program; ``glibc`` is the newest version it asks for, (0, 0) when none."""

    path: Path
    needs: frozenset[str]
    glibc: tuple[int, int]


def read(path: Path) -> Linked:
    """What the object at ``path`` asks for.

    Raises:
        subprocess.CalledProcessError: ``objdump`` cannot read it.
    """
    command = ["objdump", "-p", str(path)]
    return parse(path, subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout)


def parse(path: Path, text: str) -> Linked:
    """What ``objdump -p`` said of ``path``."""
    needs = re.findall(r"^\s+NEEDED\s+(\S+)$", text, re.MULTILINE)
    _, _, wanted = text.partition("Version References:")
    versions = [(int(major), int(minor)) for major, minor in re.findall(r"\bGLIBC_(\d+)\.(\d+)", wanted)]
    return Linked(path, frozenset(needs), max(versions, default=(0, 0)))


def objects(folder: Path) -> list[Path]:
    """Every real ELF file below ``folder``, in order."""
    return [path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink() and _is_elf(path)]


def too_new(found: Iterable[Linked], oldest: tuple[int, int] = OLDEST_GLIBC) -> list[Linked]:
    """Those that a machine with glibc ``oldest`` cannot load, the newest first."""
    return sorted((each for each in found if each.glibc > oldest), key=lambda each: each.glibc, reverse=True)


def newest_glibc(found: Iterable[Linked]) -> tuple[int, int]:
    """The glibc that all of it together asks for."""
    return max((each.glibc for each in found), default=(0, 0))


def foreign(found: Iterable[Linked], shipped: frozenset[str]) -> set[str]:
    """Names of libraries that the machine must bring."""
    return {name for each in found for name in each.needs} - shipped


def unused(folder: Path, found: Iterable[Linked]) -> list[Path]:
    """Libraries that lie at the top of ``folder`` and that nothing left in it asks for.

    Python's own library is asked for by the starting program, without a word in its header.
    """
    asked = {name for each in found for name in each.needs}
    tops = [path for path in folder.glob("lib*.so*") if not path.name.startswith("libpython")]
    return sorted(path for path in tops if path.name not in asked)


def _is_elf(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(4) == _MAGIC
