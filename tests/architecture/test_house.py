"""The house rules that a machine can keep (the import contracts themselves are in pyproject.toml)."""

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from baixing_desktop.errors import CATALOGUE
from baixing_desktop.terminal.main import COMMANDS, command_for

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("baixing_desktop", "sync", "ui", "resources")
SOURCES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def nodes(path: Path) -> Iterator[ast.AST]:
    """Every node of a source file."""
    return ast.walk(ast.parse(path.read_text(encoding="utf-8")))


def imported(path: Path) -> set[str]:
    """The dotted names that a file imports."""
    names: set[str] = set()
    for node in nodes(path):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def test_imports_run_one_way() -> None:
    lint = Path(sys.executable).parent / "lint-imports"
    found = subprocess.run([lint], cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout


def test_one_sqlite_in_the_process() -> None:
    """Two SQLite libraries on one file lose each other's locks (safety 0.10)."""
    for path in SOURCES:
        assert not {n for n in imported(path) if n.startswith(("PySide6.QtSql", "sqlite3"))}, path


def test_only_the_front_door_of_sync_is_used() -> None:
    doors = {"sync", "sync.office.main"}
    for path in SOURCES:
        if path.is_relative_to(ROOT / "sync"):
            continue
        names = {n for n in imported(path) if n.split(".")[0] == "sync"}
        inside = {n for n in names if n not in doors and n.rpartition(".")[0] not in doors}
        assert not inside, (path, inside)


def test_only_the_clock_asks_for_the_time() -> None:
    for path in SOURCES:
        if path.name == "clock.py":
            continue
        asked = [
            node.lineno
            for node in nodes(path)
            if isinstance(node, ast.Attribute)
            and node.attr in {"now", "today", "utcnow"}
            and isinstance(node.value, ast.Name)
            and node.value.id in {"datetime", "date"}
        ]
        assert not asked, (path, asked)


def test_every_named_error_is_in_the_catalogue_and_used() -> None:
    named = {
        node.value
        for path in SOURCES
        if path.name != "errors.py"
        for node in nodes(path)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert not set(CATALOGUE) - named, "errors that nothing raises"


@pytest.mark.parametrize("code", CATALOGUE)
def test_advice_is_plain_chinese_sentences(code: str) -> None:
    advice = CATALOGUE[code]
    for sentence in (advice.what, advice.safe, advice.todo):
        assert sentence.endswith("。"), sentence
        assert not set(sentence) & set("!！,;?"), sentence


@pytest.mark.parametrize(("name", "step"), COMMANDS)
def test_every_command_has_its_function(name: str, step: str | None) -> None:
    assert callable(command_for(name, step))


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [
        ("records", {"PySide6", "ui", "requests", "uvicorn", "reportlab", "pypdfium2", "keyring"}),
        ("exchange", {"PySide6", "ui", "uvicorn", "starlette", "reportlab", "pypdfium2", "keyring"}),
        ("selftest", {"PySide6", "ui", "uvicorn", "starlette", "keyring"}),
    ],
)
def test_commands_load_only_what_they_need(module: str, unwanted: set[str]) -> None:
    code = f"import sys, baixing_desktop.terminal.{module}; print('\\n'.join(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not unwanted & set(loaded.stdout.split())


def test_migrations_import_nothing_of_the_project() -> None:
    for path in (ROOT / "baixing_desktop/store/migrations/versions").glob("*.py"):
        assert not {n for n in imported(path) if n.split(".")[0] in PACKAGES}, path


def test_nothing_committed_names_a_machine() -> None:
    git = shutil.which("git")
    if git is None:
        pytest.skip("git is not installed here, so nobody knows what is committed")
    listed = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    # Written in pieces, so that this file does not name them itself.
    unwanted = ["/wo" + "rk/", "/ro" + "ot/"]
    for name in filter(None, listed.decode().split("\0")):
        path = ROOT / name
        if path.suffix in {".py", ".md", ".toml", ".json", ".qss", ".yml", ".sh"} and path.is_file():
            text = path.read_text(encoding="utf-8")
            assert not [word for word in unwanted if word in text], name


def test_migrations_follow_each_other_one_by_one() -> None:
    """Two that were written at the same time would both follow the same one, and no record could be opened."""
    scripts = sorted((ROOT / "baixing_desktop" / "store" / "migrations" / "versions").glob("*.py"))
    found = [
        (
            each.name[:4],
            *re.findall(r'^(?:down_)?revision = (?:"(\w+)"|None)', each.read_text(encoding="utf-8"), re.MULTILINE),
        )
        for each in scripts
    ]
    assert found == [(f"{n:04}", f"{n:04}", f"{n - 1:04}" if n > 1 else "") for n in range(1, len(scripts) + 1)]
