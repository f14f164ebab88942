"""线索汇编: true page numbers, links, editions, and books of thousands of clues."""

import ctypes
import re
import resource
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pypdfium2.raw
import pytest

from baixing_desktop.errors import UserError
from baixing_desktop.papers.layouts.compendium import (
    CompendiumBook,
    CompendiumClue,
    CompendiumTheme,
    lay_out_compendium,
)
from baixing_desktop.papers.render import paper_pdf
from baixing_desktop.work import Work
from tests.papers.samples.books import CLUE, INTERNAL
from tests.papers.samples.words import ANALYSIS, DAY, MUCH, OFFICE, SUGGESTIONS

Reader = Callable[[bytes], Any]
# The library ships no types.
pdfium: Any = pypdfium2.raw


def book(themes: int, clues: int, *, internal: bool = False) -> CompendiumBook:
    """A book of ``themes`` with ``clues`` each, of very different lengths."""
    numbers = iter(range(1, 10_000))

    def clue(number: int) -> CompendiumClue:
        text = ANALYSIS if number % 3 else MUCH[: 300 * (number % 7)]
        return replace(CLUE, number=f"第2026{number:03d}号", title=f"建议之{number:04d}", analysis=text)

    made = [CompendiumTheme(f"主题{n:02d}", [clue(next(numbers)) for _ in range(clues)]) for n in range(themes)]
    return CompendiumBook("2026年第3期", "2026年7月至9月", internal, OFFICE, DAY, made)


def contents(paper: Any) -> dict[str, int]:
    """What the contents say: the words of each entry and its page number."""
    listed: dict[str, int] = {}
    for page in range(2, len(paper)):
        text = paper.document[page].get_textpage().get_text_range()
        if page > 2 and "主题00（" in text:
            return listed
        for line in text.splitlines():
            entry = re.fullmatch(r"(.*?)\s*(\d+)", line.strip())
            if entry and "—" not in line:
                listed["".join(entry[1].split())] = int(entry[2])
    raise AssertionError("no clue after the contents")


@pytest.mark.parametrize(("themes", "clues"), [(1, 1), (3, 7), (12, 15)])
def test_the_contents_name_the_page_where_each_clue_begins(themes: int, clues: int, read: Reader) -> None:
    paper = read(paper_pdf(book(themes, clues), "汇编"))
    listed = contents(paper)
    assert len(listed) == themes * (clues + 1)
    for words, page in listed.items():
        text = paper.text(page - 1)
        assert words in text, (words, page)
        assert text.endswith(f"—{page}—")


def test_the_contents_lead_to_the_clues(read: Reader) -> None:
    paper = read(paper_pdf(book(2, 3), "汇编"))
    links = list(_links(paper.document, 2))
    assert len(links) == 2 * (3 + 1)
    assert sorted(links) == sorted(page - 1 for page in contents(paper).values())
    outline = [(entry.level, entry.get_title()) for entry in paper.document.get_toc()]
    assert outline[:2] == [(0, "一、主题00（3条）"), (1, "第2026001号  建议之0001")]
    assert len(outline) == 2 * (3 + 1)


def _links(document: Any, page: int) -> Iterator[int]:
    """The pages (from 0) that the links of a page lead to."""
    start, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    opened = document[page]
    while pdfium.FPDFLink_Enumerate(opened.raw, ctypes.byref(start), ctypes.byref(link)):
        yield pdfium.FPDFDest_GetDestPageIndex(document.raw, pdfium.FPDFLink_GetDest(document.raw, link))


def test_the_editions_differ_in_what_they_show(read: Reader) -> None:
    themes = [CompendiumTheme("主题00", [INTERNAL])]
    internal = CompendiumBook("2026年第3期", "2026年", True, OFFICE, DAY, themes)
    hidden = replace(INTERNAL, person="", progress="")
    open_edition = replace(internal, internal=False, themes=[CompendiumTheme("主题00", [hidden])])
    said, silent = (read(paper_pdf(one, "汇编")) for one in (internal, open_edition))
    whole = ["".join(paper.text(page) for page in range(len(paper))) for paper in (said, silent)]
    assert said.text(0).startswith("内部资料注意保存")
    assert "反映人：陈䶮" in whole[0]
    assert "办理进展" in whole[0]
    assert "内部资料" not in whole[1]
    assert "陈䶮" not in whole[1]
    assert "办理进展" not in whole[1]


def test_no_heading_stands_alone_at_the_foot_of_a_page(read: Reader) -> None:
    paper = read(paper_pdf(book(3, 15), "汇编"))
    for page in range(min(contents(paper).values()) - 1, len(paper)):
        lines = paper.document[page].get_textpage().get_text_range().splitlines()
        last = "".join(lines[-2].split())
        assert last not in {"情况分析", "具体建议"}, page
        assert not re.match(r"第2026\d+号", last), page


def test_the_work_tells_how_far_it_is_and_stops_when_asked() -> None:
    heard: list[tuple[int, int]] = []

    def progress(done: int, total: int, what: str) -> None:
        heard.append((done, total))
        assert what == "正在编印汇编"
        if done >= 60:
            work.cancel()

    work = Work(progress)
    with pytest.raises(UserError) as caught:
        list(lay_out_compendium(book(4, 20), work))
    assert caught.value.code == "CANCELLED"
    assert heard == [(0, 160), (20, 160), (40, 160), (60, 160)]


def test_a_long_book_needs_little_memory() -> None:
    program = textwrap.dedent(
        """
        import resource
        from tests.papers.test_compendium import book
        from baixing_desktop.papers.render import paper_pdf
        paper_pdf(book(1, 20), "汇编")
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        pdf = paper_pdf(book(5, 100), "汇编")
        print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024, len(pdf) // 1_000_000)
        """
    )
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > 0
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    more, size = map(int, ran.stdout.split())
    assert more < 40 + 4 * size, "megabytes more than a small book needs, of a few million bytes of PDF"


def test_a_clue_without_suggestions_has_no_empty_heading(read: Reader) -> None:
    themes = [CompendiumTheme("主题00", [replace(CLUE, suggestions=" ")])]
    paper = read(paper_pdf(CompendiumBook("第1期", "2026年", False, OFFICE, DAY, themes), "汇编"))
    assert "具体建议" not in paper.text(3)
    assert "".join(SUGGESTIONS.split()) not in paper.text(3)
