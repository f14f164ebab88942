"""The parts of the Linux package: what goes in, how it lies, what it asks of a machine."""

import configparser
import json
import os
import shutil
import stat
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from baixing_desktop import APP_ID
from baixing_desktop.__main__ import OPENED
from baixing_desktop.confined import WORKERS
from baixing_desktop.store.schema import HEAD
from ui.offered import PAGES

CHECKOUT = Path(__file__).resolve().parents[2]
PACKAGE = CHECKOUT / "installer" / "package"
MODULES = ("choice", "compare_start", "linked", "notices", "start", "uos")


@pytest.fixture(scope="module")
def package() -> Iterator[Any]:
    """The files of ``installer/package`` by name; they find each other by path, as when they run."""
    sys.path.insert(0, str(PACKAGE))
    yield {name: __import__(name) for name in MODULES}
    sys.path.remove(str(PACKAGE))
    for name in MODULES:
        sys.modules.pop(name, None)


@pytest.fixture
def edition(package: Any) -> Any:
    return package["uos"].Edition(APP_ID, "0.1.0.0")


@pytest.fixture
def laid(package: Any, edition: Any, tmp_path: Path) -> Path:
    """The tree of a package around a program of one line."""
    frozen = tmp_path / "frozen"
    (frozen / "_internal").mkdir(parents=True)
    (frozen / "baixing").write_text("#!/bin/sh\necho 0.1.0\n")
    (frozen / "baixing").chmod(0o700)
    (frozen / "_internal" / "data").write_text("x")
    root = tmp_path / "root"
    package["uos"].lay_out(frozen, CHECKOUT, root, edition)
    return root


def test_everything_lies_below_the_applications_own_folder(laid: Path) -> None:
    place = laid / "opt" / "apps" / APP_ID
    assert [path.name for path in laid.iterdir()] == ["opt"]
    assert sorted(path.name for path in place.iterdir()) == ["entries", "files", "info"]
    assert {str(path.relative_to(place)) for path in (place / "entries").rglob("*") if path.is_file()} == {
        f"entries/applications/{APP_ID}.desktop",
        f"entries/icons/hicolor/scalable/apps/{APP_ID}.svg",
        f"entries/mime/packages/{APP_ID}.xml",
    }
    licences = ("licences/GPL-3.txt", "licences/LGPL-3.txt", "licences/Python.txt")
    for name in (
        "LICENSE",
        "NOTICE.md",
        "join.sh",
        "service/baixing-office.service",
        "service/baixing-backup.timer",
        "service/baixing-backup.service",
        "service/install-office-service.sh",
        *licences,
    ):
        assert (place / "files" / name).is_file()


def test_everybody_may_read_and_nobody_else_may_write(laid: Path) -> None:
    modes = {str(path.relative_to(laid)): stat.S_IMODE(path.stat().st_mode) for path in laid.rglob("*")}
    assert set(modes.values()) == {0o755, 0o644}
    assert modes[f"opt/apps/{APP_ID}/files/baixing"] == 0o755
    assert modes[f"opt/apps/{APP_ID}/files/_internal/data"] == 0o644


def test_the_store_is_told_what_it_asks(laid: Path) -> None:
    info = json.loads((laid / "opt" / "apps" / APP_ID / "info").read_text(encoding="utf-8"))
    assert (info["appid"], info["version"], info["arch"]) == (APP_ID, "0.1.0.0", ["amd64"])
    assert {name for name, wanted in info["permissions"].items() if wanted} == {"clipboard"}


