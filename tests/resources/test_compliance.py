"""The compliance kit that ships: whole, current, and pointing at tests that exist."""

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from tests.installer.conftest import load

__all__ = ["load"]

ROOT = Path(__file__).resolve().parents[2]
KIT = ROOT / "resources" / "compliance"
_ROW = re.compile(r"\| (?P<number>[PD]\d+) \| [^|]+ \| (?P<how>[^|]+) \|(?P<words>[^|]*)\|(?P<proof>[^|]*)\|")
_PROOF = re.compile(r"`(?P<file>tests/[\w/]+\.py)::(?P<test>test_\w+)`")
CHECKS = {m["number"]: m for m in _ROW.finditer((KIT / "checks.md").read_text(encoding="utf-8"))}


def text(name: str) -> str:
    return (KIT / name).read_text(encoding="utf-8")


@cache
def defined(file: str) -> frozenset[str]:
    return frozenset(re.findall(r"^def (test_\w+)\(", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE))


def test_the_kit_is_whole() -> None:
    named = set(re.findall(r"^\| `([\w.-]+)`", text("README.md"), re.MULTILINE))
    assert named == {path.name for path in KIT.iterdir()} - {"README.md"}
    for name in ("processing-record.md", "impact-assessment.md"):
        # What only the office can say is left open, visibly.
        assert "〔" in text(name)


def test_every_check_has_a_row() -> None:
    assert CHECKS.keys() == {f"P{n}" for n in range(1, 21)} | {f"D{n}" for n in range(1, 13)}


@pytest.mark.parametrize("number", CHECKS)
def test_what_is_claimed_is_proved_by_tests_that_exist(number: str) -> None:
    row = CHECKS[number]
    proofs = list(_PROOF.finditer(row["proof"]))
    assert row["how"] in {"做到", "部分", "没有"}
    assert bool(proofs) == (row["how"] != "没有")
    assert row["how"] == "做到" or row["words"].strip(), "a gap is said"
    assert _PROOF.sub("", row["proof"]).strip() == ""
    for proof in proofs:
        assert proof["test"] in defined(proof["file"]), proof[0]


def test_files_named_in_the_kit_are_there() -> None:
    for path in KIT.glob("*.md"):
        for name in re.findall(r"`([\w.-]+\.(?:md|json))`", path.read_text(encoding="utf-8")):
            assert (KIT / name).is_file() or name == "vault.json", (path.name, name)


def test_the_bill_of_materials_is_current(load: Callable[[str], ModuleType]) -> None:
    sbom, packages = load("sbom"), load("door_packages")
    lock = packages.read_lock(ROOT / "uv.lock")
    assert text("sbom.cdx.json") == sbom.text(lock), "run: python3 installer/dev.py sbom"
    bill = json.loads(text("sbom.cdx.json"))
    refs = [each["bom-ref"] for each in bill["components"]]
    assert len(refs) == len(set(refs))
    assert {ref for each in bill["dependencies"] for ref in each["dependsOn"]} <= set(refs)
    names = {each["name"] for each in bill["components"]}
    assert {"sqlalchemy", "pyside6-essentials", "cryptography", "SQLCipher", "pywin32-ctypes"} <= names
    assert not {"pytest", "ruff", "pyinstaller"} & names


def test_what_lies_inside_others_has_the_versions_of_the_notice(load: Callable[[str], ModuleType]) -> None:
    notice = (ROOT / "NOTICE.md").read_text(encoding="utf-8")
    sbom = load("sbom")
    for name, version in [(n, v) for _, n, v, _ in sbom.INSIDE] + [(n, v) for n, v, _ in sbom.OWN]:
        assert name in notice
        assert version in notice, name
