"""What the shared folders of this office bring: there only while one is set."""

from PySide6.QtWidgets import QFrame

from ui.context import Context
from ui.receiving import Receiving
from ui.text import plain, selectable, set_tone
from ui.widgets.buttons import button
from ui.widgets.layouts import column, row


class FolderCard(QFrame):
    """Where batches are taken from, how that goes, and a way to look at once."""

    def __init__(self, context: Context, receiving: Receiving) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self._receiving = receiving
        self._where, self._standing = selectable("", "soft"), plain("", wrap=True)
        self._look = button(context.style, "现在看一次", receiving.look, icon="folder-open")
        column(
            plain("共享文件夹", "heading"), self._where, self._standing, row(self._look, None),
            gap=2, margin=4, parent=self,
        )  # fmt: skip
        receiving.changed.connect(self._tell)
        self.hide()

    def put(self, folders: tuple[str, ...]) -> None:
        """These are set now."""
        self.setVisible(bool(folders))
        self._where.setText("\n".join(folders))
        self._tell()

    def _tell(self) -> None:
        self._standing.setText(self._receiving.standing or "正在看里面有没有批次。")
        set_tone(self._standing, "bad" if self._receiving.away else "soft")
