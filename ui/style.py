"""Tokens to a style sheet: themes and type size, changed at once and without a restart.

Colours live in ``resources/style/tokens.json`` and nowhere else; Python asks for them by name.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from string import Template
from typing import Any, cast

from PySide6.QtCore import QDir, QObject, QTemporaryDir, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from resources import font_path, icon_path
from ui.qt import set_app_font, set_families

SCALES = (100, 110, 125, 150, 175, 200)
"""Type sizes in per cent that the View menu steps through."""

_FAMILIES = ("Microsoft YaHei UI", "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Noto Sans SC")
# Rare characters in names: the serif face covers all 8105 and Extension A; a plain box would be worse than a serif.
_RARE = "Noto Serif SC"
_BUNDLED = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf", "NotoSerifSC-Regular.ttf")
_SHEET_ICONS = {
    "down": ("chevron-down", "soft"),
    "left": ("chevron-left", "soft"),
    "right": ("chevron-right", "soft"),
    "check": ("check", "paper"),
}
_DOT = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24">'
    '<circle cx="12" cy="12" r="5" fill="currentColor"/></svg>'
)


def style_text(name: str) -> str:
    """A file of ``resources/style`` as text."""
    return (files("resources") / "style" / name).read_text(encoding="utf-8")


class Theme(StrEnum):
    """The looks made from the same tokens."""

    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


@dataclass(frozen=True, slots=True)
class Tokens:
    """The figures of the design: pixel sizes at 100 %, and colours by theme and name."""

    type: Mapping[str, int]
    space: Mapping[str, int]
    radius: int
    target: int
    themes: Mapping[str, Mapping[str, str]]


@cache
def tokens() -> Tokens:
    """The tokens as shipped."""
    data = cast("dict[str, Any]", json.loads(style_text("tokens.json")))
    return Tokens(data["type"], data["space"], data["radius"], data["target"], data["themes"])


def space(step: int) -> int:
    """Spacing step 1–6 in pixels (4, 8, 12, 16, 24, 32)."""
    return tokens().space[str(step)]


class Style(QObject):
    """The look of the whole application; one per process, made by the composition root.

    ``changed`` fires after a new sheet is in force, for what paints itself. The sheet is put on windows and not on the
    application: pages are then built bare and dressed once, when they come into their window. Under a sheet of the
    application Qt looks up the rules anew for every widget at every level at which it is put into another, which takes
    two thirds of the time that opening a window does.
    """

    changed = Signal()

    def __init__(self, app: QApplication, theme: Theme = Theme.LIGHT, scale: int = 100) -> None:
        super().__init__(app)
        self._app = app
        self._folder = QTemporaryDir()
        QDir.addSearchPath("theme", self._folder.path())
        for name in _BUNDLED:
            QFontDatabase.addApplicationFont(str(font_path(name)))
        self.theme = theme
        self.scale = scale
        self._colours: dict[str, QColor] = {}
        self._sheet = ""
        self._dressed: list[QWidget] = []
        self._apply()

    def dress(self, window: QWidget) -> None:
        """Give a window the present look and every later one. What is in it has it too, with dialogs and menus."""
        self._dressed = [one for one in self._dressed if isValid(one)]
        self._dressed.append(window)
        window.setStyleSheet(self._sheet)

    def set_theme(self, theme: Theme) -> None:
        """Change the theme now."""
        if theme is not self.theme:
            self.theme = theme
            self._apply()

    def set_scale(self, scale: int) -> None:
        """Change the type size now; ``scale`` in per cent is held within 100–200."""
        scale = min(max(scale, SCALES[0]), SCALES[-1])
        if scale != self.scale:
            self.scale = scale
            self._apply()

    def step_scale(self, direction: int) -> None:
        """One step larger (+1) or smaller (-1)."""
        nearest = min(range(len(SCALES)), key=lambda i: abs(SCALES[i] - self.scale))
        self.set_scale(SCALES[min(max(nearest + direction, 0), len(SCALES) - 1)])

    def colour(self, name: str) -> QColor:
        """The colour of this token in the present theme.

        Raises:
            KeyError: no such token.
        """
        known = self._colours.get(name)
        if known is None:
            known = self._colours[name] = QColor(tokens().themes[self.theme][name])
        return known

    def pixels(self, role: str) -> int:
        """The present pixel size of a type role: ``small``, ``base``, ``large`` or ``title``."""
        return round(tokens().type[role] * self.scale / 100)

    def svg(self, name: str, token: str) -> bytes:
        """A bundled icon as SVG, drawn in the colour of ``token``."""
        drawing = _DOT if name == "dot" else icon_path(f"{name}.svg").read_text(encoding="utf-8")
        return drawing.replace("currentColor", self.colour(token).name()).encode()

    def _apply(self) -> None:
        self._colours = {}
        font = QFont()
        set_families(font, [*_installed(), _RARE])
        font.setPixelSize(self.pixels("base"))
        set_app_font(font)
        self._app.setPalette(self._palette())
        self._sheet = Template(style_text("window.qss")).substitute(self._values())
        for window in filter(isValid, self._dressed):
            window.setStyleSheet(self._sheet)
        self.changed.emit()

    def _values(self) -> dict[str, str]:
        values = dict(tokens().themes[self.theme])
        values |= {f"t_{role}": str(self.pixels(role)) for role in tokens().type}
        values |= {f"s_{step}": str(size) for step, size in tokens().space.items()}
        values["radius"] = str(tokens().radius)
        # The box adds 2 × (4 padding + 1 border) around this height.
        values["inner"] = str(max(tokens().target - 10, round(self.pixels("base") * 1.5)))
        values["half_large"] = str(self.pixels("large") // 2)
        values |= {f"icon_{key}": self._sheet_icon(*icon) for key, icon in _SHEET_ICONS.items()}
        values["icon_dot"] = self._sheet_icon("dot", "paper")
        return values

    def _sheet_icon(self, name: str, token: str) -> str:
        """A tinted copy for the style sheet, whose ``url()`` knows files only."""
        file = f"{self.theme}-{name}-{token}.svg"
        with open(self._folder.filePath(file), "wb") as out:
            out.write(self.svg(name, token))
        return f"theme:{file}"

    def _palette(self) -> QPalette:
        role = QPalette.ColorRole
        names = {
            role.Window: "ground",
            role.WindowText: "text",
            role.Base: "paper",
            role.AlternateBase: "sunken",
            role.Text: "text",
            role.Button: "paper",
            role.ButtonText: "text",
            role.Highlight: "selection",
            role.HighlightedText: "on_selection",
            role.PlaceholderText: "faint",
            role.Link: "ink",
            role.ToolTipBase: "text",
            role.ToolTipText: "ground",
        }
        palette = QPalette()
        for key, name in names.items():
            palette.setColor(key, self.colour(name))
        for key in (role.Text, role.WindowText, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, key, self.colour("disabled"))
        return palette


def _installed() -> list[str]:
    known = set(QFontDatabase.families())
    return [family for family in _FAMILIES if family in known]
