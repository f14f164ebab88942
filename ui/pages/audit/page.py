"""操作记录: the newest entries, whether the trail is whole, its head to print, its export."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from baixing_desktop.changes import Kind
from baixing_desktop.clock import local
from baixing_desktop.domain.audit import AuditEntry, AuditHead, AuditQuery, AuditVerdict
from baixing_desktop.domain.labels.acts import act_words, object_words
from baixing_desktop.usecases import auditing
from baixing_desktop.usecases.desk import Desk
from ui.choosing import choose_name
from ui.context import Context
from ui.shell.page import Page
from ui.text import selectable
from ui.widgets.buttons import button
from ui.widgets.fields import TextLine
from ui.widgets.layouts import column, row
from ui.widgets.paged import PAGE, Column, PagedModel
from ui.widgets.states import Remark, heading
from ui.widgets.table import Table

_SHOWN = 1000
_COLUMNS: tuple[Column[AuditEntry], ...] = (
    Column("序号", lambda e: str(e.seq), 5),
    Column("时间", lambda e: f"{local(e.at):%m-%d %H:%M:%S}", 9),
    Column("谁", lambda e: e.actor or "—", 6),
    Column("做了什么", act_words, 12, lambda e: "warn" if e.result == "refused" else "text"),
    Column("对象", object_words, 0),
)


@dataclass(frozen=True, slots=True)
class AuditPresenter:
    """Reads the trail; nothing here can change it."""

    desk: Desk

    def found(self, of: str) -> tuple[AuditEntry, ...]:
        """The newest entries, of one object if ``of`` names it."""
        return auditing.trail(self.desk, AuditQuery(object_id=of.strip(), limit=_SHOWN))

    def verify(self, head: str) -> AuditVerdict:
        """Whether the trail is whole, also against an earlier head if one is given."""
        known = auditing.read_head(head, self.desk) if head.strip() else None
        return auditing.verify(self.desk, known)


class AuditPage(Page):
    """For the audit administrator alone."""

    name = "audit"
    title = "操作记录"
    icon = "list"
    concerns = frozenset[Kind]()

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._presenter = AuditPresenter(context.desk)
        self._model: PagedModel[AuditEntry] = PagedModel(_COLUMNS, self._fetch)
        self._entries: tuple[AuditEntry, ...] = ()
        self._of = TextLine("对象标识", hint="只看一个对象：粘贴它的标识，按回车")
        self._of.returnPressed.connect(self.refresh)
        self._head = TextLine("以前的摘要", hint="BXA1-…，从打印的纸上照抄；不填只核对前后是否相连")
        self._verdict = Remark(context.style, "info")
        self._paper = selectable("", "strong")
        self._build()

    def arrive(self, target: str) -> None:
        """Looking something up begins with what it is about."""
        self._of.setFocus()

    def refresh(self) -> None:
        """Read the newest entries."""
        of = self._of.text()
        self.ask(lambda: self._presenter.found(of), self._show)

    def _build(self) -> None:
        style = self.context.style
        holder = QWidget()
        column(
            heading("操作记录", note="只能看、核对和导出，不能修改"),
            row(self._of, button(style, "刷新", self.refresh, icon="refresh-cw"), gap=2),
            Table(style, "操作记录", self._model),
            row(self._head, button(style, "核对", self._verify, kind="primary", icon="check"), gap=2),
            self._verdict,
            self._paper,
            row(
                button(style, "取摘要", self._take_head, icon="stamp"),
                button(style, "导出全部", self._export, icon="save"),
                None,
                gap=2,
            ),
            gap=3,
            margin=5,
            parent=holder,
        )
        column(holder, gap=0, parent=self)

    def _show(self, entries: tuple[AuditEntry, ...]) -> None:
        self._entries = entries
        self._model.reset(len(entries), entries[:PAGE])

    def _fetch(self, offset: int, limit: int) -> None:
        self._model.fill(offset, self._entries[offset : offset + limit])

    def _verify(self) -> None:
        head = self._head.text()
        self.ask(lambda: self._presenter.verify(head), self._say)

    def _say(self, verdict: AuditVerdict) -> None:
        words = f"共 {verdict.count} 条，完整，没有改动。" if verdict.sound else f"不对：{verdict.why}。"
        self._verdict.say(words)

    def _take_head(self) -> None:
        self.ask(lambda: auditing.head(self.context.desk), self._show_head)

    def _show_head(self, head: AuditHead) -> None:
        self._paper.setText(
            f"{local(head.at):%Y-%m-%d %H:%M}　第 {head.seq} 条　{auditing.written(head)}\n"
            "请抄在纸上或打印，由审计管理员保管，以后用它核对。"
        )

    def _export(self) -> None:
        place = Path(self.context.preferences.folder) / "操作记录.jsonl"
        choose_name(self, "导出操作记录", place, "JSON (*.jsonl)", self.export_to)

    def export_to(self, path: str) -> None:
        """Write all of the trail to ``path``."""
        self.context.preferences.folder = str(Path(path).parent)
        self.ask(lambda: auditing.export(self.context.desk, Path(path)), self._exported)

    def _exported(self, head: AuditHead) -> None:
        self.context.frame.notice(f"已导出到第 {head.seq} 条。")
