"""The manual is true: what it quotes exists, what it links to is there, and it can be printed."""

import ast
import shlex
from pathlib import Path

import pytest

from baixing_desktop import APP_ID
from baixing_desktop.domain.manual import Audience, Section, find, parse_manual
from baixing_desktop.errors import PaperError
from baixing_desktop.papers.layouts.manual import CardSheet
from baixing_desktop.papers.render import paper_pdf
from baixing_desktop.terminal.arguments import parse
from baixing_desktop.terminal.main import COMMANDS
from baixing_desktop.usecases.manual import manual, manual_pdf
from tests.papers.reading import PaperReader

ROOT = Path(__file__).parents[2]
BOOKS = [Audience.LIAISON, Audience.OFFICE, Audience.ADMIN]


def _said(tree: ast.Module) -> set[str]:
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs
    }


@pytest.fixture(scope="module")
def on_screen() -> set[str]:
    """Every string that the window's code shows, whole; docstrings are none."""
    return {words for path in (ROOT / "ui").rglob("*.py") for words in _said(ast.parse(path.read_text("utf-8")))}


def _sections() -> list[tuple[Audience, Section]]:
    return [(audience, section) for audience in Audience for section in manual(audience).sections]


def test_every_button_menu_and_page_that_is_quoted_is_on_the_screen(on_screen: set[str]) -> None:
    quoted = {(a, s.key, words) for a, s in _sections() for words in s.screen_words}
    assert len(quoted) > 100
    missing = sorted(each for each in quoted if each[2] not in on_screen)
    assert not missing


def test_every_terminal_command_that_is_quoted_parses() -> None:
    lines = [line for _, section in _sections() for line in section.commands]
    assert len(lines) > 40
    for line in lines:
        arguments = parse(shlex.split(line)[1:])
        assert (arguments.command, getattr(arguments, "step", None)) in COMMANDS, line


def test_every_line_moved_in_is_a_command() -> None:
    for _, section in _sections():
        for piece in section.pieces:
            assert piece.kind != "command" or piece.words.startswith(("baixing ", "sudo ")), piece.words


def test_what_the_administrator_runs_beside_the_program_is_what_the_package_brings() -> None:
    lines = [p.words for _, s in _sections() for p in s.pieces if p.words.startswith("sudo sh ")]
    assert len(lines) >= 3
    for line in lines:
        path = shlex.split(line)[2].removeprefix(f"/opt/apps/{APP_ID}/files/")
        source = ROOT / "installer" / (path if path.startswith("service/") else f"package/{path}")
        assert source.is_file(), line


@pytest.mark.parametrize("audience", Audience)
def test_every_link_leads_to_a_section_of_the_same_book(audience: Audience) -> None:
    book = manual(audience)
    assert [key for section in book.sections for key in section.links if book.section(key) is None] == []


@pytest.mark.parametrize("audience", BOOKS)
def test_a_book_on_paper_has_every_section_and_its_contents_name_the_pages(audience: Audience) -> None:
    paper = PaperReader(manual_pdf(audience))
    text = "".join(paper.text(page) for page in range(len(paper)))
    for section in manual(audience).sections:
        title = "".join(section.title.split())
        assert text.count(title) >= 2, section.title
    assert len(paper) > 4


def test_the_card_is_one_page() -> None:
    paper = PaperReader(manual_pdf(Audience.CARD))
    assert len(paper) == 1
    page = paper.text(0)
    for section in manual(Audience.CARD).sections:
        assert section.title in page


def test_a_card_that_is_too_long_is_refused() -> None:
    text = "# 卡\n" + "".join(f"## 节{n} {{#s{n}}}\n" + "- 一行\n" * 30 for n in range(6))
    with pytest.raises(PaperError, match="纸面放不下"):
        paper_pdf(CardSheet(parse_manual(text)), "卡")


@pytest.mark.parametrize(
    "text", ["## 无题 {#a}\n", "# 题\n文字\n", "# 题\n## 没有标识\n", "# 题\n## 甲 {#a}\n## 乙 {#a}\n"]
)
def test_a_source_that_is_not_a_manual_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_manual(text)


def test_searching_finds_all_words_headings_first() -> None:
    book = manual(Audience.LIAISON)
    assert find(book, "导入")[0].key == "importing"
    assert "submission" in {section.key for section in find(book, "优盘 回执")}
    assert find(book, "没有这个词吧") == ()
    assert find(book, " ") == ()
