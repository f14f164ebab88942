"""A new version comes as a signed file: nothing else is installed, and whatever goes wrong, the old program stays."""

import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from baixing_desktop import APP_ID, __version__
from baixing_desktop.canonical import Plain, canonical
from baixing_desktop.errors import UserError
from baixing_desktop.store import release as form
from baixing_desktop.store.place import EARLIER
from baixing_desktop.store.release import SIGNED_AS, Payload, describe, write_package
from baixing_desktop.store.schema import HEAD
from baixing_desktop.usecases import updating
from baixing_desktop.usecases.backups import FOLDER, backup_state
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import register_clue
from baixing_desktop.vault.signing import public_key, sign
from baixing_desktop.work import Work
from tests.builders import SetClock, clue_content

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="folders are exchanged in one step on Linux only")

SEED = bytes(range(32))
KEYS = ("00" * 32, public_key(SEED))
NEWER = "9.1.0"
Making = Callable[..., Path]


def program(version: str, *, selftest: str = "exit 0") -> str:
    return f"""#!/bin/sh
case "$1" in
--version) echo '{{"version": "{version}"}}' ;;
selftest) {selftest} ;;
*) echo {version} ;;
esac
"""


def archive_of(folder: Path, *more: tarfile.TarInfo, script: str) -> Path:
    """A portable archive as the build makes it: one folder with the program, a library, a link to it."""
    made = folder / "baixing-linux-x86_64.tar.xz"
    with tarfile.open(made, "w:xz", preset=0) as archive:
        for name, text, mode in (("baixing", script, 0o755), ("_internal/lib.so.1", "x" * 5000, 0o644)):
            entry = tarfile.TarInfo(f"top/{name}")
            entry.size, entry.mode = len(text), mode
            archive.addfile(entry, io.BytesIO(text.encode()))
        link = tarfile.TarInfo("top/_internal/lib.so")
        link.type, link.linkname = tarfile.SYMTYPE, "lib.so.1"
        for entry in (link, *more):
            archive.addfile(entry, io.BytesIO(bytes(entry.size)))
    return made


@pytest.fixture
def make(tmp_path: Path) -> Making:
    """Builds signed packages."""

    def package(*more: tarfile.TarInfo, seed: bytes = SEED, script: str = program(NEWER), **facts: str) -> Path:
        folder = tmp_path / "release"
        folder.mkdir(exist_ok=True)
        payload = archive_of(folder, *more, script=script)
        said = {"version": NEWER, "schema": HEAD, "made_at": "2026-12-01T00:00:00Z", "news": "", **facts}
        release = describe(payload, Payload.PORTABLE, **said)
        write_package(folder / "a.bxup", release, sign(seed, SIGNED_AS + release.signed()), payload)
        return folder / "a.bxup"

    return package


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """The folder of the program in use."""
    folder = tmp_path / "apps" / "baixing"
    folder.mkdir(parents=True)
    (folder / "baixing").write_text(program(__version__), encoding="utf-8")
    (folder / "baixing").chmod(0o755)
    return folder


def says(tree: Path) -> str:
    return subprocess.run([tree / "baixing"], check=True, capture_output=True, text=True).stdout.strip()


def lies_beside(tree: Path) -> list[str]:
    return sorted(path.name for path in tree.parent.iterdir())


def refused(code: str, act: Callable[[], object]) -> UserError:
    with pytest.raises(UserError) as caught:
        act()
    assert caught.value.code == code
    return caught.value


def install(file: Path, tree: Path, backup: Path | None = None) -> None:
    checked = updating.check_package(file, KEYS, tree)
    updating.install(checked, tree, backup, clock=SetClock(), work=Work())


