"""The maker's half of an update: a key of its own, and a package that the program accepts."""

import json
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from baixing_desktop.store.release import Payload, look_into_package
from baixing_desktop.usecases.updating import check_package

PACKAGE = Path(__file__).resolve().parents[2] / "installer" / "package"


@pytest.fixture
def release() -> Iterator[Any]:
    sys.path.insert(0, str(PACKAGE))
    yield __import__("release")
    sys.path.remove(str(PACKAGE))
    sys.modules.pop("release")


def test_what_is_signed_with_a_new_key_is_accepted_with_its_public_half(release: Any, tmp_path: Path) -> None:
    keys, private, payload = tmp_path / "keys.json", tmp_path / "release.key", tmp_path / "baixing.tar.xz"
    keys.write_text('{"v": 1, "keys": []}', encoding="utf-8")
    public = release.make_key(private, keys)
    assert [key["public"] for key in json.loads(keys.read_text(encoding="utf-8"))["keys"]] == [public]
    assert stat.S_IMODE(private.stat().st_mode) == 0o600
    with pytest.raises(FileExistsError):
        release.make_key(private, keys)
    payload.write_bytes(b"\xfd7zXZ\0")
    made = release.make_package(payload, private, "修正了打印", version="9.1.0")
    assert made.name == "baixing-9.1.0-portable.bxup"
    assert check_package(made, [public]).release == look_into_package(made).release
    deb = payload.rename(tmp_path / "baixing.deb")
    assert look_into_package(release.make_package(deb, private)).release.kind is Payload.DEB


def test_only_what_the_build_makes_is_signed(release: Any, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not a package of ours"):
        release.make_package(tmp_path / "setup.exe", tmp_path / "none")
