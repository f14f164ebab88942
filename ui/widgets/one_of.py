"""Several widgets in one place, of which one is seen; as high as that one, not as the highest."""

from collections.abc import Callable, Iterator, Mapping
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QWidget

from ui.widgets.layouts import column

K = TypeVar("K")
W = TypeVar("W", bound=QWidget)


class OneOf(QWidget):
    """Like a stack of pages, but the hidden ones take no room."""

    def __init__(self) -> None:
        super().__init__()
        self._column = column(gap=0, parent=self)
        self._all: list[QWidget] = []
        # Never seen; it keeps the place of what comes late among what the Tab key reaches.
        self._mark = QWidget(self)
        self._mark.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._mark.hide()

    def add(self, widget: QWidget) -> None:
        """One more; the first one added is seen."""
        widget.setVisible(False)
        self._column.addWidget(widget)
        if not self._all:
            widget.show()
        self._all.append(widget)

    def add_late(self, widget: QWidget) -> None:
        """One more where the others have been in sight already: the Tab key comes to it where it stands."""
        self.add(widget)
        before = self._mark
        for part in _by_tab(widget):
            QWidget.setTabOrder(before, part)
            before = part

    def show_one(self, widget: QWidget) -> None:
        """Show this one and hide the others."""
        for each in self._all:
            if each is not widget:
                each.hide()
        widget.show()

    @property
    def shown(self) -> int:
        """The place of the one that is seen."""
        return next((n for n, each in enumerate(self._all) if not each.isHidden()), 0)


def _by_tab(widget: QWidget) -> Iterator[QWidget]:
    """What the Tab key reaches in ``widget``. Asking Qt for its chain would do the same, but the bindings take whatever
    ``nextInFocusChain`` returns for a part of the widget that was asked, and let both go together.
    """
    for each in widget.children():
        if isinstance(each, QWidget) and not each.isWindow():
            if each.focusPolicy() & Qt.FocusPolicy.TabFocus:
                yield each
            if not isinstance(each, QComboBox | QAbstractSpinBox):
                yield from _by_tab(each)


class Wanted(Generic[K, W]):
    """Forms in one place, of which most are never wanted: each is built when it is first asked for, because building
    and dressing all of them would hold up whoever comes to the page.
    """

    def __init__(self, place: OneOf, kinds: Mapping[K, Callable[[], W]]) -> None:
        self._place, self._kinds = place, kinds
        self._built: dict[K, W] = {}

    def __getitem__(self, key: K) -> W:
        if key not in self._built:
            made = self._kinds[key]()
            # The first one comes with the page, in the order in which all is put together.
            (self._place.add_late if self._place.window().isVisible() else self._place.add)(made)
            self._built[key] = made
        return self._built[key]

    def __contains__(self, key: object) -> bool:
        return key in self._kinds

    @property
    def built(self) -> tuple[W, ...]:
        """Those that somebody wanted."""
        return tuple(self._built.values())

    def get(self, key: K | None) -> W | None:
        """The form for this, None where there is none."""
        return self[key] if key is not None and key in self._kinds else None