def test_the_menu_entry_starts_what_is_there(laid: Path) -> None:
    parser = configparser.ConfigParser(interpolation=None, delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    entries = laid / "opt" / "apps" / APP_ID / "entries"
    file = entries / "applications" / f"{APP_ID}.desktop"
    parser.read(file, encoding="utf-8")
    entry = parser["Desktop Entry"]
    assert entry["Type"] == "Application"
    program, file = entry["Exec"].split()
    assert (laid / program.lstrip("/")).is_file()
    assert file == "%f"
    assert (entries / "icons" / "hicolor" / "scalable" / "apps" / f"{entry['Icon']}.svg").is_file()
    assert entry["Name"] == "百姓提案线索工作台"
    if checker := shutil.which("desktop-file-validate"):
        answer = subprocess.run([checker, file], capture_output=True, encoding="utf-8", check=False)
        assert (answer.returncode, answer.stdout, answer.stderr) == (0, "", "")


def test_the_window_says_the_name_of_its_menu_entry() -> None:
    assert "setDesktopFileName(APP_ID)" in (CHECKOUT / "ui" / "main.py").read_text(encoding="utf-8")


def test_files_of_the_program_have_a_name_in_chinese(laid: Path) -> None:
    tree = ET.parse(laid / "opt" / "apps" / APP_ID / "entries" / "mime" / "packages" / f"{APP_ID}.xml")  # noqa: S314
    space = "{http://www.freedesktop.org/standards/shared-mime-info}"
    kinds = {
        kind.findtext(f"{space}comment"): [glob.get("pattern") for glob in kind.iter(f"{space}glob")]
        for kind in tree.getroot()
    }
    assert kinds == {
        "提案线索报送包": ["*.bxp"],
        "提案线索回执": ["*.bxr"],
        "提案线索工作台更新包": ["*.bxup"],
    }


def test_the_menu_entry_opens_what_the_program_reads(laid: Path) -> None:
    entries = laid / "opt" / "apps" / APP_ID / "entries"
    entry = (entries / "applications" / f"{APP_ID}.desktop").read_text(encoding="utf-8")
    (opened,) = [line.removeprefix("MimeType=") for line in entry.splitlines() if line.startswith("MimeType=")]
    space = "{http://www.freedesktop.org/standards/shared-mime-info}"
    tree = ET.parse(entries / "mime" / "packages" / f"{APP_ID}.xml")  # noqa: S314
    suffixes = {
        str(kind.get("type")): str(glob.get("pattern")).removeprefix("*")
        for kind in tree.getroot()
        for glob in kind.iter(f"{space}glob")
    }
    assert {suffixes[each] for each in opened.split(";") if each} == OPENED == PAGES.keys()


def test_the_administrator_enters_it_in_the_menu_and_takes_it_out_again(laid: Path, tmp_path: Path) -> None:
    place, prefix = laid / "opt" / "apps" / APP_ID, tmp_path / "local"

    def join(*line: str) -> subprocess.CompletedProcess[str]:
        command = ["/bin/sh", str(place / "files" / "join.sh"), *line]
        return subprocess.run(
            command, env={"PATH": "/usr/bin:/bin", "PREFIX": str(prefix)}, capture_output=True, text=True, check=False
        )

    def links() -> set[str]:
        return {str(path.relative_to(prefix)) for path in prefix.rglob("*") if path.is_symlink()}

    for _ in range(2):
        assert (join().returncode, join().stderr) == (0, "")
    assert links() == {
        "bin/baixing",
        f"share/applications/{APP_ID}.desktop",
        f"share/icons/hicolor/scalable/apps/{APP_ID}.svg",
        f"share/mime/packages/{APP_ID}.xml",
    }
    assert all((prefix / name).resolve().is_file() for name in links())
    assert subprocess.run([prefix / "bin" / "baixing"], capture_output=True, text=True, check=True).stdout == "0.1.0\n"
    assert join("--remove").returncode == 0
    assert not links()
    (prefix / "bin" / "baixing").write_text("somebody else's")
    answer = join()
    assert (answer.returncode, "不是本程序的" in answer.stderr) == (1, True)
    assert join("--remove").returncode == 0
    assert (prefix / "bin" / "baixing").read_text() == "somebody else's"
    assert join("--what").returncode == 2


def test_the_service_starts_the_installed_program(edition: Any) -> None:
    unit = (CHECKOUT / "installer" / "service" / "baixing-office.service").read_text(encoding="utf-8")
    assert f"ExecStart={edition.program} " in unit
    assert f"/{edition.place}/files/service/baixing-office.service" in unit


@pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="made on Debian and its kin")
def test_the_package_has_no_scripts_and_belongs_to_root(package: Any, edition: Any, laid: Path, tmp_path: Path) -> None:
    made = tmp_path / "a.deb"
    uos = package["uos"]
    needed, wished = uos.depends({"libc.so.6", "libGL.so.1", "libcups.so.2"}, (2, 28))
    uos.pack(laid, uos.control(edition, 1_000_000, needed, wished), made)
    assert _said("dpkg-deb", "--field", made, "Package", "Version", "Depends", "Recommends", "Installed-Size") == (
        f"Package: {APP_ID}\nVersion: 0.1.0.0\n"
        "Depends: libc6 (>= 2.28), libgl1\nRecommends: libcups2\nInstalled-Size: 977\n"
    )
    control = tmp_path / "control"
    _said("dpkg-deb", "--control", made, control)
    assert [path.name for path in control.iterdir()] == ["control"]
    owners = {line.split()[1] for line in _said("dpkg-deb", "--contents", made).splitlines()}
    assert owners == {"root/root"}


