"""The tokens: contrast computed, every name used exists, colours nowhere else; type size changes at once."""

import re
from pathlib import Path
from string import Template
from types import SimpleNamespace
from typing import cast

import pytest
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QScrollBar, QWidget

from tests.ui.conftest import Sit
from tests.ui.seat import below
from ui.icons import picture
from ui.shell.page import Page
from ui.shell.rail import Rail
from ui.style import SCALES, Style, Theme, style_text, tokens
from ui.widgets.fields import Finder
from ui.widgets.layouts import row

ROOT = Path(__file__).resolve().parents[2]
_GROUNDS = ("ground", "rail", "paper", "sunken", "hover")
_PAIRS = [
    *((word, ground) for word in ("text", "soft", "faint") for ground in _GROUNDS),
    *((word, ground) for word in ("ok", "warn", "bad", "ink") for ground in ("paper", "ground", "sunken")),
    ("ok", "ok_ground"),
    ("warn", "warn_ground"),
    ("bad", "bad_ground"),
    *(
        ("text", ground)
        for ground in ("ok_ground", "warn_ground", "bad_ground", "ink_ground", "accent_ground", "pressed")
    ),
    *(("soft", ground) for ground in ("ink_ground", "bad_ground", "accent_ground")),
    *(("on_accent", red) for red in ("accent", "accent_hover", "accent_pressed")),
    ("on_selection", "selection"),
    ("ink", "ink_ground"),
    ("accent_text", "paper"),
    ("accent_text", "ground"),
]
_SHAPES = [
    *((shape, ground) for shape in ("edge", "focus") for ground in ("paper", "ground", "rail")),
    ("accent", "rail"),
    ("accent", "ground"),
]


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb`` (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1–21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_itself() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", Theme)
@pytest.mark.parametrize(("word", "ground"), _PAIRS)
def test_words_can_be_read(theme: Theme, word: str, ground: str) -> None:
    colours = tokens().themes[theme]
    least = 7.0 if theme is Theme.CONTRAST else 4.5
    assert contrast(colours[word], colours[ground]) >= least


@pytest.mark.parametrize("theme", Theme)
@pytest.mark.parametrize(("shape", "ground"), _SHAPES)
def test_edges_and_focus_can_be_seen(theme: Theme, shape: str, ground: str) -> None:
    colours = tokens().themes[theme]
    assert contrast(colours[shape], colours[ground]) >= 3.0


def test_all_themes_have_the_same_tokens() -> None:
    names = [set(colours) for colours in tokens().themes.values()]
    assert names[0] == names[1] == names[2]


def test_every_token_is_used() -> None:
    sheet = style_text("window.qss")
    named = {m.group("braced") or m.group("named") for m in Template.pattern.finditer(sheet)} - {None}
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "ui").rglob("*.py"))
    for name in tokens().themes[Theme.LIGHT]:
        assert name in named or f'"{name}"' in code, f"{name} is used nowhere"


def test_no_colour_outside_the_tokens() -> None:
    colour = re.compile(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|Qt\.GlobalColor\.(?!transparent)")
    for path in [*(ROOT / "ui").rglob("*.py"), ROOT / "resources/style/window.qss"]:
        assert not colour.search(path.read_text(encoding="utf-8")), path


def test_the_targets_are_large_enough(style: Style, sit: Sit, workroom_home: Path) -> None:
    seat = sit(workroom_home).open()
    seat.press("Ctrl+N")
    small = [w for w in seat.controls() if w.height() < tokens().target - 2 and w.property("kind") != "status"]
    assert not small, [(w.accessibleName(), w.height()) for w in small]


@pytest.mark.parametrize(("height", "wanted"), [(900, 44), (655, 36), (400, 36)])
def test_all_pages_of_the_office_are_in_sight_where_there_is_room(style: Style, height: int, wanted: int) -> None:
    """The rows of the rail come closer together before any goes out of sight; then a bar says that there is more."""
    rail = Rail(style)
    style.dress(rail)
    pages = [SimpleNamespace(name=f"p{number}", title=f"第{number}页", icon="list") for number in range(18)]
    rail.fill(cast("list[type[Page]]", pages), lambda _page: None)
    rail.resize(rail.width(), height)
    rail.show()
    QApplication.processEvents()
    assert {made.height() for made in below(rail) if isinstance(made, QPushButton)} == {wanted}
    assert any(isinstance(bar, QScrollBar) for bar in below(rail)) == (height < 600)
    rail.close()


@pytest.mark.parametrize("scale", [100, 150, 200])
def test_type_size_changes_at_once(sit: Sit, style: Style, workroom_home: Path, scale: int) -> None:
    seat = sit(workroom_home).open()
    while style.scale < scale:
        seat.press("Ctrl+=")
    assert style.scale == scale
    assert seat.at().font().pixelSize() == round(15 * scale / 100)
    while style.scale > SCALES[0]:
        seat.press("Ctrl+-")
    assert seat.at().font().pixelSize() == 15


def test_themes_change_at_once(style: Style) -> None:
    before = style.colour("ground")
    style.set_theme(Theme.DARK)
    assert style.colour("ground") != before
    assert style.colour("ground").lightness() < style.colour("text").lightness()


def test_icons_follow_the_look_though_drawings_are_kept(style: Style) -> None:
    def drawn(name: str, size: int = 20) -> QImage:
        return picture(style, name, "text", size).toImage()

    light = drawn("printer")
    assert drawn("printer") == light
    assert drawn("save") != light
    assert drawn("printer", 30).size() != light.size()
    style.set_theme(Theme.DARK)
    assert drawn("printer") != light
    style.set_theme(Theme.LIGHT)
    assert drawn("printer") == light


def test_every_window_of_its_own_has_the_look(app: QApplication, style: Style) -> None:
    """A dialog has it from its window; the list of matches belongs to nobody, so its field hands it on."""
    window = QWidget()
    style.dress(window)
    finder = Finder("单位", [("QJYJ", "区教育局")])
    row(finder, parent=window)
    window.show()
    completer = finder.completer()
    assert completer is not None
    matches = completer.popup()
    dialog = QDialog(window)
    for theme in (Theme.LIGHT, Theme.DARK):
        style.set_theme(theme)
        ground = style.colour("ground")
        assert ground.name() in window.styleSheet()
        QTest.keyClicks(finder, "x")
        assert matches.styleSheet() == window.styleSheet()
        dialog.ensurePolished()
        assert dialog.grab().toImage().pixelColor(1, 1) == ground
    window.deleteLater()
    app.processEvents()
    style.set_theme(Theme.LIGHT)
