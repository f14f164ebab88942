"""Builds what is handed out; ``dev.py build`` runs this in the environment that has PyInstaller.

``build.py deb DIR`` makes the package for UOS and its kin, ``build.py portable DIR`` an archive to unpack anywhere.
"""

import subprocess
import sys
import tarfile
import tempfile
from io import TextIOWrapper
from pathlib import Path
from typing import cast

HERE = Path(__file__).resolve().parent
CHECKOUT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(CHECKOUT)]

import linked  # noqa: E402 - found by the path just set
import notices  # noqa: E402
import uos  # noqa: E402

from baixing_desktop import APP_ID, __version__  # noqa: E402

_STRIPPED = ("libpython", "backend_c.")
"""Files that come with their debugging information: tens of megabytes that help nobody here."""


def freeze(folder: Path) -> Path:
    """Build the program's own folder below ``folder``; returns it."""
    subprocess.run(
        [
            *(sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"),
            *("--distpath", str(folder / "dist"), "--workpath", str(folder / "work"), str(HERE / "baixing.spec")),
        ],
        check=True,
        cwd=CHECKOUT,
    )
    return folder / "dist" / "baixing"


def slim(frozen: Path) -> list[linked.Linked]:
    """Take out what only left-out parts asked for, and debugging information; returns what is left."""
    inner = frozen / "_internal"
    for path in linked.objects(inner):
        if path.name.startswith(_STRIPPED):
            subprocess.run(["strip", "--strip-debug", str(path)], check=True)
    found = [linked.read(path) for path in linked.objects(frozen)]
    gone = linked.unused(inner, found)
    while gone:
        for path in gone:
            path.unlink()
        found = [each for each in found if each.path.exists()]
        gone = linked.unused(inner, found)
    return found


def report(found: list[linked.Linked], frozen: Path) -> tuple[int, int]:
    """Say how old a system may be; names every file that UOS V20 could not load. Returns the glibc needed."""
    needed = linked.newest_glibc(found)
    late = linked.too_new(found)
    for each in late:
        print(f"  {each.path.relative_to(frozen)}：要 glibc {each.glibc[0]}.{each.glibc[1]}")
    if late:
        print(
            f"以上 {len(late)} 个文件在 UOS V20（glibc 2.28）上用不了；"
            f"这次做出的包需要 glibc {needed[0]}.{needed[1]}。"
            "要给旧系统用，请用 installer/build_on_debian11.sh。"
        )
    else:
        print(f"检查了 {len(found)} 个二进制文件，最高只要 glibc {needed[0]}.{needed[1]}，可用于 UOS V20。")
    return needed


def build(kind: str, target: Path) -> Path:
    """Build ``deb`` or ``portable`` into the folder ``target``; returns the file made."""
    target.mkdir(parents=True, exist_ok=True)
    edition = uos.Edition(APP_ID, uos.four_numbers(__version__))
    with tempfile.TemporaryDirectory(prefix="baixing-build-") as name:
        frozen = freeze(Path(name))
        found = slim(frozen)
        glibc = report(found, frozen)
        foreign = linked.foreign(found, frozenset(path.name for path in frozen.rglob("*.so*")))
        needed, wished = uos.depends(foreign, glibc)
        inner = frozen / "_internal"
        # What a wheel brought has its build's mark in the name, or is Qt's, and its notice lies in a dist-info folder.
        systems = [path.name for path in inner.glob("lib*.so*") if not path.is_symlink()]
        notices.accompany(systems, frozen / "licences" / "debian")
        if kind == "deb":
            made = target / f"{edition.appid}_{edition.version}_amd64.deb"
            root = Path(name) / "root"
            uos.lay_out(frozen, CHECKOUT, root, edition)
            size = sum(path.lstat().st_size for path in root.rglob("*") if not path.is_dir())
            uos.pack(root, uos.control(edition, size, needed, wished), made)
        else:
            made = target / f"baixing-{edition.version}-linux-x86_64.tar.xz"
            uos.accompany(CHECKOUT, frozen)
            with tarfile.open(made, "w:xz") as archive:
                archive.add(frozen, f"baixing-{edition.version}", filter=_nobody)
    print(f"做好了：{made}（{made.stat().st_size / 1e6:.0f} MB）")
    return made


def _nobody(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = "root"
    return entry


if __name__ == "__main__":
    # What is said must stand before what the programs say that are started next.
    cast("TextIOWrapper", sys.stdout).reconfigure(line_buffering=True)
    build(sys.argv[1], Path(sys.argv[2]))
