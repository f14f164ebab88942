"""No word is lost: pauses, leaving, closing, and windows that vanish without closing."""

from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.usecases.reading import editable_clue, list_clues
from tests.builders import clue_content, open_home
from tests.ui.conftest import Sit
from tests.ui.seat import Seat, wait_until
from ui.pages.entry.keeper import PAUSE_MS


def kept(home: Path) -> list[Clue]:
    """What another process would find in the store now."""
    desk = open_home(home)
    try:
        return [editable_clue(desk, item.id) for item in list_clues(desk, ClueQuery()).items]
    finally:
        desk.close()


def test_a_pause_is_enough(sit: Sit, workroom_home: Path) -> None:
    assert PAUSE_MS <= 800
    seat: Seat = sit(workroom_home).open()
    seat.press("Ctrl+N")
    seat.type("路灯")
    seat.until(lambda: seat.sees("已自动保存"))
    assert [clue.content.title for clue in kept(workroom_home)] == ["路灯"]


def test_someone_who_never_pauses_is_saved_too(sit: Sit, workroom_home: Path) -> None:
    """A timer that starts anew with each stroke would never fire."""
    seat: Seat = sit(workroom_home).open()
    seat.press("Ctrl+N", "Tab")

    def kept_while_typing() -> bool:
        QTest.keyClick(seat.at(), Qt.Key.Key_A)
        return seat.sees("（草稿）")

    assert wait_until(kept_while_typing)
    assert kept(workroom_home)[0].content.analysis.startswith("a")


def test_a_window_that_vanishes_leaves_the_draft(sit: Sit, workroom_home: Path) -> None:
    seat: Seat = sit(workroom_home).open()
    seat.press("Ctrl+N")
    seat.type("写到一半")
    seat.press("Tab")
    seat.type("情况写了一句，电脑就没了。")
    seat.until(lambda: seat.sees("已自动保存"))
    shiboken6.delete(seat.window)
    seat.session.close()

    again: Seat = sit(workroom_home).open()
    assert again.sees("草稿")
    again.press("Alt+3", "Enter")
    assert again.window.page is not None
    assert again.window.page.name == "entry"
    assert [clue.content.analysis for clue in kept(workroom_home)] == ["情况写了一句，电脑就没了。"]
    again.type("补充")
    again.press("Ctrl+S")
    assert kept(workroom_home)[0].content.title == "写到一半补充"


def test_closing_without_a_pause_saves(sit: Sit, workroom_home: Path) -> None:
    seat: Seat = sit(workroom_home).open()
    seat.press("Ctrl+N")
    seat.type("刚写完就关")
    seat.close()
    assert [clue.content.title for clue in kept(workroom_home)] == ["刚写完就关"]


def test_leaving_the_page_saves_and_coming_back_goes_on(sit: Sit, workroom_home: Path) -> None:
    seat: Seat = sit(workroom_home).open()
    seat.press("Ctrl+N")
    seat.type("先放一放")
    seat.press("Alt+1", "Alt+2")
    seat.type("，接着写")
    seat.press("Ctrl+S")
    found = kept(workroom_home)
    assert len(found) == 1
    assert "接着写" in found[0].content.title


def test_an_empty_draft_is_not_left_behind(sit: Sit, workroom_home: Path) -> None:
    seat: Seat = sit(workroom_home).open()
    seat.press("Ctrl+N")
    seat.type("字")
    seat.until(lambda: seat.sees("已自动保存"))
    assert len(kept(workroom_home)) == 1
    seat.press("Backspace", "Alt+1")
    assert kept(workroom_home) == []


def test_a_deleted_draft_comes_back_by_undo(sit: Sit, workroom_home: Path) -> None:
    seat: Seat = sit(workroom_home).open()
    seat.press("Ctrl+N")
    seat.type("删了又要")
    seat.press("Alt+3", "Ctrl+D")
    assert kept(workroom_home) == []
    seat.press("Ctrl+Z")
    assert [clue.content.title for clue in kept(workroom_home)] == ["删了又要"]


@pytest.mark.parametrize("text", ["𬀩㛃" * 20, "第一行\n第二行", "a" * 5000])
def test_any_text_comes_back_as_it_was(sit: Sit, workroom_home: Path, text: str) -> None:
    seat: Seat = sit(workroom_home).open()
    seat.press("Ctrl+N", "Tab")
    seat.type(text)
    seat.press("Ctrl+S")
    assert kept(workroom_home)[0].content.analysis == text


def test_two_windows_on_one_draft_lose_nothing_silently(sit: Sit, workroom_home: Path) -> None:
    """The terminal or another process changed the draft meanwhile: we say so, and keep what was typed on the page."""
    from baixing_desktop.usecases.drafting import save_draft  # noqa: PLC0415 - the other process

    seat: Seat = sit(workroom_home).open()
    seat.press("Ctrl+N")
    seat.type("甲")
    seat.press("Ctrl+S")
    desk = open_home(workroom_home)
    clue = list_clues(desk, ClueQuery()).items[0]
    save_draft(desk, clue_content(title="别处改过"), clue_id=clue.id, version=clue.version)
    desk.close()
    seat.type("乙")
    seat.press("Ctrl+S")
    assert seat.sees("这条线索刚被别处改过。")
    assert kept(workroom_home)[0].content.title == "别处改过"
