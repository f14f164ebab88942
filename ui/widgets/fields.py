"""Fields to type and choose in: calm, growing, never changed by a passing wheel."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QDate, QEvent, QLocale, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QKeySequence, QWheelEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QCheckBox,
    QComboBox,
    QCompleter,
    QDateEdit,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
)

Options = Sequence[tuple[str, str]]
"""Pairs of code and words."""

_CHINESE = QLocale(QLocale.Language.Chinese, QLocale.Country.China)


def _is_undo(event: QEvent) -> bool:
    """Whether this asks the field if it wants the key of 撤销. With nothing of its own to take back it does not: the
    key is the window's then, which takes back what was just done.
    """
    if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    return event.matches(QKeySequence.StandardKey.Undo)


class TextLine(QLineEdit):
    """One line of text."""

    def __init__(self, name: str, *, hint: str = "", limit: int = 0, secret: bool = False) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        if limit:
            self.setMaxLength(limit)
        if secret:
            self.setEchoMode(QLineEdit.EchoMode.Password)

    def event(self, event: QEvent) -> bool:
        """Leaves 撤销 to the window while nothing was typed."""
        if _is_undo(event) and not self.isUndoAvailable():
            event.ignore()
            return False
        return super().event(event)


class Check(QCheckBox):
    """Something that is so or not; its words are its name."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setAccessibleName(words)


class TextArea(QPlainTextEdit):
    """Several lines that grow with what is typed, between ``least`` and ``most`` lines. Tab leaves the field."""

    def __init__(self, name: str, *, hint: str = "", least: int = 4, most: int = 14) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._least, self._most = least, most
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._grow()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another type size: other heights."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._grow()

    def event(self, event: QEvent) -> bool:
        """Leaves 撤销 to the window while nothing was typed."""
        if _is_undo(event) and not self.document().isUndoAvailable():
            event.ignore()
            return False
        return super().event(event)

    def _grow(self) -> None:
        lines = min(max(self.document().documentLayout().documentSize().height() + 0.4, self._least), self._most)
        self.setFixedHeight(round(QFontMetrics(self.font()).lineSpacing() * lines) + 20)