def test_a_library_that_nobody_brings_stops_the_build(package: Any) -> None:
    with pytest.raises(package["uos"].UnknownLibraryError, match=r"libqux\.so\.3"):
        package["uos"].depends({"libc.so.6", "libqux.so.3"}, (2, 28))


@pytest.mark.parametrize(("version", "four"), [("0.1.0", "0.1.0.0"), ("2", "2.0.0.0"), ("1.2.3.4", "1.2.3.4")])
def test_versions_have_four_numbers(package: Any, version: str, four: str) -> None:
    assert package["uos"].four_numbers(version) == four


@pytest.mark.parametrize("version", ["1.0rc1", "1.2.3.4.5", ""])
def test_other_versions_are_refused(package: Any, version: str) -> None:
    with pytest.raises(ValueError, match="not a plain version"):
        package["uos"].four_numbers(version)


OBJDUMP = """\

libx.so:     file format elf64-x86-64

Dynamic Section:
  NEEDED               libm.so.6
  NEEDED               libc.so.6
  SONAME               libx.so.1

Version definitions:
1 0x01 0x0a1b GLIBC_2.99

Version References:
  required from libm.so.6:
    0x06969189 0x00 05 GLIBC_2.29
  required from libc.so.6:
    0x09691a75 0x00 04 GLIBC_2.2.5
    0x069691b3 0x00 03 GLIBC_2.3.4
"""


def test_what_objdump_says_is_understood(package: Any) -> None:
    found = package["linked"].parse(Path("libx.so"), OBJDUMP)
    assert found.needs == {"libm.so.6", "libc.so.6"}
    assert found.glibc == (2, 29)


def test_objects_for_newer_systems_are_named(package: Any) -> None:
    linked = package["linked"]
    found = [linked.Linked(Path(name), frozenset(), glibc) for name, glibc in (("a", (2, 28)), ("b", (2, 34)))]
    assert [each.path.name for each in linked.too_new(found)] == ["b"]
    assert linked.newest_glibc(found) == (2, 34)
    assert linked.newest_glibc([]) == (0, 0)


@pytest.mark.skipif(shutil.which("objdump") is None, reason="binutils")
def test_a_real_object_is_read(package: Any) -> None:
    linked = package["linked"]
    found = linked.read(Path(sys.executable).resolve())
    assert "libc.so.6" in found.needs
    assert found.glibc >= (2, 2)


def test_only_libraries_that_nothing_asks_for_are_unused(package: Any, tmp_path: Path) -> None:
    linked = package["linked"]
    for name in ("liba.so.1", "libb.so.2", "libpython3.13.so.1.0", "other.so"):
        (tmp_path / name).write_bytes(b"\x7fELF")
    found = [linked.Linked(tmp_path / "other.so", frozenset({"liba.so.1"}), (0, 0))]
    assert [path.name for path in linked.unused(tmp_path, found)] == ["libb.so.2"]
    assert [path.name for path in linked.objects(tmp_path)] == sorted(path.name for path in tmp_path.iterdir())


