"""What the tests of papers get: a reader of PDFs, and texts that nobody here wrote."""

import json
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import cast

import pytest

from baixing_desktop.domain.clue import ClueContent, Contributor
from tests.papers.reading import PaperReader


@pytest.fixture(scope="session")
def read() -> Callable[[bytes], PaperReader]:
    """Opens a PDF for reading back."""
    return PaperReader


@pytest.fixture(scope="session")
def shared() -> Path:
    """The texts that nobody here wrote; they are not part of the repository."""
    beside = Path(__file__).resolve().parents[3] / "shared"
    folder = Path(os.environ.get("BAIXING_SHARED", beside)) / "data"
    if not folder.is_dir():
        pytest.skip("the shared texts are not on this machine (BAIXING_SHARED)")
    return folder


@pytest.fixture(scope="session")
def proposals(shared: Path) -> list[ClueContent]:
    """197 real proposals as clues: survey and analysis are 情况分析, suggestion is 具体建议."""
    lines = (shared / "jiangsu_cppcc_2019" / "proposals.jsonl").read_text(encoding="utf-8").splitlines()
    return [_clue(cast("dict[str, str]", json.loads(line))) for line in lines]


def _clue(row: dict[str, str]) -> ClueContent:
    return ClueContent(
        title=row["title"],
        analysis="\n".join(filter(None, [row["survey"], row["analysis"]])),
        suggestions=row["suggestion"],
        receiver="沙园街道政协委员工作室",
        received_on=date(2026, 6, 1),
        contributor=Contributor(name="张建国", phone="13800000000", address="海珠区沙园街道港海社区"),
    )
