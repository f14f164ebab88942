"""The controls of a page that narrow its lists down: which they are, what is chosen in them, and choosing it again."""

from collections.abc import Mapping
from typing import TypeVar, cast

from PySide6.QtWidgets import QWidget

from ui.widgets.fields import Choice
from ui.widgets.tabs import Tabs

_NARROWS = "narrows"
_C = TypeVar("_C", Choice, Tabs)


def narrowing(control: _C) -> _C:
    """``control`` decides what a list shows: it belongs to the ways to look that can be kept."""
    control.setProperty(_NARROWS, True)
    return control


def picks_of(page: QWidget) -> dict[str, str]:
    """What is chosen now, by the names of the controls in sight; the outer ones, on which others depend, first."""
    return {control.accessibleName(): _chosen(control) for control in _in_sight(page)}


def words_of(page: QWidget) -> str:
    """The same as people read it."""
    return "，".join(_words(control) for control in _in_sight(page))


def pick(page: QWidget, picks: Mapping[str, str]) -> None:
    """Choose this as if by hand; what is not offered any more is left as it is."""
    for name, code in picks.items():
        found = next((control for control in _in_sight(page) if control.accessibleName() == name), None)
        if isinstance(found, Tabs):
            if code in found.names and code != found.chosen:
                found.picked.emit(code)
        elif found is not None and found.findData(code) >= 0 and found.code != code:
            found.setCurrentIndex(found.findData(code))
            found.activated.emit(found.currentIndex())


def _in_sight(page: QWidget) -> list[Choice | Tabs]:
    every = cast("list[QWidget]", page.findChildren(QWidget))  # pyright: ignore[reportUnknownMemberType] - open type
    found = [
        each for each in every if isinstance(each, Choice | Tabs) and each.property(_NARROWS) and each.isVisibleTo(page)
    ]
    return sorted(found, key=lambda each: _depth(each, page))


def _depth(widget: QWidget, page: QWidget) -> int:
    above = widget.parentWidget()
    return 0 if above is None or above is page else 1 + _depth(above, page)


def _chosen(control: Choice | Tabs) -> str:
    return control.chosen if isinstance(control, Tabs) else control.code


def _words(control: Choice | Tabs) -> str:
    return control.title if isinstance(control, Tabs) else control.currentText()
