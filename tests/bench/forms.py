"""2: Attachment 3 as PDF, beside the least that embedding its characters costs, typst, and a LibreOffice mail merge."""

import os
import shutil
import subprocess
import tracemalloc
import zlib
from collections.abc import Callable, Sequence
from contextlib import closing, nullcontext
from datetime import date
from pathlib import Path
from typing import Any

import docx
from reportlab.pdfbase import ttfonts

from baixing_desktop.domain.clue import ClueContent
from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.domain.people import Confirmation
from baixing_desktop.domain.states import Role
from baixing_desktop.papers import page_count
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.printing import attachment3, attachment3_each, preview_attachment3
from baixing_desktop.usecases.reading import clue_ids
from baixing_desktop.usecases.samples import sample_clues
from resources import font_path
from tests.bench import corpus, homes
from tests.bench.ground import Ground, in_turn, megabytes, milliseconds, peak_megabytes, peak_reset
from tests.bench.peers import Worker
from tests.bench.result import Fact, Findings, Ratio
from tests.builders import colleague

SECOND, SECOND_PASSPHRASE = "王核对", "榕树下的凉茶铺子A7"
FONT = "NotoSerifSC-Regular.ttf"
SINGLE = 15
MERGED = 10
OFFICE_PATIENCE = 300
FORM = "三分之一是压缩，其余是在 Python 里排版、裁字体和写文件"
ONE = f"typst 全是编译好的代码；这里{FORM}"
MEMORY = "整个文件连各页用到的字都在内存里，写完才放开"
MERGED_WHY = f"每张另要读出、登记打印和操作记录；{FORM}"
BOOK = "每张约四分之一是读出、登记和操作记录，其余是在 Python 里排版和写文件"


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
        Ratio("一张附件3", ours, "只嵌入所用的字（子集加压缩）", least, goal=2.5, why=FORM),
        Ratio("一张附件3，连打印登记和操作记录", whole, "只嵌入所用的字（子集加压缩）", least),
    ]
    why = f"这里的话是随机造的，{_size_why(contents)}"
    findings.at_most("一张附件3 的大小", sum(sizes) / len(sizes) / 1000, "kB", 100, why)
    written = _samples()
    samples = [len(preview_attachment3(desk, content, "SY-2026-K3F-0001-X", draft=False)) for content in written]
    what = f"一张附件3 的大小（{len(samples)} 条样例，话如真人所写）"
    findings.at_most(what, sum(samples) / len(samples) / 1000, "kB", 100, _size_why(written))
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
    findings.ratios.append(Ratio("一张附件3", tuple(ours[1:]), "typst，同一字体", tuple(theirs[1:]), goal=1.0, why=ONE))


def _book(ground: Ground, desk: Desk, ids: Sequence[str], findings: Findings) -> None:
    measurable = peak_reset()
    before, books = megabytes() if measurable else 0.0, list[bytes]()
    second = Confirmation(SECOND, SECOND_PASSPHRASE)
    rounds = 2 if ground.scale.batch > 100 else 1

    def book() -> None:
        books[:] = [attachment3(desk, ids, second=second)]

    forms, ours, answers, most = [_plain(corpus.content(n)) for n in range(len(ids))], list[float](), list[Any](), 0.0
    with ground.peers.working() if not ground.peers.problem else nullcontext() as worker:
        for _ in range(rounds):
            ours.append(milliseconds(book))
            most = most or (peak_megabytes() if measurable else 0.0)
            if worker is not None:
                answers.append(worker.ask("typst_book", forms=forms, **_typst(ground)))
    pages = page_count(books[0])
    findings.facts += [
        Fact(f"{len(ids)} 张合成一个文件", len(ids) * 1000 / min(ours), "张/秒"),
        Fact("同上，每秒的页数", pages * 1000 / min(ours), "页/秒"),
        Fact("同上，文件的大小", len(books[0]) / 1e6, "MB"),
    ]
    if measurable:
        findings.facts.append(Fact("同上，全部的内存，连程序、加密库和本表的语料", most, "MB"))
    if not answers:
        return
    theirs = [float(answer["ms"]) for answer in answers]
    why = f"{BOOK}；这里 {len(ids)} 张印成 {pages} 页，typst 的版式每张一页"
    what = f"{len(ids)} 张合成一个文件，连登记"
    findings.ratios.append(Ratio(what, tuple(ours), "typst，同一字体", tuple(theirs), goal=1 / 0.85, why=why))
    if measurable:
        # What either program holds before the first form is another matter: the one is a whole workstation. It may
        # also have room left from what it did before, so what a book asks for is counted too.
        memory = (max(most - before, _asked_for(book)),)
        other = (float(answers[0]["megabytes"]) - float(answers[0]["before"]),)
        findings.ratios.append(Ratio("同上，比之前多用的内存", memory, "typst", other, "MB", goal=1 / 5, why=MEMORY))


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
    what, peer = f"{len(ids)} 张各成一个文件", "LibreOffice 逐份转 PDF"
    findings.ratios.append(Ratio(what, ours, peer, theirs, goal=1 / 20, why=MERGED_WHY))


def _asked_for(act: Callable[[], object]) -> float:
    """The most memory that ``act`` holds at a time, in MB."""
    tracemalloc.start()
    try:
        act()
        return tracemalloc.get_traced_memory()[1] / 1e6
    finally:
        tracemalloc.stop()


def _samples() -> list[ClueContent]:
    """The clues of the practice record: short and to the point, as people write them."""
    return [sample.content for sample in sample_clues(date(2026, 11, 30))]


def _size_why(contents: Sequence[ClueContent]) -> str:
    drawn = [len(set(content.title + content.analysis + content.suggestions)) for content in contents]
    return f"一张有 {sum(drawn) // len(drawn)} 个不同的字；多半是这些字的轮廓，压缩后每字约 0.2 kB"


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
