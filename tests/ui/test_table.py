"""Long lists: pages come when they are looked at, and memory stays small."""

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication

from ui.style import Style
from ui.widgets.paged import PAGE, Column, PagedModel
from ui.widgets.table import Table

COLUMNS = (Column[int]("数", str, 4), Column[int]("平方", lambda n: str(n * n)))


class Source:
    """Answers at once, and remembers what it was asked for."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.asked: list[int] = []
        self.model = PagedModel[int](COLUMNS, self.fetch)
        self.model.reset(total, range(min(PAGE, total)))

    def fetch(self, offset: int, limit: int) -> None:
        self.asked.append(offset)
        self.model.fill(offset, range(offset, min(offset + limit, self.total)))


def test_only_pages_looked_at_are_fetched() -> None:
    source = Source(100_000)
    assert source.model.rowCount() == 100_000
    assert source.asked == []
    assert source.model.line(5) == 5
    assert source.asked == []
    middle = PAGE * 700 + PAGE // 2
    assert source.model.line(middle) is None
    assert source.model.line(middle) == middle
    assert source.asked == [PAGE * 700]


def test_who_goes_on_finds_the_next_lines_there_and_nothing_is_painted_for_them() -> None:
    source, painted = Source(PAGE * 10), list[int]()

    def note(first: QModelIndex) -> None:
        painted.append(first.row())

    source.model.dataChanged.connect(note)
    source.model.line(PAGE - 1)
    assert source.asked == [PAGE]
    assert painted == []
    assert source.model.line(PAGE) == PAGE
    assert source.model.line(PAGE * 5) is None
    assert painted == [PAGE * 5]
    source.model.line(PAGE * 5)
    source.model.line(PAGE * 10 - 1)
    source.model.line(PAGE * 10 - 1)
    assert source.asked == [PAGE, PAGE * 5, PAGE * 4, PAGE * 9]


def test_a_page_is_asked_for_once_while_it_is_on_the_way() -> None:
    asked: list[int] = []
    model = PagedModel[int](COLUMNS, lambda offset, _limit: asked.append(offset))
    model.reset(1000, range(PAGE))
    for _ in range(10):
        assert model.line(PAGE + 1) is None
        assert model.data(model.index(PAGE + 1, 0)) == "…"
    assert asked == [PAGE]


def test_memory_stays_small_however_far_one_scrolls() -> None:
    source = Source(1_000_000)
    for row in range(0, 1_000_000, PAGE * 10):
        source.model.line(row)
    assert source.model.pages <= 24


def test_a_list_that_is_counted_later_grows_and_keeps_what_is_here(style: Style) -> None:
    source = Source(5000)
    table = Table(style, "数", source.model)
    table.choose(3)
    source.total = 100_000
    source.model.grow(source.total)
    assert source.model.rowCount() == 100_000
    assert table.currentIndex().row() == 3
    assert source.model.line(99_999) is None
    assert source.model.line(99_999) == 99_999
    source.model.grow(4999)
    assert source.model.rowCount() == 4999
    assert source.model.line(5) == 5


def test_the_first_page_is_fetched_again_after_a_long_way() -> None:
    source = Source(1_000_000)
    for row in range(0, 1_000_000, PAGE * 10):
        source.model.line(row)
    assert source.model.line(0) is None
    assert source.model.line(0) == 0


def test_a_list_given_whole_is_whole() -> None:
    model = PagedModel[int](COLUMNS, lambda _offset, _limit: None)
    model.reset(3 * PAGE + 5, range(3 * PAGE + 5))
    assert [model.line(row) for row in range(model.rowCount())] == list(range(model.rowCount()))


def test_words_and_heads() -> None:
    source = Source(3)
    assert [source.model.data(source.model.index(2, c)) for c in (0, 1)] == ["2", "4"]
    assert source.model.headerData(1, Qt.Orientation.Horizontal) == "平方"
    assert source.model.data(source.model.index(2, 0), Qt.ItemDataRole.DecorationRole) is None


@pytest.mark.parametrize("total", [0, 1, 10_000])
def test_the_table_draws_and_moves(app: QApplication, style: Style, total: int) -> None:
    source = Source(total)
    table = Table(style, "数", source.model)
    chosen: list[int] = []
    table.chosen.connect(chosen.append)
    table.resize(400, 600)
    table.show()
    table.step(1)
    table.step(1)
    table.step(-5)
    table.step(10**6)
    table.grab()
    expected = {0: [], 1: [0], 10_000: [0, 1, 0, 9_999]}[total]
    assert chosen == expected
    table.close()
