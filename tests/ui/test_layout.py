"""Every page, at the sizes and type sizes people have: no clipped and no overlapping words."""

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QProgressBar, QScrollArea, QWidget

from baixing_desktop.errors import InputError
from tests.effort import every, some
from tests.ui.conftest import Sit
from tests.ui.seat import Seat, below
from ui.confirming import SecondPersonDialog
from ui.errors import IncidentDialog
from ui.naming import NameDialog
from ui.pictures import OFFICE_SHOTS, WORKROOM_SHOTS
from ui.style import Style, Theme

LOOKS = some(
    [(1366, 768, 100), (1366, 768, 200)],
    [(1366, 768, 150), (1920, 1080, 100), (1920, 1080, 200)],
)
"""The tightest ones always."""
LOW = (911, 440, 100)
"""What a frame and a task bar leave of 1366×768 dots where the screen is set to 150 %."""
THEMES = some([Theme.CONTRAST], [Theme.LIGHT, Theme.DARK])
"""The one with the widest edges always; the sizes of the others are alike."""


def clipped(root: QWidget) -> list[str]:
    """What cannot be read whole, in words."""
    inside = below(root)
    found = [problem for widget in inside if (problem := _clipped(widget))]
    return found + [problem for widget in inside for problem in _overlaps(widget)]


def _clipped(widget: QWidget) -> str:
    if isinstance(widget, QLabel) and widget.text():
        inner = widget.contentsRect()
        needed = widget.heightForWidth(widget.width()) if widget.wordWrap() else widget.sizeHint().height()
        if widget.height() < needed - 1:
            return f"{widget.text()[:30]}: {widget.height()} high, needs {needed}"
        longest = max(QFontMetrics(widget.font()).horizontalAdvance(line) for line in widget.text().split("\n"))
        if not widget.wordWrap() and longest > inner.width():
            return f"{widget.text()[:30]}: {inner.width()} wide, needs {longest}"
    if isinstance(widget, QAbstractButton) and widget.text():
        hint: QSize = widget.minimumSizeHint()
        elastic = (
            widget.property("kind") == "status"
        )  # one line that may be longer than the window; its tooltip has all
        if not elastic and (widget.width() < hint.width() - 2 or widget.height() < hint.height() - 2):
            return f"{widget.text()}: {widget.size().toTuple()}, needs {hint.toTuple()}"
    if isinstance(widget, QProgressBar) and widget.isTextVisible() and widget.height() < widget.fontMetrics().height():
        return f"{widget.accessibleName()}: words in a bar of {widget.height()}"
    if isinstance(widget, QLineEdit) and widget.height() < QFontMetrics(widget.font()).height():
        return f"{widget.accessibleName()}: a line of {widget.height()}"
    return ""


def _overlaps(widget: QWidget) -> list[str]:
    """Children of one widget that cover each other's words."""
    if widget.property("floating"):
        return []
    children = [c for c in widget.children() if isinstance(c, QLabel | QAbstractButton) and c.isVisible()]
    words = [(c, c.geometry()) for c in children if c.text()]
    return [
        f"{one.text()[:20]} and {other.text()[:20]} overlap"
        for n, (one, here) in enumerate(words)
        for other, there in words[n + 1 :]
        if _really(here, there)
    ]


def _really(here: QRect, there: QRect) -> bool:
    common = here.intersected(there)
    return common.width() > 1 and common.height() > 1


def sideways(root: QWidget) -> list[str]:
    """Scroll areas whose content is wider than they are: it would be cut off at the right."""
    return [
        f"{area.accessibleName()} {area.widget().width()} in {area.viewport().width()}"
        for area in below(root)
        if isinstance(area, QScrollArea)
        and area.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        and area.widget().width() > area.viewport().width()
    ]


def below_the_fold(root: QWidget) -> list[str]:
    """Primary buttons that only scrolling leads to: what is filled in may be long, what it leads to is in sight."""
    return [
        button.text()
        for button in below(root)
        if isinstance(button, QAbstractButton)
        and button.property("kind") == "primary"
        and button.isEnabled()
        and button.visibleRegion().boundingRect().size() != button.size()
    ]


def check_pages(seat: Seat, pages: list[tuple[str, str]]) -> None:
    for page, target in pages:
        seat.window.go(page, target)
        seat.settle()
        found = clipped(seat.window) + sideways(seat.window) + below_the_fold(seat.window)
        assert not found, (page, target, found)


@pytest.mark.parametrize(("width", "height", "scale"), [LOW, *LOOKS])
def test_workroom_pages(sit: Sit, style: Style, district: Path, width: int, height: int, scale: int) -> None:
    style.set_scale(scale)
    seat: Seat = sit(district / "workroom").open()
    seat.window.resize(width, height)
    check_pages(seat, [(shot.page, shot.target) for shot in WORKROOM_SHOTS])
    assert seat.window.size() == QSize(width, height), "a page wants more than the screen has"


@pytest.mark.parametrize(("width", "height", "scale"), [(880, 540, 100), *LOOKS])
def test_office_pages(sit: Sit, style: Style, district: Path, width: int, height: int, scale: int) -> None:
    style.set_scale(scale)
    seat: Seat = sit(district / "office").open()
    seat.window.resize(width, height)
    check_pages(seat, [(shot.page, shot.target) for shot in every(3, OFFICE_SHOTS)])


@pytest.mark.parametrize("theme", THEMES)
def test_changing_the_type_size_in_an_open_window(sit: Sit, style: Style, district: Path, theme: Theme) -> None:
    """What is already on the screen grows as well as what is built anew."""
    style.set_theme(theme)
    seat: Seat = sit(district / "office").open()
    for scale in some([200], [100, 150]):
        style.set_scale(scale)
        check_pages(seat, [(shot.page, shot.target) for shot in every(2, OFFICE_SHOTS)])


@pytest.mark.parametrize("scale", [100, 150, 200])
def test_the_first_start(sit: Sit, style: Style, tmp_path: Path, scale: int) -> None:
    style.set_scale(scale)
    seat: Seat = sit(tmp_path / "new").open(None)
    assert not clipped(seat.window) + sideways(seat.window) + below_the_fold(seat.window)
    seat.press("Space")
    assert not clipped(seat.window) + sideways(seat.window) + below_the_fold(seat.window)
    seat.press("Space")
    seat.tab_to("经办人姓名")
    seat.type("李敏")
    seat.press("Enter")
    assert not clipped(seat.window) + sideways(seat.window) + below_the_fold(seat.window)


@pytest.mark.parametrize("scale", [100, 200])
def test_dialogs_of_every_page(sit: Sit, style: Style, district: Path, scale: int) -> None:
    style.set_scale(scale)
    seat: Seat = sit(district / "workroom").open()
    page = seat.window.page
    assert page is not None
    second = InputError("SECOND_PERSON_NEEDED", persons=120, most=50)
    for dialog in (
        IncidentDialog(style, "E-0000", seat.window),
        NameDialog(style, "今年还没签字的", lambda _name: None, seat.window),
        SecondPersonDialog(page.context, second, lambda _given: None, seat.window),
    ):
        dialog.open()
        seat.settle()
        assert not clipped(dialog) + sideways(dialog) + below_the_fold(dialog), dialog.windowTitle()
        dialog.reject()
        dialog.deleteLater()
