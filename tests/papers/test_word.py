"""Word editions: the same words as on paper, Chinese faces, and nothing read as markup."""

from dataclasses import replace
from io import BytesIO
from typing import Any, cast

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from baixing_desktop.errors import UserError
from baixing_desktop.papers.layouts.brief import Brief
from baixing_desktop.papers.layouts.compendium import CompendiumBook, CompendiumTheme
from baixing_desktop.papers.layouts.letter import AttachedClue, Letter
from baixing_desktop.papers.render import word_edition
from baixing_desktop.papers.word.document import plain
from baixing_desktop.work import Work
from tests.papers.samples.books import BOOKS
from tests.papers.samples.forms import LETTERS
from tests.papers.samples.words import MOMENT, NUMBER, TITLE

BOOK = cast("CompendiumBook", BOOKS["compendium"]["usual"])
BRIEF = cast("Brief", BOOKS["brief"]["usual"])


def opened(paper: Letter | CompendiumBook | Brief) -> Any:
    return docx.Document(BytesIO(word_edition(paper, MOMENT)))


def said(document: Any) -> str:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


@pytest.mark.parametrize("level", LETTERS)
def test_the_letter_says_what_the_paper_says(level: str) -> None:
    letter = LETTERS[level]
    text = said(opened(letter))
    wanted = (letter.letter_number, f"{letter.addressee}：", *letter.title_lines, letter.clue.title, letter.signer)
    assert all(words in text for words in wanted)
    assert all(line in text for line in letter.clue.analysis.split("\n"))
    assert "联系人：梁同志" in text


def test_every_run_names_its_chinese_face_and_pages_have_the_measures_of_the_standard() -> None:
    document = opened(LETTERS["usual"])
    headings = [paragraph for paragraph in document.paragraphs if paragraph.style.name.startswith("Heading")]
    assert headings
    for style in {paragraph.style.name: paragraph.style for paragraph in headings}.values():
        assert style.element.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia")) == "黑体"
    for paragraph in [one for one in document.paragraphs if not one.style.name.startswith("Heading")]:
        for run in paragraph.runs:
            fonts = run._r.rPr.find(qn("w:rFonts")) if run._r.rPr is not None else None
            if run.text:
                assert fonts is not None, run.text
                assert fonts.get(qn("w:eastAsia")), run.text
    section = document.sections[0]
    margins = (section.top_margin, section.left_margin, section.right_margin, section.bottom_margin)
    assert [round(margin.mm) for margin in margins] == [37, 28, 26, 35]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert document.styles["Normal"].font.size.pt == 16


def test_the_book_has_headings_for_words_contents() -> None:
    document = opened(BOOK)
    headings = [(p.style.name, p.text) for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert headings[0] == ("Heading 1", "一、城市建设与管理（3条）")
    assert headings[1] == ("Heading 2", f"{NUMBER}  {TITLE}")
    assert len(headings) == len(BOOK.themes) + BOOK.count
    field = "".join(node.text for node in document.element.iter(qn("w:instrText")))
    assert "TOC" in field
    assert "内部资料" in said(document)


def test_the_brief_has_its_charts_as_pictures_and_its_table() -> None:
    document = opened(BRIEF)
    assert len(document.inline_shapes) == 5
    assert [cell.text for cell in document.tables[0].rows[0].cells][:3] == ["承办单位", "承办", "已答复"]
    assert "五、下一步工作" in said(document)
    head = document.tables[0].rows[0]._tr.trPr.find(qn("w:tblHeader"))
    assert head is not None


@settings(max_examples=15)
@given(st.text(max_size=80))
def test_any_text_comes_back_as_it_was(text: str) -> None:
    letter = replace(LETTERS["usual"], clue=AttachedClue(NUMBER, text, text, text, "其他"))
    found = "".join(said(opened(letter)).split())
    assert found.count("".join(plain(text).split())) >= 1


def test_markup_stays_letters() -> None:
    nasty = '<w:p/><img src="file:///etc/hostname">&lt; {{x}} =1+1 \x00\x0b 𠮷'
    clue = AttachedClue(NUMBER, nasty, nasty, nasty, "其他")
    document = opened(replace(LETTERS["usual"], clue=clue))
    assert '<w:p/><img src="file:///etc/hostname">&lt; {{x}} =1+1' in said(document)
    assert not document.inline_shapes


def test_the_document_names_no_person() -> None:
    core = opened(BOOK).core_properties
    assert (core.author, core.last_modified_by) == ("百姓提案线索工作台", "")


def test_a_long_book_can_be_stopped() -> None:
    work = Work()
    work.cancel()
    themes = [CompendiumTheme("主题", [BOOK.themes[0].clues[0]] * 30)]
    with pytest.raises(UserError):
        word_edition(replace(BOOK, themes=themes), MOMENT, work)
