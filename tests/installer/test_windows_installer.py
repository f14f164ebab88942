"""The Windows installer compiles here, though it can be run only there."""

import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "installer" / "windows" / "baixing.nsi"
MAKENSIS = shutil.which("makensis")


@pytest.mark.skipif(MAKENSIS is None, reason="the package nsis brings makensis")
def test_it_compiles_without_a_warning(tmp_path: Path) -> None:
    payload = tmp_path / "payload"
    (payload / "_internal").mkdir(parents=True)
    for name in ("baixing.exe", "baixingw.exe", "_internal/a.dll"):
        (payload / name).write_bytes(b"MZ")
    made = tmp_path / "baixing-0.1.0.0.exe"
    definitions = ["-DVERSION=0.1.0.0", f"-DPAYLOAD={payload}", f"-DOUTPUT={made}"]
    command = [str(MAKENSIS), "-V2", "-WX", *definitions, str(SCRIPT)]
    answer = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, "", "")
    assert made.read_bytes()[:2] == b"MZ"


def test_it_removes_nothing_but_what_it_installed() -> None:
    lines = [line.strip() for line in SCRIPT.read_text(encoding="utf-8").splitlines()]
    removed = {line for line in lines if line.startswith("RMDir /r")}
    assert removed == {f'RMDir /r "$INSTDIR\\{folder}"' for folder in ("_internal", "licences", "service")}
    assert not [line for line in lines if "APPDATA" in line.upper() or "PROFILE" in line.upper()]
