"""收件: batches that arrived, workstations that may report, and the two ways in."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from baixing_desktop.changes import Kind
from baixing_desktop.errors import UserError
from baixing_desktop.usecases.arrivals import ArrivedItem
from sync import FileAnswered, FileReceived, IssuedTicket
from ui.asking import Ask, AskDialog
from ui.choosing import choose_file
from ui.context import Context
from ui.pages.inbox.arrivals import ArrivalsCard
from ui.pages.inbox.folder_card import FolderCard
from ui.pages.inbox.items import BatchItems
from ui.pages.inbox.presenter import ArrivalLine, DeviceLine, InboxPresenter, InboxView
from ui.pages.inbox.revisions import Decision, RevisionsCard
from ui.pages.inbox.service_card import ServiceCard
from ui.receiving import Receiving
from ui.serving import Serving
from ui.shell.page import Command, Everywhere, Page
from ui.text import plain
from ui.widgets.buttons import button
from ui.widgets.columns import Columns
from ui.widgets.fields import Finder, TextArea, TextLine
from ui.widgets.form import Form
from ui.widgets.layouts import Scrolled, card, clear, column, line, row, stacked
from ui.widgets.states import Remark, heading


class InboxPage(Page):
    """How clues come to the office."""

    name = "inbox"
    title = "收件"
    icon = "inbox"
    everywhere = (Everywhere("接收批次文件", "Ctrl+O", "办理", "choose"),)
    concerns = frozenset({Kind.BATCH, Kind.DEVICE, Kind.CLUE, Kind.SETTING, Kind.IMPORT})

    def __init__(self, context: Context, receiving: Receiving, serving: Serving) -> None:
        super().__init__(context)
        self._presenter = InboxPresenter(context.desk)
        self._folder = FolderCard(context, receiving)
        self._service = ServiceCard(context.style, serving)
        self._service.started.connect(self._use_address)
        self._build()
        self._use_address(self._service.address)

    @property
    def commands(self) -> tuple[Command, ...]:
        """Files, tickets, the service."""
        return (
            Command("看这条线索", "Ctrl+E", "线索", self._items.look),
            Command("开登记凭据", "Ctrl+T", "办理", self._issue),
            Command("答复登记申请", "", "办理", self._choose_request),
            Command("复制登记凭据", "Ctrl+Shift+C", "办理", self._copy),
            Command("启动接收服务", "", "办理", self._service.start),
            Command("停止接收服务", "", "办理", self._service.stop),
        )

    def arrive(self, target: str) -> None:
        """Receiving a file is the most likely wish; with one as the ``target`` it is done at once."""
        if target:
            self.escape()
        (self._receive if self._whole.currentIndex() == 0 else self._items).setFocus()
        if target.lower().endswith(".bxp"):
            self.receive(target)

    def refresh(self) -> None:
        """Read again what arrived."""
        self.ask(self._presenter.view, self._show)

    # -- building

    def _build(self) -> None:
        style = self.context.style
        self._receive = button(style, "接收批次文件", self.choose, kind="primary", icon="folder-open", keys="Ctrl+O")
        self._done = Remark(style, "ok")
        self._arrivals, self._devices = ArrivalsCard(style, self._receive), QVBoxLayout()
        self._arrivals.batch.connect(self._look)
        self._arrivals.table.connect(partial(self.context.frame.go, "importing"))
        stations = card()
        column(plain("已登记的工作站", "heading"), self._devices, gap=3, margin=4, parent=stations)
        self._revisions = RevisionsCard(style, self.context.desk)
        self._revisions.decided.connect(self._decide)
        left = column(self._arrivals, stations, None, gap=4)
        right = column(self._folder, self._service, self._ticket_card(), None, gap=4)
        columns = Columns(style, [(left, 3), (right, 2)], 56)
        holder = QWidget()
        head = heading("收件", self._receive)
        column(head, self._done, self._revisions, columns, None, gap=4, margin=5, parent=holder)
        self._items = BatchItems(self.context, self.escape)
        self._whole = stacked(Scrolled(holder), self._items)
        column(self._whole, gap=0, parent=self)

    def _ticket_card(self) -> QFrame:
        style = self.context.style
        frame = card()
        self._unit = Finder("单位", hint="输入街道名，例如 沙园")
        self._unit.follow(self._presenter.units)
        self._address = TextLine("接收地址", hint="例如 192.168.1.10:8443")
        form = Form(stacked=True)
        self._unit_field = form.add("给哪个单位", self._unit, needed=True)
        self._address_field = form.add("接收服务的地址", self._address, needed=True)
        self._issue_button = button(style, "开登记凭据", self._issue, icon="file-plus", keys="Ctrl+T")
        answer = button(style, "答复登记申请", self._choose_request, icon="usb")
        self._ticket = TextArea("登记凭据", least=3, most=6)
        self._ticket.setReadOnly(True)
        self._ticket_note = plain("", "soft", wrap=True)
        self._copy_button = button(style, "复制", self._copy, kind="quiet", icon="save", keys="Ctrl+Shift+C")
        self._issued = card("info")
        column(
            plain("登记凭据", "strong"), self._ticket, self._ticket_note, row(self._copy_button, None),
            gap=2, margin=3, parent=self._issued,
        )  # fmt: skip
        self._issued.hide()
        column(
            plain("登记一台工作站", "heading"),
            plain("开一张凭据交给工作室，在它的“报送”页粘贴。登记后请打电话核对六位比对码。", "soft", wrap=True),
            form,
            row(answer, None, self._issue_button),
            self._issued,
            gap=3,
            margin=4,
            parent=frame,
        )
        return frame

    # -- showing

    def _show(self, view: InboxView) -> None:
        self._arrivals.put(view.arrivals, view.today)
        self._show_devices(view.devices)
        self._revisions.put(view.revisions)
        self._folder.put(view.folders)

    def _decide(self, act: Decision, said: str) -> None:
        self.act(act, lambda _clue: self._done.say(said))

    def _look(self, each: ArrivalLine) -> None:
        def show(items: tuple[ArrivedItem, ...]) -> None:
            self._whole.setCurrentIndex(1)
            self._items.put(each.head, items)

        self.ask(lambda: self._presenter.items(each.batch), show)

    def escape(self) -> bool:
        """From the items of a batch back to the batches."""
        was = self._whole.currentIndex()
        self._whole.setCurrentIndex(0)
        if was:
            self._receive.setFocus()
        return bool(was)

    def _show_devices(self, lines: Sequence[DeviceLine]) -> None:
        clear(self._devices)
        for number, each in enumerate(lines):
            if number:
                self._devices.addWidget(line())
            words = column(plain(f"{each.unit}　{each.code}"), plain(each.contact, "small"), gap=0)
            digits = column(plain("比对码", "small"), plain(each.comparison, "strong"), gap=0)
            whole = row(words, None, digits, gap=4)
            self._devices.addLayout(whole)
        if not lines:
            self._devices.addWidget(plain("还没有登记工作站。", "soft"))

    # -- receiving files

    def choose(self) -> None:
        """Ask which batch file to take in."""
        choose_file(self, "接收批次文件", self.context.preferences.folder, "批次文件 (*.bxp)", self.receive)

    def receive(self, path: str) -> None:
        """Take in the batch file at ``path``."""

        def received(result: FileReceived) -> None:
            self._done.say(self._presenter.received_sentence(result))
            self.context.hub.announce(result.changes)

        self.ask(lambda: self._presenter.receive(path), received)

    # -- tickets

    def _use_address(self, address: str) -> None:
        self._address.setText(address)

    def _issue(self) -> None:
        unit, address = self._unit.code, self._address.text().strip()
        self._unit_field.wrong("" if unit else "请选一个单位。")
        self._address_field.wrong("" if address else "请写接收服务的地址；启动接收服务后会自动填上。")
        if unit and address:
            self.ask(lambda: self._presenter.ticket(unit, address), self._show_ticket)
        else:
            (self._address if unit else self._unit).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_ticket(self, issued: IssuedTicket) -> None:
        self._ticket.setPlainText(issued.text)
        self._ticket_note.setText(self._presenter.ticket_sentence(issued))
        self._issued.show()
        self._copy_button.setFocus()
        self.context.hub.announce(issued.changes)

    def _choose_request(self) -> None:
        choose_file(self, "答复登记申请", self.context.preferences.folder, "登记申请 (*.bxq)", self.answer)

    def answer(self, path: str) -> None:
        """Enrol the workstation whose request is at ``path``, with the code that its liaison told; the answer file is
        written beside it."""

        def answered(made: FileAnswered) -> None:
            self._done.say(self._presenter.answered_sentence(made))
            self.context.hub.announce(made.changes)

        asks = (
            Ask("code", "登记码", needed=True, hint="工作室在电话里说的"),
            Ask("address", "接收服务的地址", self._address.text(), hint="没有网络就不填"),
        )
        AskDialog.present(
            self,
            "答复登记申请",
            asks,
            "登记并写答复",
            lambda got: self.ask(lambda: self._presenter.answer(path, got["code"], got["address"]), answered),
        )

    def _copy(self) -> None:
        if self._ticket.toPlainText():
            QGuiApplication.clipboard().setText(self._ticket.toPlainText())
            self.context.frame.notice("登记凭据已复制，可以粘贴给工作室。")

    def failed(self, error: UserError) -> None:
        """Say what did not work."""
        self.context.frame.problem(error)