class Choice(QComboBox):
    """A short list to choose from; each line has a code."""

    def __init__(self, name: str, options: Sequence[tuple[str, str]] = (), *, hint: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setMaxVisibleItems(14)
        self._read: Callable[[], Options] | None = None
        self.offer(options)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """The page scrolls when the pointer passes over a field that nobody is in."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def offer(self, options: Sequence[tuple[str, str]]) -> None:
        """Replace the lines by these pairs of code and words; nothing is chosen."""
        self.blockSignals(True)
        self.clear()
        for code, words in options:
            self.addItem(words, code)
        self.setCurrentIndex(-1)
        self.blockSignals(False)

    def follow(self, read: Callable[[], Options]) -> None:
        """Offer what ``read`` gives, now (nothing is chosen) and again at every :meth:`reread`; it must be quick."""
        self._read = read
        self.offer(read())

    def reread(self) -> None:
        """What can be chosen may be another now; what is chosen stays so."""
        if self._read is not None:
            self.renew(self._read())

    def renew(self, options: Options) -> None:
        """Offer these instead. What is chosen stays so, also where it is no longer among them; nobody is told."""
        if self._lines == list(options):
            return
        chosen, code, words = self.currentIndex() >= 0, self.currentData(), self.currentText()
        self.offer(options)
        if chosen:
            self._keep(code, words)

    @property
    def _lines(self) -> list[tuple[str, str]]:
        return [(self.itemData(number), self.itemText(number)) for number in range(self.count())]

    def _keep(self, code: str, words: str) -> None:
        self.blockSignals(True)
        if self.findData(code) < 0:
            self.addItem(words, code)
        self.setCurrentIndex(self.findData(code))
        self.blockSignals(False)

    @property
    def code(self) -> str:
        """The code chosen, empty for none."""
        data = self.currentData()
        return data if isinstance(data, str) else ""

    def choose(self, code: str) -> None:
        """Choose the line with this code; none if there is no such line."""
        self.setCurrentIndex(self.findData(code) if code else -1)


class Finder(Choice):
    """A long list that is found by typing part of a name or its code (``type-ahead``)."""

    def __init__(self, name: str, options: Sequence[tuple[str, str]] = (), *, hint: str = "") -> None:
        # The hint belongs to the line; a combo box would make itself as wide as its hint.
        super().__init__(name)
        self._edit = TextLine(name, hint=hint)
        self.setEditable(True)
        self.setLineEdit(self._edit)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)
        self._edit.textEdited.connect(self._dress)
        self.list_all(options)

    def _dress(self, _words: str) -> None:
        dress_matches(self._edit)

    def list_all(self, options: Options) -> None:
        """Replace the lines; each shows its words and its code."""
        self.offer(_with_codes(options))
        self._edit.clear()

    def follow(self, read: Callable[[], Options]) -> None:
        """As for every choice; nothing is written in the field."""
        self._read = read
        self.list_all(read())

    def renew(self, options: Options) -> None:
        """As for every choice; what is written in the field stays."""
        lines = _with_codes(options)
        if self._lines == lines:
            return
        code, written, at = self.code, self._edit.text(), self._edit.cursorPosition()
        words = self.itemText(self.findData(code)) if code else ""
        self.offer(lines)
        if code:
            self._keep(code, words)
        if not code or written != words:
            self.blockSignals(True)
            self._edit.setText(written)
            self.blockSignals(False)
        self._edit.setCursorPosition(min(at, len(self._edit.text())))

    @property
    def code(self) -> str:
        """The code whose line is written in the field, in full or as the only match."""
        wanted = self._edit.text().strip().casefold()
        lines = [(self.itemText(i), self.itemData(i)) for i in range(self.count())]
        exact = [code for text, code in lines if text.casefold() == wanted]
        close = exact or [code for text, code in lines if wanted and wanted in text.casefold()]
        return str(close[0]) if len(close) == 1 else ""


def dress_matches(line: QLineEdit) -> None:
    """Give the list of matches the look of the window: it is a window of its own, which no look reaches by itself.

    Asked for with the first letter and not before: reading the sheet takes longer than the field takes to appear.
    """
    sheet, matches = line.window().styleSheet(), line.completer().popup()
    if matches.styleSheet() != sheet:
        matches.setStyleSheet(sheet)


def _with_codes(options: Options) -> list[tuple[str, str]]:
    return [(code, f"{words}　{code}") for code, words in options]


class DateField(QDateEdit):
    """A day, typed as digits or taken from the calendar."""

    def __init__(self, name: str, day: date) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setLocale(_CHINESE)
        self.setDisplayFormat("yyyy-MM-dd")
        self.setCalendarPopup(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._calendar: QCalendarWidget | None = None
        self.put(day)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """The calendar is made for whoever comes here: dozens of them would make every page slow to appear."""
        super().focusInEvent(event)
        if self._calendar is None:
            self._calendar = self.calendarWidget()
            self._calendar.setLocale(_CHINESE)
            self._calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
            self._calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """See :meth:`Choice.wheelEvent`."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    @property
    def day(self) -> date:
        """The day shown."""
        shown = self.date()
        return date(shown.year(), shown.month(), shown.day())

    def put(self, day: date) -> None:
        """Show this day."""
        self.setDate(QDate(day.year, day.month, day.day))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Wide enough for a date and the arrow at any type size."""
        width = QFontMetrics(self.font()).horizontalAdvance("0000-00-00") + 60
        return QSize(width, super().sizeHint().height())


class SearchLine(TextLine):
    """A search field; ``wanted`` fires when a search should start, Down and Enter move on to the results."""

    onward = Signal()

    def __init__(self, name: str, hint: str) -> None:
        super().__init__(name, hint=hint)
        self.setClearButtonEnabled(True)
        self.returnPressed.connect(self.onward)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Typing replaces the last search."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.ShortcutFocusReason, Qt.FocusReason.OtherFocusReason):
            self.selectAll()
