"""What is written on the screen: plain text only, plain correct Chinese, the programme's own words."""

import ast
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel, QToolTip, QWidget

from baixing_desktop.clock import CHINA
from tests.ui.conftest import Sit
from tests.ui.district import NASTY
from tests.ui.seat import Seat, below
from ui.text import plain, selectable, tip
from ui.widgets.layouts import column
from ui.words import say_age, say_day, say_moment

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "ui").rglob("*.py"))
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
# Words of other people's programs, and what this programme never calls a citizen or a clue.
_UNWANTED = ("用户", "工单", "提交", "确定", "点击", "！", "!", "Error", "OK", "bug", "服务器端")


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """Every string that is no docstring, with its line."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {
        node.body[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in docs:
            yield node.lineno, node.value


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_labels_are_made_by_one_helper(path: Path) -> None:
    """A label that guesses whether its text is markup shows a citizen's words as something else."""
    if path.name in ("text.py", "icons.py") or path.parent.name == "help":
        # The manual is the program's own text; what is searched for in it is escaped.
        return
    source = path.read_text(encoding="utf-8")
    assert not re.search(r"(?<!\w)QLabel\(", source)
    assert not re.search(
        r"setHtml|insertHtml|appendHtml|RichText|AutoText|QTextEdit\(|QTextBrowser|QMessageBox", source
    )
    tooltips = re.findall(r"setToolTip\((.*)\)", source)
    for words in tooltips:
        assert words.startswith(("tip(", 'f"{page.title}', 'f"{words}', '"', "sentence")), words


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_what_people_read_is_plain_chinese(path: Path) -> None:
    for line, text in strings(path):
        if not _CHINESE.search(text):
            continue
        assert not [word for word in _UNWANTED if word in text], (line, text)
        assert not re.search(r"[\u4e00-\u9fff][,;:?]|[,;?][\u4e00-\u9fff]|\.\.\.", text), (line, text)
        assert not re.search(r"[\u4e00-\u9fff]\((?![*一二三四五])", text), (line, text)


def test_files_and_functions_stay_small() -> None:
    for path in SOURCES:
        source = path.read_text(encoding="utf-8")
        assert source.count("\n") < 300, path
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef):
                assert (node.end_lineno or 0) - node.lineno < 48, (path, node.name)


@pytest.mark.parametrize("face", ["workroom", "office"])
def test_a_citizen_s_words_are_never_markup(sit: Sit, district: Path, face: str) -> None:
    seat: Seat = sit(district / face).open()
    seat.window.go("clues")
    seat.settle()
    seat.press("Ctrl+F")
    seat.type("script")
    seat.until(lambda: seat.sees("共 1 条"))
    seat.settle()
    assert seat.sees(NASTY)
    labels = [w for w in below(seat.window) if isinstance(w, QLabel)]
    assert labels
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in labels)


def test_a_citizen_s_words_are_no_markup_in_a_tooltip(app: object) -> None:
    assert "<b>" not in tip(NASTY)
    QToolTip.showText(plain("x").pos(), tip(NASTY))
    assert QToolTip.text() == tip(NASTY)
    QToolTip.hideText()
    assert tip("一句普通的话") == "一句普通的话"


def test_no_line_is_lost_where_a_text_is_narrower_than_its_place(style: object) -> None:
    """On a large screen the citizen's text keeps a readable line length; it must be as high as those lines."""
    text, place = selectable("夜间没有路灯，" * 40), QWidget()
    text.setMaximumWidth(300)
    column(text, None, gap=0, parent=place)
    place.resize(900, 700)
    place.show()
    needed = QFontMetrics(text.font()).boundingRect(0, 0, 300, 9999, Qt.TextFlag.TextWordWrap, text.text()).height()
    assert text.width() == 300
    assert text.height() >= needed > 100
    place.close()


NOW = datetime(2026, 11, 24, 9, 12, tzinfo=CHINA)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 24), "今天"),
        (date(2026, 11, 23), "昨天"),
        (date(2026, 11, 3), "11月3日"),
        (date(2025, 12, 31), "2025年12月31日"),
        (date(2026, 11, 25), "11月25日"),
    ],
)
def test_days_as_people_say_them(day: date, words: str) -> None:
    assert say_day(day, NOW.date()) == words


def test_moments_and_ages() -> None:
    assert say_moment(NOW, NOW) == "今天 09:12"
    assert say_moment(NOW - timedelta(hours=10), NOW) == "昨天 23:12"
    assert [say_age(NOW - timedelta(days=n), NOW) for n in (0, 1, 2, 40)] == ["今天", "昨天", "2 天前", "40 天前"]


def test_pictures_are_taken_by_commands_that_there_are() -> None:
    asked = re.findall(r'_command\(page, "([^"]+)"\)', (ROOT / "ui/pictures.py").read_text(encoding="utf-8"))
    there = {name for path in SOURCES for name in re.findall(r'Command\("([^"]+)"', path.read_text(encoding="utf-8"))}
    assert asked
    assert set(asked) <= there
