"""Help beside the page, the first tour, practice."""

import os
import signal
from pathlib import Path

import pytest
from PySide6.QtWidgets import QTextBrowser

from baixing_desktop.domain.manual import Audience
from baixing_desktop.usecases.manual import manual
from tests.builders import PASSPHRASE
from tests.effort import some
from tests.ui.conftest import Sit
from tests.ui.seat import Seat, below
from tests.ui.test_navigation import FACES as TITLES
from ui.help.panel import HelpPanel
from ui.help.practice import PracticeMark, open_practice
from ui.help.tour import STOPS, Tour
from ui.pages.audit.page import AuditPage
from ui.pages.people.page import PeoplePage
from ui.style import Style

FACES = {"workroom": Audience.LIAISON, "office": Audience.OFFICE}


def panels(seat: Seat) -> list[HelpPanel]:
    return [w for w in below(seat.window) if isinstance(w, HelpPanel)]


def names_of(seat: Seat) -> list[str]:
    """The names of all pages of the window."""
    return seat.window.page_names()


@pytest.mark.parametrize("face", FACES)
def test_f1_opens_the_section_about_each_page_and_puts_it_away(sit: Sit, district: Path, face: str) -> None:
    seat: Seat = sit(district / face).open()
    pages = names_of(seat)
    assert len(pages) >= len(TITLES[face])
    for name in pages:
        seat.window.go(name)
        seat.settle()
        seat.press("F1")
        (panel,) = panels(seat)
        book = Audience.ADMIN if name in {"people", "audit", "updates"} else FACES[face]
        section = manual(book).section(name)
        assert section is not None, name
        assert panel.shown == f"{book}:{name}"
        assert panel.words.startswith(section.title)
        seat.press("F1")
        assert not panels(seat)


def test_the_pages_of_administrators_have_a_section() -> None:
    for page in (PeoplePage, AuditPage):
        section = manual(Audience.ADMIN).section(page.name)
        assert section is not None
        assert page.title in section.pieces[0].words


def test_help_follows_the_page_and_searches_and_leads_back(sit: Sit, district: Path) -> None:
    seat: Seat = sit(district / "workroom").open()
    seat.press("F1", "Alt+4")
    (panel,) = panels(seat)
    assert panel.shown == "liaison:submission"
    seat.tab_to("在手册里查找")
    seat.type("恢复表")
    seat.settle()
    assert "口令和锁定" in panel.words
    assert "没有找到" not in panel.words
    seat.type("不会有的词")
    seat.settle()
    assert "没有找到" in panel.words
    seat.press("Esc")
    assert not panels(seat)
    assert seat.window.page is not None
    assert seat.window.page.name == "submission"


def test_a_link_leads_to_another_section_and_back(sit: Sit, district: Path) -> None:
    seat: Seat = sit(district / "workroom").open()
    seat.press("Alt+3", "F1")
    (panel,) = panels(seat)
    (text,) = [w for w in below(panel) if isinstance(w, QTextBrowser)]
    seat.tab_to("手册")
    # Tab goes to the first link of the text, Enter follows it.
    assert text.hasFocus()
    seat.press("Tab", "Enter")
    assert panel.shown == "liaison:wishes"
    panel.back()
    assert panel.shown == "liaison:clues"


def test_the_type_size_reaches_the_help(sit: Sit, district: Path, style: Style) -> None:
    seat: Seat = sit(district / "workroom").open()
    seat.press("Shift+F1")
    (panel,) = panels(seat)
    assert "使用手册（联络员）" in panel.words
    assert "使用手册（管理员）" in panel.words
    sheet = next(w for w in below(panel) if isinstance(w, QTextBrowser)).document().defaultStyleSheet()
    style.set_scale(200)
    seat.settle()
    text = next(w for w in below(panel) if isinstance(w, QTextBrowser))
    assert "font-size: 15px" in sheet
    assert "font-size: 30px" in text.document().defaultStyleSheet()


def test_locking_hides_the_help_and_brings_it_back(sit: Sit, district: Path) -> None:
    seat: Seat = sit(district / "workroom").open()
    seat.press("F1", "Ctrl+L")
    assert not panels(seat)
    seat.type(PASSPHRASE)
    seat.press("Enter")
    assert panels(seat)


@pytest.mark.parametrize("face", FACES)
def test_the_tour_goes_through_the_pages_by_keyboard_and_ends(sit: Sit, district: Path, face: str) -> None:
    seat: Seat = sit(district / face).open()
    names = names_of(seat)
    stops = [stop for stop in STOPS if stop.page in names or not stop.page]
    assert len(stops) >= 5
    for number, stop in enumerate(stops, start=1):
        seat.press("F2")
        assert seat.sees(f"入门介绍 {number}/{len(stops)}　{stop.words}")
        if stop.page:
            assert seat.window.page is not None
            assert seat.window.page.name == stop.page
    seat.press("F2")
    assert not [w for w in below(seat.window) if isinstance(w, Tour)]


def test_the_tour_follows_whoever_goes_elsewhere(sit: Sit, district: Path) -> None:
    seat: Seat = sit(district / "workroom").open()
    seat.press("F2", "Ctrl+N")
    assert seat.sees("在“登记”里照附件3的顺序填写"), "not what it said of the page before"
    seat.press("Alt+3")
    assert seat.sees("在“登记”里照附件3的顺序填写"), "there is nothing to say of this page"


def test_the_tour_can_be_skipped_and_is_not_offered_to_those_who_know(sit: Sit, district: Path) -> None:
    seat: Seat = sit(district / "workroom").open()
    assert not seat.sees("入门介绍")
    seat.press("F2")
    assert seat.sees("入门介绍 1/")
    seat.press("Shift+F2")
    assert not seat.sees("入门介绍")


def test_a_practice_says_so_on_every_page_and_is_not_locked(sit: Sit, district: Path) -> None:
    seat: Seat = sit(district / "workroom", practice=True).open()
    assert seat.window.windowTitle().startswith("练习 · ")
    for number in range(1, 10):
        seat.press(f"Alt+{number}")
        assert [w for w in below(seat.window) if isinstance(w, PracticeMark)]
    seat.press("Ctrl+L")
    assert seat.sees("练习不用锁定。")
    assert not seat.session.locker.locked


def test_practice_is_the_real_program_in_a_process_of_its_own() -> None:
    number = open_practice()
    os.kill(number, 0)
    os.kill(number, signal.SIGTERM)


@pytest.mark.parametrize("scale", some([200], [100, 125, 150]))
@pytest.mark.parametrize("face", FACES)
def test_help_stays_in_the_window_with_every_type_size_on_a_small_screen(
    sit: Sit, district: Path, style: Style, scale: int, face: str
) -> None:
    style.set_scale(scale)
    seat: Seat = sit(district / face).open()
    for name in names_of(seat):
        seat.window.go(name)
        seat.press("F1")
        (panel,) = panels(seat)
        assert panel.visibleRegion().boundingRect().size() == panel.size(), name
        assert panel.x() + panel.width() == seat.window.width(), name
        page = seat.window.page
        assert page is not None
        assert page.width() >= page.minimumSizeHint().width(), name
        (text,) = [w for w in below(panel) if isinstance(w, QTextBrowser)]
        assert text.verticalScrollBar().value() == 0, name
        assert seat.window.width() == 1366
        seat.press("F1")
