"""Files that belong to a clue: chosen, dropped or pasted; shown in the order in which they will be listed."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QFrame, QWidget

from baixing_desktop.domain.clue import Attachment
from baixing_desktop.files import read_file
from baixing_desktop.usecases.drafting import ATTACHMENT_LIMIT, ATTACHMENTS_LIMIT, ATTACHMENTS_SIZE
from ui.choosing import choose_files
from ui.pages.wording import size_words
from ui.style import Style
from ui.text import plain
from ui.widgets.buttons import button
from ui.widgets.file_tile import FileTile
from ui.widgets.flow import FlowLayout
from ui.widgets.layouts import column, row

Reader = Callable[[], tuple[str, bytes]]
"""Gives name and bytes of a file; run in the background."""


class AttachmentBox(QFrame):
    """``brought`` carries a :data:`Reader` for each file that was brought; ``changed`` fires when the list changed;
    ``turn`` carries an attachment to be turned, ``looked`` one whose picture is wanted.
    """

    brought = Signal(object)
    changed = Signal()
    turn = Signal(object)
    looked = Signal(object)

    def __init__(self, style: Style) -> None:
        super().__init__()
        self.setProperty("surface", "sunken")
        self.setAcceptDrops(True)
        self.setAccessibleName("附件")
        self._style = style
        self._items: tuple[Attachment, ...] = ()
        self._tiles: dict[str, FileTile] = {}
        self._shelf = QWidget()
        self._flow = FlowLayout(self._shelf, gap=2)
        self._hint = plain("", "small", wrap=True)
        choose = button(style, "添加文件", self.choose, icon="paperclip", keys="Ctrl+Shift+A")
        paste = button(style, "粘贴照片", self.paste, keys="Ctrl+Shift+V")
        bar = row(choose, paste, gap=2)
        bar.addWidget(self._hint, 1)
        self._body = column(self._shelf, bar, gap=2, parent=self)
        self._body.setContentsMargins(12, 8, 12, 8)
        # Without an interval a timer waits until nothing else is to be done.
        self._more = QTimer(self, singleShot=True, interval=0)
        self._more.timeout.connect(self._build_next)
        self.put(())

    def offer(self, offers: QWidget) -> None:
        """Another way to bring files, below the others."""
        self._body.addWidget(offers)

    @property
    def items(self) -> tuple[Attachment, ...]:
        """The files listed."""
        return self._items

    def put(self, items: tuple[Attachment, ...]) -> None:
        """List these files; pictures that are here already stay."""
        self._items = items
        wanted = {item.sha256 for item in items}
        for key in [key for key in self._tiles if key not in wanted]:
            tile = self._tiles.pop(key)
            tile.hide()
            tile.deleteLater()
        self._build_next()
        self._shelf.setVisible(bool(items))
        room = ATTACHMENTS_LIMIT - len(items)
        self._hint.setText(
            f"也可以拖到这里。照片、PDF、文稿，最多 {ATTACHMENTS_LIMIT} 个，"
            f"每个不超过 {ATTACHMENT_LIMIT // 1_000_000} 兆字节，共不超过 {ATTACHMENTS_SIZE // 1_000_000} 兆字节。"
            if room
            else f"已有 {ATTACHMENTS_LIMIT} 个附件，不能再加。"
        )

    def _build_next(self) -> None:
        """One tile at a time: a clue may bring many, and keys and clicks get in between."""
        missing = [item for item in self._items if item.sha256 not in self._tiles]
        if missing:
            self._tiles[missing[0].sha256] = self._tile(missing[0])
        while self._flow.takeAt(0) is not None:
            pass
        listed = dict.fromkeys(item.sha256 for item in self._items)
        for tile in (self._tiles[key] for key in listed if key in self._tiles):
            self._flow.addWidget(tile)
            tile.show()
        self._shelf.updateGeometry()
        if len(missing) > 1:
            self._more.start()

    def add(self, item: Attachment) -> None:
        """List one more; the same file is listed once."""
        if all(item.sha256 != known.sha256 for known in self._items):
            self.put((*self._items, item))
            self.changed.emit()

    def exchange(self, old: Attachment, new: Attachment) -> None:
        """``new`` stands where ``old`` stood."""
        self.put(tuple(new if item.sha256 == old.sha256 else item for item in self._items))
        self.changed.emit()

    def show_picture(self, item: Attachment, png: bytes | None) -> None:
        """The picture of ``item`` has been drawn."""
        if item.sha256 in self._tiles:
            self._tiles[item.sha256].show_picture(png)

    def _tile(self, item: Attachment) -> FileTile:
        picture = item.mime.startswith("image/")
        tile = FileTile(self._style, item.name, size_words(item.length), picture=picture)
        tile.removed.connect(lambda: self._remove(item))
        tile.turned.connect(lambda: self.turn.emit(item))

        def move(step: int) -> None:
            self._move(item, step)

        tile.moved.connect(move)
        if picture:
            self.looked.emit(item)
        return tile

    def choose(self) -> None:
        """Choose files."""
        choose_files(self, "添加附件", "", "照片和文稿 (*.jpg *.jpeg *.png *.pdf *.docx)", self._files)

    def paste(self) -> None:
        """Take a picture or files from the clipboard."""
        self._take(QGuiApplication.clipboard().mimeData())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Files and pictures are welcome."""
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Take what was dropped."""
        self._take(event.mimeData())
        event.acceptProposedAction()

    def _take(self, data: QMimeData) -> None:
        if data.hasUrls():
            self._files([url.toLocalFile() for url in data.urls() if url.isLocalFile()])
        elif data.hasImage():
            image = data.imageData()
            if isinstance(image, QImage):
                png = _png(image)
                self.brought.emit(lambda: ("粘贴的照片.png", png))

    def _files(self, paths: list[str]) -> None:
        for path in paths:
            self.brought.emit(lambda path=path: (Path(path).name, read_file(Path(path), ATTACHMENT_LIMIT)))

    def _remove(self, item: Attachment) -> None:
        self.put(tuple(known for known in self._items if known.sha256 != item.sha256))
        self.changed.emit()

    def _move(self, item: Attachment, step: int) -> None:
        rest = [known for known in self._items if known.sha256 != item.sha256]
        place = min(max(self._items.index(item) + step, 0), len(rest))
        self.put((*rest[:place], item, *rest[place:]))
        self._tiles[item.sha256].setFocus()
        self.changed.emit()


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # pyright: ignore[reportArgumentType, reportCallIssue] - the stub wants bytes, Qt takes text
    return bytes(buffer.data().data())
