"""The list in sight kept as a workbook, on whichever page it stands."""

from typing import Any, cast

from PySide6.QtWidgets import QApplication

from baixing_desktop.domain.people import Confirmation
from baixing_desktop.usecases.papers.making import MadePaper
from baixing_desktop.usecases.permissions import may
from baixing_desktop.usecases.shown_lists import ShownList, list_file
from ui.confirming import or_second
from ui.context import Context
from ui.jobs import Lane
from ui.keeping import keep_as_file
from ui.shell.page import Command, Page
from ui.shell.window import Window
from ui.widgets.paged import PagedModel
from ui.widgets.table import Table

TOO_LONG = "这个列表太长，只读了一部分。请到“线索”页筛选后导出 Excel。"
NO_LIST = "这一页没有可以导出的列表，或者列表是空的。"


def list_commands(window: Window, context: Context) -> tuple[Command, ...]:
    """The command of the menu, for those who may take lists out."""
    if not may(context.desk, "shown_lists.list_file"):
        return ()
    return (Command("列表存为 Excel", "F12", "文件", lambda: _keep(window)),)


def _keep(window: Window) -> None:
    page = window.page
    table = _in_sight(page) if page is not None else None
    if page is None or table is None:
        window.notice(NO_LIST)
        return
    rows = _rows(table)
    if rows is None:
        window.notice(TOO_LONG)
        return
    model = cast("PagedModel[Any]", table.model())
    heads = tuple(column.title for column in model.columns)
    _make(page, ShownList(page.name, f"{page.title}·{table.accessibleName()}", heads, rows))


def _make(page: Page, shown: ShownList, second: Confirmation | None = None) -> None:
    context = page.context

    def made(paper: MadePaper) -> None:
        keep_as_file(page, paper.data, paper.file_name, "Excel 文件 (*.xlsx)", context.frame.notice)

    failed = or_second(page, lambda given: _make(page, shown, given), page.failed, lambda: None)
    context.jobs.run(page, lambda: list_file(context.desk, shown, second=second), made, failed, lane=Lane.PAPER)


def _in_sight(page: Page) -> Table | None:
    """The list that has the focus, or else the first one with lines that can be seen."""
    tables = cast("list[Table]", page.findChildren(Table))  # pyright: ignore[reportUnknownMemberType] - open type
    seen = [each for each in tables if each.isVisible() and each.model().rowCount()]
    return next((each for each in seen if each is QApplication.focusWidget()), seen[0] if seen else None)


def _rows(table: Table) -> tuple[tuple[str, ...], ...] | None:
    """The words of every line; None where some are not here."""
    model = cast("PagedModel[Any]", table.model())
    lines = model.whole
    return None if lines is None else tuple(tuple(column.words(one) for column in model.columns) for one in lines)
