"""The help beside the page: the section about it, links, a search, and the contents."""

from PySide6.QtCore import QEvent, QSize, QUrl
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QFrame, QLineEdit, QTextBrowser

from baixing_desktop.domain.manual import Audience, Manual, find
from ui.help.words import contents_html, found_html, section_html
from ui.style import Style
from ui.text import plain
from ui.widgets.buttons import button
from ui.widgets.layouts import column, row

_NARROWEST_EM = 14
_WIDTH_EM = 24  # letters in a line, at most 40 for reading; the page keeps the larger part
Books = tuple[tuple[Audience, Manual], ...]


class HelpPanel(QFrame):
    """Shows the books it was given; the first one that has a section for a page is asked."""

    def __init__(self, style: Style, books: Books) -> None:
        super().__init__()
        self.setObjectName("help")
        self.setAccessibleName("帮助")
        self._style, self._books = style, books
        self._trail: list[str] = []
        self._field = QLineEdit()
        self._field.setPlaceholderText("在手册里查找")
        self._field.setAccessibleName("在手册里查找")
        self._field.setClearButtonEnabled(True)
        self._field.textChanged.connect(self._search)
        self._text = QTextBrowser()
        self._text.setObjectName("manual")
        self._text.setAccessibleName("手册")
        self._text.setOpenLinks(False)
        self._text.anchorClicked.connect(self._follow)
        self._back = button(style, "上一节", self.back, kind="quiet")
        contents = button(style, "目录", self.contents, kind="quiet")
        close = button(style, "收起帮助", self.hide, kind="quiet", keys="F1")
        column(
            row(plain("帮助", "heading"), None, self._back, contents, close, gap=1),
            self._field,
            self._text,
            gap=2,
            margin=3,
            parent=self,
        )
        style.changed.connect(self._restyle)
        self.hide()
        self._restyle()

    @property
    def shown(self) -> str:
        """The section in sight as ``book:key``; empty for the contents."""
        return self._trail[-1] if self._trail else ""

    @property
    def words(self) -> str:
        """What can be read now."""
        return self._text.toPlainText()

    def about(self, page: str) -> None:
        """Show the section about a page, or the contents when no book has one."""
        for audience, book in self._books:
            if book.section(page) is not None:
                self._go(f"{audience}:{page}")
                return
        self.contents()

    def contents(self) -> None:
        """Show every section of every book."""
        self._go("")

    def back(self) -> None:
        """Show the section before."""
        if len(self._trail) > 1:
            self._trail.pop()
            self._show()

    def take_focus(self) -> None:
        """Put the focus into the text, so that the arrow keys move it."""
        self._text.setFocus()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as a column of text."""
        return QSize(self._style.pixels("base") * _WIDTH_EM + 48, super().sizeHint().height())

    def event(self, event: QEvent) -> bool:
        """Esc is for the panel while the focus is in it, not for the page beside it."""
        asked = event.type() == QEvent.Type.ShortcutOverride
        if asked and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc puts the help away."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    # -- inside

    def _go(self, place: str) -> None:
        if not self._trail or self._trail[-1] != place:
            self._trail.append(place)
        self._field.blockSignals(True)
        self._field.clear()
        self._field.blockSignals(False)
        self._show()

    def _show(self) -> None:
        self._back.setEnabled(len(self._trail) > 1)
        name, _, key = self.shown.partition(":")
        for audience, book in self._books:
            section = book.section(key) if audience == name else None
            if section is not None:
                self._text.setHtml(section_html(audience, section))
                return
        self._text.setHtml(contents_html(self._books))

    def _follow(self, link: QUrl) -> None:
        self._go(link.toString())

    def _search(self, wanted: str) -> None:
        if wanted.strip():
            found = tuple((audience, section) for audience, book in self._books for section in find(book, wanted))
            self._text.setHtml(found_html(wanted.strip(), found))
        else:
            self._show()

    def _restyle(self) -> None:
        style, base = self._style, self._style.pixels("base")
        self._text.setMinimumWidth(base * _NARROWEST_EM)
        self.setMaximumWidth(base * _WIDTH_EM + 48)
        self.updateGeometry()
        self._text.document().setDefaultStyleSheet(
            f"* {{ font-size: {base}px; color: {style.colour('text').name()}; }}"
            f"h2 {{ font-size: {style.pixels('large')}px; margin-top: {base // 2}px; }}"
            f"p, td {{ line-height: 115%; margin-top: 0; margin-bottom: {base // 2}px; }}"
            f".lead {{ padding-right: {base // 2}px; color: {style.colour('soft').name()}; }}"
            f".command {{ background-color: {style.colour('sunken').name()}; }}"
            f"a {{ color: {style.colour('ink').name()}; }}"
        )
        if self._trail:
            self._search(self._field.text())
