"""What goes into the packaged program, and what stays out. Standard library only."""

import sys
from importlib import import_module
from pathlib import Path, PurePosixPath

WHOLE = ["baixing_desktop", "sync", "ui", "uvicorn", "psycopg"]
"""Packages taken with every module."""

NAMED = [
    "keyring.backends.SecretService",
    "keyring.backends.kwallet",
    "keyring.backends.Windows",
    "psycopg_binary._psycopg",
    "psycopg_binary.pq",
    "resources",
    "sqlalchemy.dialects.postgresql.psycopg",
    "sqlalchemy.dialects.sqlite.pysqlcipher",
    "sqlcipher3.dbapi2",
]
UNWANTED = [
    "MySQLdb",
    "PIL._avif",
    "PyInstaller",
    "PySide6.QtQml",
    "PySide6.QtQuick",
    "pytest",
    "pysqlite2",
    "setuptools",
    "sqlite3",
    "tkinter",
]
"""Never wanted; ``sqlite3`` because a process has one SQLite, which is SQLCipher's."""

UNWANTED_BEGINNINGS = {"pyi_rth_multiprocessing", "pyi_rth_pyside6"}
"""What PyInstaller would run before each start: loading all of multiprocessing, by which nothing here is started, and
Qt, which commands, the service and the locked-in readers of strangers' files have no use for (``start.py`` does the
rest of it).
"""

_UNWANTED_QT = (
    "platformthemes/libqgtk3",
    "egldeviceintegrations",
    "libqeglfs",
    "libqlinuxfb",
    "libqvnc",
    "libqvkkhr",
    "libqminimalegl",
    "libqminimal.",
    "EglFS",
    "EglFs",
    "libqwbmp",
    "libqicns",
    "libqpdf",
    "plugins/tls",
    "virtualkeyboard",
)
_OF_THE_SYSTEM = (
    "libEGL.",
    "libGL.",
    "libGLX.",
    "libGLdispatch.",
    "libOpenGL.",
    "libX11.",
    "libX11-xcb.",
    "libavahi",
    "libblkid.",
    "libcups.",
    "libdbus-1.",
    "libdrm.",
    "libfontconfig.",
    "libfreetype.",
    "libgbm.",
    "libgcc_s.",
    "libgcrypt.",
    "libgio-2.",
    "libglib-2.",
    "libgmodule-2.",
    "libgnutls.",
    "libgobject-2.",
    "libgpg-error.",
    "libgssapi_krb5.so",
    "libgthread-2.",
    "libmount.",
    "libpcre",
    "libpng16.",
    "libselinux.",
    "libstdc++.",
    "libsystemd.",
    "libuuid.",
    "libwayland-",
)
"""Libraries that belong to the driver, the desktop or the C++ of the very machine; another one's would do harm."""


def ships(name: str) -> bool:
    """Whether a file of this name inside the program's folder is kept."""
    path = PurePosixPath(name.replace("\\", "/"))
    if any(part in str(path) for part in _UNWANTED_QT):
        return False
    if path.suffix == ".qm":
        return path.name in {"qtbase_zh_CN.qm", "qt_zh_CN.qm"}
    # What a package brings inside its own folder (psycopg_binary.libs, Pillow's) it needs exactly so.
    return len(path.parts) > 1 or not path.name.startswith(_OF_THE_SYSTEM)


def own_files(checkout: Path) -> list[tuple[str, str]]:
    """Data files of the checkout: each with the folder it goes to."""
    migrations = Path("baixing_desktop/store/migrations")
    wanted = [path for path in (checkout / "resources").rglob("*") if path.is_file() and path.suffix != ".py"]
    # Alembic reads its scripts as files.
    wanted += [path for path in (checkout / migrations).rglob("*") if path.suffix in {".py", ".mako", ".sql"}]
    kept = sorted(path for path in wanted if "__pycache__" not in path.parts)
    return [(str(path), str(path.parent.relative_to(checkout))) for path in kept]


def packages(checkout: Path) -> list[str]:
    """The locked packages that the program itself needs on this system; their licences come along."""
    sys.path.insert(0, str(checkout / "installer"))
    # Found by the path just added.
    here = import_module("door_markers").this_environment()
    lock = import_module("door_packages").read_lock(checkout / "uv.lock")
    return [package.name for package in lock.reachable(here)]
