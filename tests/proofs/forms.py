"""Attachment 3 of every text that people have written to an office: what is printed reads back, each in its own box."""

import json
import os
import resource
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from unicodedata import category

from baixing_desktop.domain.clue import ClueContent, Contributor
from baixing_desktop.domain.text import clean_text, one_line
from baixing_desktop.errors import PaperError
from baixing_desktop.papers import Attachment3, attachment3_pdf
from tests.papers.reading import PaperReader, squash
from tests.papers.test_looks import FORM
from tests.proofs.proof import Outcome, Trial

MOST_MEGABYTES = 300
"""Most memory of the whole run."""

_ROUNDING = 0.1
_TEXTS = (
    ("jiangsu_cppcc_2019/proposals.jsonl", ("survey", "analysis"), "suggestion"),
    ("tipdm2020c/hot_messages.jsonl", ("detail",), "title"),
    ("tipdm2020c/replies.jsonl", ("detail",), "reply"),
    ("beijing_letters/letters.jsonl", ("content",), "reply"),
)
_SHARED = Path(os.environ.get("BAIXING_SHARED", Path(__file__).resolve().parents[3] / "shared")) / "data"


def prove(trial: Trial) -> Outcome:
    """Print, read back, look at every glyph."""
    outcome = Outcome()
    if not _SHARED.is_dir():
        outcome.missing.append("共享的真实文稿不在旁边（BAIXING_SHARED）")
        return outcome
    spent = 0.0
    for number, content in enumerate(_contents(trial)):
        form = replace(FORM, content=content, number=f"SY-2026-K3F-{number:04d}-X", content_hash=f"{number:064x}")
        begun = time.process_time()
        try:
            pdf = attachment3_pdf(form)
        except PaperError as error:
            outcome.count("缺字而点名不印")
            outcome.expect(error.code == "PAPER_NO_GLYPH", content.title, error.code)
            continue
        spent += time.process_time() - begun
        outcome.count("表格")
        _look(outcome, form, PaperReader(pdf))
    printed = outcome.figures["表格"]
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000
    outcome.figures["每张毫秒"] = round(spent * 1000 / int(printed), 1)
    outcome.figures["内存峰值兆字节"] = megabytes
    outcome.expect(megabytes < MOST_MEGABYTES, "memory", f"{megabytes} MB")
    return outcome


def _look(outcome: Outcome, form: Attachment3, paper: PaperReader) -> None:
    content, fields = form.content, paper.fields()
    wanted = {"标题": content.title, "情况分析": content.analysis, "具体建议": content.suggestions}
    for label, text in wanted.items():
        outcome.expect(fields[label] == _seen(text), content.title, f"{label} does not read back")
    for page in range(len(paper)):
        outcome.count("页")
        boxes = [row.box for row in paper.rows(page)]
        for character, box, _ in paper.glyphs(page):
            if not boxes[0].top < box.top < boxes[-1].bottom:
                continue
            inside = any(b.top - _ROUNDING <= box.top and box.bottom <= b.bottom + _ROUNDING for b in boxes)
            outcome.expect(inside and box.left >= 28 and box.right <= 184, content.title, f"{character} leaves its box")


def _seen(text: str) -> str:
    """``text`` without white space and without what has no shape, such as a zero-width space."""
    return squash("".join(character for character in text if category(character) != "Cf"))


def _contents(trial: Trial) -> Iterator[ClueContent]:
    """Every text, or a few of each kind."""
    for name, analysis, suggestions in _TEXTS:
        lines = (_SHARED / name).read_text(encoding="utf-8").splitlines()
        step = 1 if trial.full else len(lines) // 8
        for line in lines[:: max(step, 1)]:
            row = json.loads(line)
            yield ClueContent(
                title=one_line(clean_text(row["title"])),
                analysis=clean_text("\n".join(str(row.get(key) or "") for key in analysis)).strip(),
                suggestions=clean_text(str(row.get(suggestions) or "")).strip(),
                receiver="沙园街道政协委员工作室",
                contributor=Contributor(name="张建国", phone="13800000000", address="海珠区沙园街道港海社区"),
            )