def test_a_signed_newer_program_takes_the_place_of_the_old_one(make: Making, tree: Path) -> None:
    (tree / "gone.txt").write_text("of the old one", encoding="utf-8")
    install(make(news="修正了打印"), tree)
    assert says(tree) == NEWER
    assert (tree / "_internal" / "lib.so").read_text(encoding="utf-8") == "x" * 5000
    assert not (tree / "gone.txt").exists()
    assert lies_beside(tree) == [".baixing.previous", "baixing"]
    earlier = updating.earlier_program(tree)
    assert (earlier.version, earlier.by, earlier.schema) == (__version__, NEWER, HEAD)


def test_going_back_brings_the_old_program_back_once(make: Making, tree: Path, tmp_path: Path) -> None:
    install(make(), tree)
    earlier, put = updating.go_back(tree, tmp_path / "home", clock=SetClock(), with_backup=False, work=Work())
    assert (says(tree), earlier.version, put) == (__version__, __version__, None)
    assert lies_beside(tree) == ["baixing"]
    assert sorted(path.name for path in tree.iterdir()) == ["baixing"]
    refused("UPDATE_NONE_EARLIER", lambda: updating.earlier_program(tree))


@pytest.mark.parametrize("at", ["manifest", "signature", "payload"])
def test_a_package_changed_in_one_byte_is_refused(make: Making, tree: Path, tmp_path: Path, at: str) -> None:
    good = make()
    with zipfile.ZipFile(good) as archive:
        parts = {name: bytearray(archive.read(name)) for name in archive.namelist()}
    if at == "manifest":
        parts["manifest.json"] = bytearray(bytes(parts["manifest.json"]).replace(b"9.1.0", b"9.2.0"))
    else:
        parts[at][len(parts[at]) // 2] ^= 1
    bad = tmp_path / "b.bxup"
    with zipfile.ZipFile(bad, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, bytes(data))
    refused("UPDATE_DAMAGED" if at == "payload" else "UPDATE_NOT_OURS", lambda: install(bad, tree))
    assert (says(tree), lies_beside(tree)) == (__version__, ["baixing"])


def test_every_cut_of_a_package_is_refused(make: Making, tree: Path, tmp_path: Path) -> None:
    whole, cut = make().read_bytes(), tmp_path / "cut.bxup"
    for length in range(0, len(whole), max(1, len(whole) // 40)):
        cut.write_bytes(whole[:length])
        refused("UPDATE_DAMAGED", lambda: install(cut, tree))
    assert (says(tree), lies_beside(tree)) == (__version__, ["baixing"])


def test_another_s_signature_is_none(make: Making, tree: Path) -> None:
    error = refused("UPDATE_NOT_OURS", lambda: install(make(seed=bytes(32)), tree))
    assert "签名不对" in error.advice.what
    refused("UPDATE_NOT_OURS", lambda: updating.check_package(make(), (), tree))


def test_a_signature_for_something_else_does_not_fit(make: Making, tmp_path: Path) -> None:
    file = make()
    sealed = form.look_into_package(file)
    write_package(tmp_path / "c.bxup", sealed.release, sign(SEED, sealed.manifest), file)
    refused("UPDATE_NOT_OURS", lambda: updating.check_package(tmp_path / "c.bxup", KEYS))


@pytest.mark.parametrize("version", [__version__, "0.0.9"])
def test_an_old_program_is_not_put_over_a_newer_one(make: Making, tree: Path, version: str) -> None:
    refused("UPDATE_NOT_FITTING", lambda: install(make(version=version), tree))
    assert says(tree) == __version__


@pytest.mark.parametrize(
    ("script", "words"),
    [
        (program(NEWER, selftest="exit 3"), "没有走完，代号 3"),
        (program("9.0.0"), "版本与更新包上写的不一样"),
        ("not a program", "运行不了"),
    ],
)
def test_a_program_that_fails_its_trial_is_not_installed(make: Making, tree: Path, script: str, words: str) -> None:
    error = refused("UPDATE_FAILED", lambda: install(make(script=script), tree))
    assert words in error.advice.what
    assert (says(tree), lies_beside(tree)) == (__version__, ["baixing"])


def entry(name: str, *, link: str = "", kind: bytes = tarfile.REGTYPE) -> tarfile.TarInfo:
    made = tarfile.TarInfo(name)
    made.type, made.linkname = (tarfile.SYMTYPE if link else kind), link
    return made


@pytest.mark.parametrize(
    "more",
    [
        [entry("top/../../out")],
        [entry("/top/out")],
        [entry("top/link", link="/etc/passwd")],
        [entry("top/link", link="../../out")],
        [entry("top/link", link="_internal"), entry("top/link/out")],
        [entry("top/pipe", kind=tarfile.FIFOTYPE)],
        [entry("loose")],
    ],
    ids=["up", "absolute", "link-absolute", "link-out", "through-link", "pipe", "loose"],
)
def test_even_a_signed_archive_writes_nowhere_else(make: Making, tree: Path, more: list[tarfile.TarInfo]) -> None:
    refused("UPDATE_DAMAGED", lambda: install(make(*more), tree))
    assert (says(tree), lies_beside(tree)) == (__version__, ["baixing"])
    assert not (tree.parent.parent / "out").exists()


def test_a_program_that_is_open_is_not_exchanged(make: Making, tree: Path) -> None:
    sleeper = shutil.copy(shutil.which("sleep") or "", tree / "window")
    with subprocess.Popen([sleeper, "600"]) as running:
        error = refused("UPDATE_NOT_FITTING", lambda: install(make(), tree))
        running.kill()
    assert "还开着" in error.advice.what
    install(make(), tree)
    assert says(tree) == NEWER


@pytest.mark.parametrize("moment", ["while_unpacking", "before_exchange", "after_exchange"])
def test_the_next_update_clears_up_after_a_power_cut(make: Making, tree: Path, moment: str) -> None:
    beside = tree.with_name(".baixing.next")
    if moment == "after_exchange":
        install(make(), tree)
        tree.with_name(".baixing.previous").rename(beside)
        assert updating.earlier_program(tree).version == __version__
        assert lies_beside(tree) == [".baixing.previous", "baixing"]
        return
    beside.mkdir()
    (beside / "half").write_text("x", encoding="utf-8")
    tree.with_name(".baixing.next.tar.xz").write_text("x", encoding="utf-8")
    if moment == "before_exchange":
        (tree / ".replaced.json").write_text("{}", encoding="utf-8")
    refused("UPDATE_NONE_EARLIER", lambda: updating.earlier_program(tree))
    assert (says(tree), lies_beside(tree)) == (__version__, ["baixing"])
    assert not (tree / ".replaced.json").exists()


def test_the_home_is_backed_up_and_the_update_noted(workroom: Desk, make: Making) -> None:
    checked = updating.check_package(make(), KEYS)
    run, _ = updating.keep_before(workroom, checked.release)
    assert (workroom.home / FOLDER / run.file_name).is_file()
    assert backup_state(workroom).last_good == run
    with workroom.store.reading() as tx:
        last = tx.audit.all()[-1]
    assert (last.action, last.object_id, last.result) == ("update", NEWER, "begun")


def test_going_back_over_an_upgraded_record_needs_the_backup(workroom: Desk, make: Making, tree: Path) -> None:
    file, home = make(schema="0999"), workroom.home
    register_clue(workroom, clue_content(1))
    run, _ = updating.keep_before(workroom, updating.check_package(file, KEYS).release)
    workroom.close()
    install(file, tree, home / FOLDER / run.file_name)

    def back(*, with_backup: bool) -> tuple[updating.Replaced, object]:
        return updating.go_back(tree, home, clock=SetClock(), with_backup=with_backup, work=Work())

    # As the newer program leaves it when it has opened the home.
    (home / EARLIER).mkdir()
    (home / EARLIER / "before-0999.db").write_bytes(b"x")
    refused("UPDATE_NOT_FITTING", lambda: back(with_backup=False))
    assert says(tree) == NEWER
    back(with_backup=True)
    assert says(tree) == __version__
    assert not (home / EARLIER).exists()
    assert [path for path in home.parent.iterdir() if (path / EARLIER / "before-0999.db").exists()]


def test_an_installed_package_is_for_the_administrator(make: Making, tmp_path: Path) -> None:
    installed = Path("/opt/apps") / APP_ID / "files"
    checked = updating.check_package(make(), KEYS, installed)
    assert checked.hindrance
    assert "安装包" in checked.hindrance.advice.what
    payload = tmp_path / f"{APP_ID}_9.1.0.0_amd64.deb"
    payload.write_bytes(b"!<arch>\n" + os.urandom(3000))
    release = describe(payload, Payload.DEB, version=NEWER, schema=HEAD, made_at="2026-12-01T00:00:00Z", news="")
    write_package(tmp_path / "d.bxup", release, sign(SEED, SIGNED_AS + release.signed()), payload)
    checked = updating.check_package(tmp_path / "d.bxup", KEYS, installed)
    assert checked.hindrance is None
    (tmp_path / "out").mkdir()
    taken = updating.take_package(checked, tmp_path / "out", Work())
    assert (taken.name, taken.read_bytes()) == (payload.name, payload.read_bytes())


@pytest.mark.parametrize(
    "change",
    [
        {"v": 2},
        {"product": "other"},
        {"length": 0},
        {"length": True},
        {"file": "../x"},
        {"version": "9.1rc1"},
        {"kind": "exe"},
        {"more": 1},
        {"sha256": None},
    ],
    ids=str,
)
def test_strange_manifests_are_refused(make: Making, tmp_path: Path, change: dict[str, Plain]) -> None:
    file, strange = make(), tmp_path / "e.bxup"
    with zipfile.ZipFile(file) as archive:
        found = json.loads(archive.read("manifest.json"))
    manifest = canonical({**found, **change})
    with zipfile.ZipFile(strange, "w") as archive:
        archive.writestr("manifest.json", manifest)
        archive.writestr("signature", sign(SEED, SIGNED_AS + manifest))
        archive.writestr("payload", b"")
    code = "UPDATE_TOO_NEW" if change == {"v": 2} else "UPDATE_DAMAGED"
    refused(code, lambda: updating.check_package(strange, KEYS))


def test_a_program_run_from_its_source_is_updated_as_source() -> None:
    refused("UPDATE_NOT_FITTING", lambda: updating.program_folder(None))


def test_a_list_of_members_that_would_fill_the_memory_is_not_read(make: Making, tree: Path, tmp_path: Path) -> None:
    good, bad = make(), tmp_path / "many.bxup"
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(bad, "w") as archive:
        for name in source.namelist():
            archive.writestr(name, source.read(name))
        for number in range(2_000):
            archive.writestr(f"{number:0>100}", b"")
    refused("UPDATE_DAMAGED", lambda: updating.check_package(bad, KEYS, tree))


def test_what_was_made_ready_takes_its_place_later(make: Making, tree: Path) -> None:
    """A window is closed in between."""
    checked = updating.check_package(make(), KEYS, tree)
    updating.prepare(checked, tree, None, clock=SetClock(), work=Work())
    assert says(tree) == __version__
    updating.switch(tree)
    assert says(tree) == NEWER
    assert updating.earlier_program(tree).version == __version__
    assert lies_beside(tree) == [".baixing.previous", "baixing"]


def test_what_was_made_ready_and_never_used_is_tidied_away(make: Making, tree: Path) -> None:
    checked = updating.check_package(make(), KEYS, tree)
    updating.prepare(checked, tree, None, clock=SetClock(), work=Work())
    refused("UPDATE_NONE_EARLIER", lambda: updating.earlier_program(tree))
    assert (lies_beside(tree), sorted(path.name for path in tree.iterdir())) == (["baixing"], ["baixing"])