def test_what_is_read_as_a_file_or_loaded_by_name_goes_in(package: Any) -> None:
    choice = package["choice"]
    files = {f"{folder}/{Path(source).name}" for source, folder in choice.own_files(CHECKOUT)}
    assert "resources/fonts/NotoSerifSC-Regular.ttf" in files
    assert "resources/style/window.qss" in files
    assert "baixing_desktop/store/migrations/env.py" in files
    assert any(name.startswith(f"baixing_desktop/store/migrations/versions/{HEAD}_") for name in files)
    assert not any("__pycache__" in name for name in files)
    assert all(worker.partition(".")[0] in choice.WHOLE for worker in WORKERS)
    names = choice.packages(CHECKOUT)
    assert {"sqlcipher3", "pyside6-essentials", "reportlab", "pypdfium2"} <= set(names)
    assert not {"pyinstaller", "pytest", "ruff"} & set(names)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/Qt/plugins/platformthemes/libqgtk3.so", False),
        ("PySide6/Qt/translations/qtbase_zh_CN.qm", True),
        ("PySide6/Qt/translations/qtbase_de.qm", False),
        ("PySide6\\translations\\qtbase_de.qm", False),
        ("libxcb-cursor.so.0", True),
        ("libstdc++.so.6", False),
        ("libfontconfig.so.1", False),
        ("pillow.libs/libpng16-1d1ba958.so.16", True),
    ],
)
def test_which_files_ship(package: Any, name: str, *, kept: bool) -> None:
    assert package["choice"].ships(name) is kept


def test_other_programs_load_their_own_libraries(package: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    leave = package["start"].leave_the_system_its_libraries
    monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/apps/x/files/_internal:/before")
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/before")
    monkeypatch.setenv("PYINSTALLER_RESET_ENVIRONMENT", "")
    leave()
    assert _said("sh", "-c", "echo $LD_LIBRARY_PATH:$LD_LIBRARY_PATH_ORIG") == "/before:\n"
    monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/apps/x/files/_internal")
    leave()
    assert _said("sh", "-c", "echo ${LD_LIBRARY_PATH-unset}") == "unset\n"
    # Its own further processes find theirs again.
    assert _said("sh", "-c", "echo $PYINSTALLER_RESET_ENVIRONMENT") == "1\n"


def test_qt_finds_its_plugins_and_is_not_loaded_for_that(
    package: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("QT_PLUGIN_PATH", raising=False)
    package["start"].show_qt_its_plugins(tmp_path, "linux")
    assert os.environ["QT_PLUGIN_PATH"] == str(tmp_path / "PySide6" / "Qt" / "plugins")
    package["start"].show_qt_its_plugins(tmp_path, "win32")
    assert os.environ["QT_PLUGIN_PATH"] == str(tmp_path / "PySide6" / "plugins")
    assert "pyi_rth_pyside6" in package["choice"].UNWANTED_BEGINNINGS


def test_starts_are_compared_in_turn(package: Any) -> None:
    compare = package["compare_start"]
    quick, slow = [sys.executable, "-c", "pass"], [sys.executable, "-c", "import time; time.sleep(0.2)"]
    one, other = compare.median_pair(quick, slow, 0, tries=1)
    assert 0 < one < other
    with pytest.raises(SystemExit, match="结束代码是 0"):
        compare.seconds(quick, 1)


def _said(*command: str | Path) -> str:
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


@pytest.mark.skipif(shutil.which("dpkg-query") is None, reason="asks Debian's packages")
def test_libraries_of_the_system_come_with_their_licence(package: Any, tmp_path: Path) -> None:
    folder = tmp_path / "debian"
    unowned = package["notices"].accompany(["libz.so.1", "libnobody-has-this.so.9"], folder)
    assert unowned == ["libnobody-has-this.so.9"]
    assert "Jean-loup Gailly" in (folder / "zlib1g.txt").read_text(encoding="utf-8")
    assert (folder / "VERSIONS.txt").read_text(encoding="utf-8").startswith("zlib1g 1:1.")
