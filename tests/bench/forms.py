"""2: Attachment 3 as PDF, beside the least that embedding its characters costs, typst, and a LibreOffice mail merge."""

import os
import shutil
import subprocess
import zlib
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import docx
from reportlab.pdfbase import ttfonts

from baixing_desktop.domain.clue import ClueContent
from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.domain.people import Confirmation
from baixing_desktop.domain.states import Role
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.printing import attachment3, attachment3_each, preview_attachment3
from baixing_desktop.usecases.reading import clue_ids
from resources import font_path
from tests.bench import corpus, homes
from tests.bench.ground import Ground, in_turn, milliseconds, peak_megabytes, peak_reset
from tests.bench.peers import Worker
from tests.bench.result import Fact, Findings, Ratio
from tests.builders import colleague

SECOND, SECOND_PASSPHRASE = "王核对", "榕树下的凉茶铺子A7"
FONT = "NotoSerifSC-Regular.ttf"
SINGLE = 15
MERGED = 10
OFFICE_PATIENCE = 300


def measure(ground: Ground) -> Findings:
    """One form, one file for each, one book."""
    findings = Findings()
    with closing(homes.filled(ground.kept, ground.place / "desk", ground.scale.desk)) as desk:
        colleague(desk, SECOND, SECOND_PASSPHRASE, post=Role.LIAISON)
        ids = clue_ids(desk, ClueQuery())[: ground.scale.batch]
        _single(ground, desk, ids, findings)
        _book(ground, desk, ids, findings)
        _merge(ground, desk, ids[:MERGED], findings)
    return findings


def _single(ground: Ground, desk: Desk, ids: Sequence[str], findings: Findings) -> None:
    contents = [corpus.content(number) for number in range(ground.scale.rounds + 1)]
    drawn, kept, floor = _each(contents), _each(ids), _each(contents)
    rounds = max(ground.scale.rounds, min(SINGLE, len(ids) - 1))
    sizes: list[int] = []
    embed = _floor()
    ours, whole, least = in_turn(
        rounds,
        lambda: sizes.append(len(preview_attachment3(desk, drawn(), "SY-2026-K3F-0001-X", draft=False))),
        lambda: attachment3(desk, [kept()]),
        lambda: embed(floor()),
    )
    findings.ratios += [
        Ratio("一张附件3", ours, "只嵌入所用的字（子集加压缩）", least, goal=2.5),
        Ratio("一张附件3，连打印登记和操作记录", whole, "只嵌入所用的字（子集加压缩）", least),
    ]
    findings.at_most("一张附件3 的大小", sum(sizes) / len(sizes) / 1000, "kB", 100)
    if ground.peers.problem:
        findings.missing.append(f"typst：{ground.peers.problem}")
        return
    with ground.peers.working() as worker:
        _beside_typst(ground, desk, worker, findings)


def _beside_typst(ground: Ground, desk: Desk, worker: Worker, findings: Findings) -> None:
    ours, theirs = list[float](), list[float]()
    for number in range(max(ground.scale.rounds, 3) + 1):
        content = corpus.content(number)
        ours.append(milliseconds(lambda content=content: preview_attachment3(desk, content, draft=False)))
        theirs.append(worker.ask("typst_form", form=_plain(content), **_typst(ground))["ms"])
    findings.ratios.append(Ratio("一张附件3", tuple(ours[1:]), "typst，同一字体", tuple(theirs[1:]), goal=1.0))


def _book(ground: Ground, desk: Desk, ids: Sequence[str], findings: Findings) -> None:
    measurable = peak_reset()
    size: list[int] = []
    second = Confirmation(SECOND, SECOND_PASSPHRASE)
    rounds = 2 if ground.scale.batch > 100 else 1
    ours = [milliseconds(lambda: size.append(len(attachment3(desk, ids, second=second)))) for _ in range(rounds)]
    most = peak_megabytes() if measurable else 0.0
    findings.facts.append(Fact(f"{len(ids)} 张合成一个文件", len(ids) * 1000 / min(ours), "张/秒"))
    if measurable:
        findings.facts.append(Fact(f"{len(ids)} 张合成一个文件时全部的内存", most, "MB"))
    if ground.peers.problem:
        return
    forms = [_plain(corpus.content(number)) for number in range(len(ids))]
    with ground.peers.working() as worker:
        answers = [worker.ask("typst_book", forms=forms, **_typst(ground)) for _ in range(rounds)]
    theirs = [float(answer["ms"]) for answer in answers]
    findings.ratios.append(
        Ratio(f"{len(ids)} 张合成一个文件，连登记", tuple(ours), "typst，同一字体", tuple(theirs), goal=1 / 0.85)
    )
    if measurable:
        memory, other = (most,), (float(answers[-1]["megabytes"]),)
        findings.ratios.append(Ratio("同上，最多用的内存", memory, "typst", other, "MB", goal=1 / 5))


def _merge(ground: Ground, desk: Desk, ids: Sequence[str], findings: Findings) -> None:
    soffice = shutil.which("soffice")
    if soffice is None or ground.peers.problem:
        findings.missing.append(f"LibreOffice：{ground.peers.problem or '这台机器上没有'}")
        return
    letters = ground.place / "letters"
    letters.mkdir()
    for number in range(len(ids)):
        _letter(letters / f"{number}.docx", corpus.content(number))
    # A relative folder of settings lets it hang for ever.
    settings = f"-env:UserInstallation=file://{(ground.place / 'office').resolve()}"
    line = [soffice, settings, "--headless", "--convert-to", "pdf", "--outdir", str(letters)]
    line += [str(path) for path in sorted(letters.glob("*.docx"))]

    def merged() -> None:
        subprocess.run(line, check=True, capture_output=True, timeout=OFFICE_PATIENCE, env={**os.environ})

    ours, theirs = in_turn(2, lambda: list(attachment3_each(desk, ids, lambda _clue, _error: None)), merged)
    findings.ratios.append(Ratio(f"{len(ids)} 张各成一个文件", ours, "LibreOffice 逐份转 PDF", theirs, goal=1 / 20))


def _floor() -> Callable[[ClueContent], int]:
    font: Any = ttfonts.TTFontFile(str(font_path(FONT)))

    def embed(content: ClueContent) -> int:
        text = content.title + content.analysis + content.suggestions + content.receiver
        codes = sorted({ord(one) for one in text})
        data: bytes = font.makeSubset(codes)
        return len(zlib.compress(data, 1))

    return embed


def _letter(path: Path, content: ClueContent) -> None:
    document = docx.Document()
    document.add_heading("海珠区“百姓提案”线索表", 1)
    table = document.add_table(rows=0, cols=2)
    for label, value in _plain(content).items():
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, value
    document.save(str(path))


def _plain(content: ClueContent) -> dict[str, str]:
    person = content.contributor
    return {
        "title": content.title,
        "name": person.name,
        "phone": person.phone,
        "address": person.address,
        "source": "街道政协委员工作室",
        "date": f"{content.received_on:%Y年%m月%d日}",
        "analysis": content.analysis,
        "suggestions": content.suggestions,
    }


def _typst(ground: Ground) -> dict[str, str]:
    return {"fonts": str(font_path(FONT).parent), "folder": str(ground.place)}


def _each(items: Sequence[Any]) -> Callable[[], Any]:
    """The items in turn, for ever."""
    at = -1

    def following() -> Any:
        nonlocal at
        at += 1
        return items[at % len(items)]

    return following
