"""The package as UOS lays it out: everything below ``/opt/apps/<appid>``, and no scripts, so no user's data is touched.

``entries/`` is what the desktop shows, ``files/`` is the program; ``info`` tells the store about it.
"""

import json
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from linked import OPTIONAL, SYSTEM

NAME = "百姓提案线索工作台"
_MINE = "application/vnd.baixing"
PERMISSIONS = (
    "autostart",
    "notification",
    "trayicon",
    "clipboard",
    "account",
    "bluetooth",
    "camera",
    "audio_record",
    "installed_apps",
)
"""The program asks for none but the clipboard."""


class UnknownLibraryError(Exception):
    """Something that ships asks for libraries that neither ship nor have a known package."""


@dataclass(frozen=True, slots=True)
class Edition:
    """What is packed: the application's id, and its version in four numbers."""

    appid: str
    version: str

    @property
    def place(self) -> Path:
        """Where it is installed, below the root."""
        return Path("opt/apps") / self.appid

    @property
    def program(self) -> str:
        """The path of the installed program."""
        return f"/{self.place}/files/baixing"


def four_numbers(version: str) -> str:
    """``0.1.0`` as UOS writes it: ``0.1.0.0``."""
    parts = version.split(".")
    if not all(part.isdecimal() for part in parts) or len(parts) > 4:
        raise ValueError(f"not a plain version: {version}")
    return ".".join([*parts, "0", "0", "0"][:4])


def info(edition: Edition) -> str:
    """The ``info`` file."""
    document = {
        "appid": edition.appid,
        "name": NAME,
        "version": edition.version,
        "arch": ["amd64"],
        "permissions": {name: name == "clipboard" for name in PERMISSIONS},
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def desktop_entry(edition: Edition) -> str:
    """The menu entry. Batches and receipts are opened by it: the window shows what came in, and from whom."""
    return f"""\
[Desktop Entry]
Type=Application
Version=1.0
Name={NAME}
GenericName=提案线索登记与办理
Comment=登记、报送和办理群众提案线索
Exec={edition.program} %f
MimeType={_MINE}.batch;{_MINE}.receipt;
Icon={edition.appid}
Terminal=false
StartupNotify=true
StartupWMClass=baixing
Categories=Office;
"""


def mime_types(edition: Edition) -> str:
    """Names and a face for the files that the program writes."""
    kinds = [
        ("batch", "bxp", "提案线索报送包"),
        ("receipt", "bxr", "提案线索回执"),
        ("release", "bxup", "提案线索工作台更新包"),
    ]
    types = "".join(
        f'  <mime-type type="{_MINE}.{kind}">\n'
        f"    <comment>{comment}</comment>\n"
        f'    <icon name="{edition.appid}"/>\n'
        f'    <glob pattern="*.{suffix}"/>\n'
        "  </mime-type>\n"
        for kind, suffix, comment in kinds
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">\n{types}</mime-info>\n'
    )


def depends(foreign: Iterable[str], glibc: tuple[int, int]) -> tuple[list[str], list[str]]:
    """The packages that must be there, and those that had better be, for the library names of ``foreign``.

    Raises:
        UnknownLibraryError: a name without a known package.
    """
    unknown = sorted(name for name in foreign if name not in SYSTEM)
    if unknown:
        raise UnknownLibraryError("、".join(unknown))
    packages = {SYSTEM[name] for name in foreign}
    needed = sorted(packages - OPTIONAL - {"libc6"})
    return [f"libc6 (>= {glibc[0]}.{glibc[1]})", *needed], sorted(packages & OPTIONAL)


def control(edition: Edition, size: int, needed: list[str], wished: list[str]) -> str:
    """The ``control`` file; ``size`` is what it takes when installed, in bytes."""
    lines = [
        f"Package: {edition.appid}",
        f"Version: {edition.version}",
        "Architecture: amd64",
        "Maintainer: Baixing Desktop <noreply@invalid>",
        "Section: misc",
        "Priority: optional",
        f"Installed-Size: {-(-size // 1024)}",
        f"Depends: {', '.join(needed)}",
    ]
    if wished:
        lines.append(f"Recommends: {', '.join(wished)}")
    lines += [f"Description: {NAME}", " 街道政协委员工作室登记群众提案线索，区办公室受理、转送、办理。"]
    return "\n".join(lines) + "\n"


def lay_out(frozen: Path, checkout: Path, root: Path, edition: Edition) -> None:
    """Make the tree of the package at ``root`` (a new folder), with the program of ``frozen`` moved into it."""
    place = root / edition.place
    entries = place / "entries"
    texts = {
        place / "info": info(edition),
        entries / "applications" / f"{edition.appid}.desktop": desktop_entry(edition),
        entries / "mime" / "packages" / f"{edition.appid}.xml": mime_types(edition),
    }
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    icon = entries / "icons" / "hicolor" / "scalable" / "apps" / f"{edition.appid}.svg"
    icon.parent.mkdir(parents=True)
    shutil.copyfile(checkout / "resources" / "icons" / "baixing.svg", icon)
    shutil.move(frozen, place / "files")
    accompany(checkout, place / "files")
    for path in root.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
    root.chmod(0o755)


def accompany(checkout: Path, folder: Path) -> None:
    """Put the licences, the recipes of the service and its backups, and what enters the menu beside the program."""
    for name in ("LICENSE", "NOTICE.md"):
        shutil.copyfile(checkout / name, folder / name)
    # Qt's and Python's, which their packages do not bring; everybody else's lies in a dist-info folder.
    licences = checkout / "installer" / "package" / "licences"
    shutil.copytree(licences, folder / "licences", dirs_exist_ok=True)
    shutil.copyfile(checkout / "installer" / "package" / "join.sh", folder / "join.sh")
    (folder / "service").mkdir()
    recipes = checkout / "installer" / "service"
    for path in sorted(path for kind in ("service", "timer", "sh") for path in recipes.glob(f"*.{kind}")):
        shutil.copyfile(path, folder / "service" / path.name)


def pack(root: Path, control_file: str, target: Path) -> None:
    """Write the package of the tree at ``root``; the control file is its only control information.

    Raises:
        subprocess.CalledProcessError: ``dpkg-deb`` refused.
    """
    folder = root / "DEBIAN"
    folder.mkdir(mode=0o755)
    (folder / "control").write_text(control_file, encoding="utf-8")
    subprocess.run(["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(root), str(target)], check=True)
