"""资料: work rules, experience and notes on costs in the page 名册与字典."""

from collections.abc import Mapping
from datetime import date

from baixing_desktop.changes import Changes
from baixing_desktop.domain.kinds import NoteKind
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.organisation import ShelfNote
from baixing_desktop.usecases import shelf
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.permissions import may
from ui.asking import Answers, Ask
from ui.records import Manner, RecordsPanel
from ui.shell.page import Page
from ui.widgets.paged import Column
from ui.widgets.states import EmptyState

_ALL = "all"
_KINDS = tuple((kind.value, label(kind)) for kind in NoteKind)


class ShelfPresenter:
    """Touches the store; call what reads and writes in the background."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.keeps = may(desk, "shelf.save_note")

    def notes(self) -> tuple[ShelfNote, ...]:
        """All of them."""
        return shelf.notes(self._desk)

    @staticmethod
    def on_shelf(one: ShelfNote, wanted: str) -> bool:
        """Whether it is of this kind."""
        return wanted in (_ALL, one.kind.value)

    @staticmethod
    def text(one: ShelfNote) -> str:
        """What is searched."""
        return f"{label(one.kind)} {one.title} {one.on.isoformat()} {one.text}"

    @staticmethod
    def story(one: ShelfNote) -> str:
        """Kind, day and amount in words."""
        cost = shelf.form_of(one).amount
        return f"{label(one.kind)}，{one.on.year}年{one.on.month}月{one.on.day}日" + (
            f"，{cost} 元。" if cost else "。"
        )

    def asks(self) -> tuple[Ask, ...]:
        """The fields of a note."""
        return (
            Ask("title", "标题", needed=True, hint="例如：线索整理工作制度"),
            Ask("kind", "类别", NoteKind.WORK_RULE.value, _KINDS, needed=True),
            Ask("on", "日期", day=self._desk.today()),
            Ask("text", "内容", long=True, hint="可以粘贴全文"),
            Ask("amount", "金额（元）", hint="只有经费后勤填写，例如：1200.50"),
        )

    def answers(self, one: ShelfNote | None) -> Mapping[str, str]:
        """A note as the form shows it."""
        form = shelf.form_of(one) if one else shelf.NoteForm(NoteKind.WORK_RULE, "", self._desk.today())
        return {
            "title": form.title,
            "kind": form.kind.value,
            "on": form.on.isoformat(),
            "text": form.text,
            "amount": form.amount,
        }

    def save(self, got: Answers, known: ShelfNote | None) -> tuple[ShelfNote, Changes]:
        """登记资料."""
        day = date.fromisoformat(got["on"])
        form = shelf.NoteForm(NoteKind(got["kind"]), got["title"], day, got["text"], got["amount"])
        return shelf.save_note(self._desk, form, known)

    def remove(self, one: ShelfNote) -> tuple[ShelfNote, Changes]:
        """删除资料."""
        return shelf.remove_note(self._desk, one)

    def restore(self, one: ShelfNote) -> tuple[object, Changes]:
        """On the shelf again."""
        return shelf.put_back_note(self._desk, one)


def shelf_panel(page: Page) -> RecordsPanel[ShelfNote]:
    """What stands on the shelf, by kind."""
    presenter = ShelfPresenter(page.context.desk)
    manner = Manner[ShelfNote](
        thing="资料", name="资料", new="增加资料",
        columns=(
            Column[ShelfNote]("标题", lambda one: one.title, second=lambda one: label(one.kind)),
            Column[ShelfNote]("类别", lambda one: label(one.kind), 5),
            Column[ShelfNote]("日期", lambda one: one.on.isoformat(), 6, lambda _one: "soft"),
        ),
        read=presenter.notes, key=lambda one: one.id, text=presenter.text, words=lambda one: one.title,
        story=presenter.story, shelves=((_ALL, "全部"), *_KINDS), on_shelf=presenter.on_shelf, asks=presenter.asks,
        answers=presenter.answers, save=presenter.save, remove=presenter.remove, restore=presenter.restore,
        may_write=presenter.keeps,
    )  # fmt: skip
    hint = "工作制度、经验做法、经费后勤的记录放在这里，可以按类别看、按几个字查找。"
    return RecordsPanel[ShelfNote](page, manner, EmptyState(page.context.style, "file-text", "还没有资料", hint))
