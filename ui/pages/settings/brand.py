"""品牌标志: the picture that an office puts on its own publications, chosen, looked at and taken off."""

import re
from codecs import BOM_UTF8
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QColorConstants, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QFrame

from baixing_desktop.changes import Changes
from baixing_desktop.domain.units import Face
from baixing_desktop.errors import InputError
from baixing_desktop.files import read_file
from baixing_desktop.usecases.brand import FILE_LIMIT, brand, choose_brand, put_back_brand
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.permissions import may
from ui.choosing import choose_file
from ui.shell.page import Page
from ui.text import plain
from ui.widgets.buttons import button, rename
from ui.widgets.layouts import column, row

_KINDS = "图片 (*.png *.jpg *.jpeg *.svg)"
_NONE = "没有设，纸上不印标志。"
_NOTE = (
    "印在线索汇编的封面、工作简报、典型案例和采用反馈单上。附件3、转送函等公文和各种台账不印；只在区办公室用，不下发工作室。"
    "请选底色透明或白色的图片，短边不小于 64 个像素。"
)
_SHOWN, _EDGE = QSize(240, 72), 8
_DRAWN = 1000
"""Pixels of the longer side of a drawing in lines."""
_STRANGE = re.compile(
    rb"<!DOCTYPE|<!ENTITY|<script|<image|<foreignObject|@import"
    rb"|url\(\s*['\"]?\s*[^#'\"\s]|href\s*=\s*['\"]\s*[^#'\"\s]",
    re.IGNORECASE,
)
"""What a drawing of a mark has no use for, and by which it could reach for other files."""
_OTHER_CODE = re.compile(rb"\A\s*<\?xml[^>]*\sencoding\s*=\s*['\"](?!utf-8['\"])", re.IGNORECASE)


class BrandPresenter:
    """Touches the store; call it in the background, but for what is known at once."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.shown = desk.face is Face.OFFICE and may(desk, "brand.choose_brand")

    def brand(self) -> bytes:
        """The mark now."""
        return brand(self._desk)

    def choose(self, path: Path) -> tuple[bytes, Changes]:
        """The picture in this file; gives the mark before it."""
        data = read_file(path, FILE_LIMIT)
        if path.suffix.lower() == ".svg":
            data = drawn(path.name, data)
        return choose_brand(self._desk, path.name, data)

    def put_back(self, before: bytes) -> tuple[bytes, Changes]:
        """The mark before, or none."""
        return put_back_brand(self._desk, before)


def drawn(name: str, data: bytes) -> bytes:
    """A drawing in lines (SVG) as PNG.

    Raises:
        InputError: ``FILE_UNREADABLE``: it is none, it is packed or not in UTF-8, or it names other files.
    """
    # Qt unpacks and decodes more than this search would see through.
    if b"\0" in data or not _is_utf8(data) or _OTHER_CODE.match(data.removeprefix(BOM_UTF8)):
        raise InputError("FILE_UNREADABLE", name=name, reason="svg 图形压缩过，或不是 UTF-8 编码，请另存为 png")
    if _STRANGE.search(data):
        raise InputError("FILE_UNREADABLE", name=name, reason="图形里引用了别的文件或含有程序，请另存为 png")
    renderer = QSvgRenderer(QByteArray(data))
    size = renderer.defaultSize()
    if not renderer.isValid() or size.isEmpty():
        raise InputError("FILE_UNREADABLE", name=name, reason="不是完好的 svg 图形")
    image = QImage(size.scaled(_DRAWN, _DRAWN, Qt.AspectRatioMode.KeepAspectRatio), QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # pyright: ignore[reportCallIssue, reportArgumentType] - the stubs know bytes only
    return bytes(buffer.data().data())


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


class BrandCard(QFrame):
    """There in an office, for those who may choose the mark."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self._page, self._presenter = page, BrandPresenter(page.context.desk)
        if self._presenter.shown:
            self._build()
        else:
            self.hide()

    def _build(self) -> None:
        style = self._page.context.style
        self._words, self._picture = plain(_NONE, wrap=True), plain()
        self._picture.setAccessibleName("品牌标志的样子")
        self._picture.setTextFormat(Qt.TextFormat.PlainText)
        self._choose = button(style, "选标志图片", self._ask, icon="folder-open")
        self._off = button(style, "取下标志", lambda: self.put_back(b""), kind="quiet")
        buttons = row(self._choose, self._off, None, gap=2)
        column(
            plain("品牌标志", "heading"), self._words, row(self._picture, None), buttons,
            plain(_NOTE, "small", wrap=True), gap=2, margin=4, parent=self,
        )  # fmt: skip

    def refresh(self) -> None:
        """Read again."""
        if self._presenter.shown:
            self._page.ask(self._presenter.brand, self._show)

    def choose(self, path: str) -> None:
        """The picture in this file from now on."""
        self._page.act(lambda: self._presenter.choose(Path(path)), self._changed)

    def put_back(self, before: bytes) -> None:
        """This mark again; none if it is empty."""
        self._page.act(lambda: self._presenter.put_back(before), self._changed)

    def _ask(self) -> None:
        choose_file(self._page, "选标志图片", self._page.context.preferences.folder, _KINDS, self.choose)

    def _changed(self, before: bytes) -> None:
        words = "品牌标志已更改，下一份汇编、简报、案例和反馈单起生效。"
        self._page.context.frame.notice(words, lambda: self.put_back(before))

    def _show(self, png: bytes) -> None:
        self._words.setText("现在的标志：" if png else _NONE)
        self._off.setVisible(bool(png))
        self._picture.setVisible(bool(png))
        rename(self._choose, "换一张图片" if png else "选标志图片", "")
        if png:
            self._picture.setPixmap(_on_paper(QImage.fromData(QByteArray(png))))


def _on_paper(mark: QImage) -> QPixmap:
    """A mark is made for white paper, in whatever colours the window is."""
    mode = Qt.TransformationMode.SmoothTransformation
    small = mark.scaled(_SHOWN, Qt.AspectRatioMode.KeepAspectRatio, mode)
    paper = QPixmap(small.size() + QSize(2 * _EDGE, 2 * _EDGE))
    paper.fill(QColorConstants.White)  # no token: paper is white whatever the window looks like
    painter = QPainter(paper)
    painter.drawImage(_EDGE, _EDGE, small)
    painter.end()
    return paper
