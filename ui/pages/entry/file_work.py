"""Keeping, drawing and turning attached files, in the background."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from baixing_desktop.domain.clue import Attachment
from baixing_desktop.errors import UserError
from baixing_desktop.usecases.drafting import require_room
from ui.context import Context
from ui.jobs import Lane
from ui.pages.entry.attachments import AttachmentBox, Reader
from ui.pages.entry.presenter import EntryPresenter
from ui.pages.entry.scans import ScanOffers
from ui.widgets.file_tile import PICTURE


class FileWork(QObject):
    """Does what the box of one clue asks for."""

    def __init__(
        self, context: Context, presenter: EntryPresenter, box: AttachmentBox, failed: Callable[[UserError], None]
    ) -> None:
        super().__init__(box)
        self._jobs, self._presenter, self._box, self._failed = context.jobs, presenter, box, failed
        box.brought.connect(self._bring)
        box.looked.connect(self._look)
        box.turn.connect(self._turn)
        box.offer(ScanOffers(context, self._bring, box.isVisible))

    def _bring(self, reader: Reader) -> None:
        self._jobs.run(self, lambda: self._presenter.attach(*reader()), self._add, self._failed)

    def _add(self, item: Attachment) -> None:
        """List it, or say why there is no room for it."""
        known = [one for one in self._box.items if one.sha256 != item.sha256]
        try:
            require_room((*known, item))
        except UserError as error:
            self._failed(error)
            return
        self._box.add(item)

    def _look(self, item: Attachment) -> None:
        pixels = round(PICTURE * self._box.devicePixelRatioF())

        def drawn(png: bytes | None) -> None:
            self._box.show_picture(item, png)

        self._jobs.run(self, lambda: self._presenter.thumbnail(item, pixels), drawn, self._failed, lane=Lane.PAPER)

    def _turn(self, item: Attachment) -> None:
        def turned(new: Attachment) -> None:
            self._box.exchange(item, new)

        self._jobs.run(self, lambda: self._presenter.turn(item), turned, self._failed)
