"""Texts that nobody here wrote: what goes onto the paper is what can be read off it."""

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from unicodedata import category

from baixing_desktop.domain.clue import ClueContent, Contributor
from baixing_desktop.domain.text import clean_text
from baixing_desktop.errors import PaperError
from baixing_desktop.papers import AttachedClue, Attachment3, Letter, attachment3_pdf, letter_pdf
from baixing_desktop.papers.sheet.faces import FaceName, face
from tests.effort import every

Reader = Callable[[bytes], Any]
SOURCE = "街道政协委员工作室"


def squash(text: str) -> str:
    return "".join(text.split())


def seen(text: str) -> str:
    """``text`` without white space and what has no shape of its own, by the Unicode categories."""
    hidden = {"\N{COMBINING GRAPHEME JOINER}", "\N{HANGUL FILLER}", "\N{HANGUL CHOSEONG FILLER}"}
    hidden |= {"\N{HANGUL JUNGSEONG FILLER}", "\N{HALFWIDTH HANGUL FILLER}", *map(chr, range(0xFE00, 0xFE10))}
    return squash("".join(c for c in text if category(c) not in {"Cc", "Cf"} or c.isspace())).translate(
        dict.fromkeys(map(ord, hidden))
    )


def test_real_proposals(proposals: list[ClueContent], read: Reader) -> None:
    assert len(proposals) == 197
    for content in every(4, proposals):
        fields = read(attachment3_pdf(Attachment3(content, SOURCE, "SY-2026-K3F-0042-7", "0" * 64))).fields()
        assert fields == {
            "标题": squash(content.title),
            "情况分析": squash(content.analysis),
            "具体建议": squash(content.suggestions),
            "来源": SOURCE,
            "联系人": "张建国",
            "联系电话": "13800000000",
            "联系地址": "海珠区沙园街道港海社区",
            "附件": "",
        }


def test_fields_copy_out_in_one_piece_on_each_page(proposals: list[ClueContent], read: Reader) -> None:
    for content in proposals[::10]:
        paper = read(attachment3_pdf(Attachment3(content, SOURCE, "第2026001号", "0" * 64)))
        for page in range(len(paper)):
            text = paper.text(page)
            for row in paper.rows(page):
                assert row.text in text


def test_real_proposals_as_letters(proposals: list[ClueContent], read: Reader) -> None:
    for content in proposals[::5]:
        clue = AttachedClue("第2026001号", content.title, content.analysis, content.suggestions, SOURCE)
        letter = Letter("海协办函〔2026〕4号", "区教育局", clue, None, "梁同志", "020-84330001")
        paper = read(letter_pdf(letter))
        pages = [paper.text(page).removesuffix(f"—{page + 1}—") for page in range(len(paper))]
        attached = "".join(pages[next(n for n, text in enumerate(pages) if text.startswith("附件“百姓提案”线索")) :])
        assert attached == squash(
            f"附件“百姓提案”线索（第2026001号）编号：第2026001号标题：{content.title}情况分析：{content.analysis}"
            f"具体建议：{content.suggestions}来源：{SOURCE}"
        )


def naughty(shared: Path) -> list[str]:
    return [clean_text(text) for text in json.loads((shared / "blns" / "blns.json").read_text(encoding="utf-8"))]


def test_naughty_strings_print_exactly_or_are_refused_by_name(shared: Path, read: Reader) -> None:
    printed = refused = 0
    tried = every(3, naughty(shared))
    for text in tried:
        content = ClueContent(title=text, analysis=text, suggestions=text, contributor=Contributor(name=text))
        try:
            pdf = attachment3_pdf(Attachment3(content))
        except PaperError as error:
            assert error.code == "PAPER_NO_GLYPH"  # noqa: PT017 - both ways are right, neither may be another
            named = str(error.facts["characters"])
            assert any(f"U+{ord(character):04X}" in named for character in text)
            refused += 1
            continue
        fields = read(pdf).fields()
        for label in ("标题", "情况分析", "具体建议", "联系人"):
            assert fields[label] == seen(text)
        printed += 1
    assert printed > len(tried) * 0.6
    assert refused > len(tried) * 0.1


def test_the_8105_characters_of_the_standard_list(shared: Path, read: Reader) -> None:
    with (shared / "charset" / "tongyong_8105.csv").open(encoding="utf-8", newline="") as file:
        characters = "".join(row["char"] for row in csv.DictReader(file))
    assert len(characters) == 8105
    pdf = attachment3_pdf(Attachment3(ClueContent(analysis=characters)))
    assert read(pdf).fields()["情况分析"] == characters


def test_names_with_every_character_beyond_the_bmp(shared: Path, read: Reader) -> None:
    text = (shared / "charset" / "rare_non_bmp.txt").read_text(encoding="utf-8")
    rare = [character for character in text if ord(character) > 0xFFFF]
    assert len(rare) == 196
    content = ClueContent(title="名字")
    for first, second in zip(rare[::2], rare[1::2], strict=True):
        person = Contributor(name=f"王{first}{second}", address=f"{second}街{first}号")
        fields = read(attachment3_pdf(Attachment3(replace(content, contributor=person)))).fields()
        assert fields["联系人"] == person.name
        assert fields["联系地址"] == person.address


def test_extension_a_is_complete() -> None:
    assert face(FaceName.SERIF).widths.keys() >= {chr(code) for code in range(0x3400, 0x4DB6)}
