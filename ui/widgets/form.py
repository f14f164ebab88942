"""Labelled fields below each other, as on the paper: label, field, and below it what is wrong or worth knowing."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QLayout, QSizePolicy, QWidget

from ui.style import space
from ui.text import plain, set_tone
from ui.widgets.layouts import column, row


class Field:
    """One labelled field: its label, its control, a remark below."""

    def __init__(self, label: QLabel, control: QWidget, remark: QLabel) -> None:
        self.label, self.control, self.remark = label, control, remark

    def wrong(self, words: str) -> None:
        """Say at the field what is missing or wrong; empty words take it back."""
        self.remark.setText(words)
        self.remark.setVisible(bool(words))
        set_tone(self.remark, "bad" if words else "")
        set_tone(self.control, "true" if words else "false", "wrong")

    def show(self, *, shown: bool) -> None:
        """Show or hide the field with its label: it belongs to some choices only."""
        self.label.setVisible(shown)
        self.control.setVisible(shown)
        self.remark.setVisible(shown and bool(self.remark.text()))

    def hint(self, words: str) -> None:
        """Something worth knowing that stops nobody."""
        self.remark.setText(words)
        self.remark.setVisible(bool(words))
        set_tone(self.remark, "warn" if words else "")


class Form(QWidget):
    """A grid of fields; labels at the left as on the printed form, above the field when ``stacked``."""

    def __init__(self, *, stacked: bool = False) -> None:
        super().__init__()
        self._stacked = stacked
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(space(4))
        self._grid.setVerticalSpacing(space(1))
        self._grid.setColumnStretch(1, 1)
        self._next = 0

    def add(
        self,
        words: str,
        control: QWidget,
        *,
        beside: QLayout | None = None,
        needed: bool = False,
        count: QLabel | None = None,
    ) -> Field:
        """Put in a field. ``beside`` is shown instead of the bare control and holds it; ``needed`` marks it;
        ``count`` stands below the label.
        """
        label = plain(f"{words} *" if needed else words, "soft")
        label.setBuddy(control)
        label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        label.setContentsMargins(0, 0 if self._stacked else space(2), 0, 0)
        label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        remark = plain("", "small", wrap=True)
        remark.hide()
        body = beside or row(control, gap=0)
        first = self._next
        if self._stacked:
            self._grid.addWidget(label, first, 0, 1, 2)
            self._grid.addLayout(body, first + 1, 0, 1, 2)
            self._grid.addWidget(remark, first + 2, 0, 1, 2)
        else:
            head = column(label, gap=0)
            if count is not None:
                head.addWidget(count)
            head.addStretch(1)
            self._grid.addLayout(head, first, 0)
            self._grid.addLayout(body, first, 1)
            self._grid.addWidget(remark, first + 1, 1)
        self._grid.setRowMinimumHeight(first + 3, space(2))
        self._next = first + 4
        return Field(label, control, remark)
