"""Old xls files: the original layouts of offices, read in a confined child."""

from pathlib import Path

import pytest

from baixing_desktop.errors import InputError
from baixing_desktop.intake import FileKind, read_table
from baixing_desktop.intake import oldbook as old

LEDGER = Path(__file__).with_name("old_ledger.xls")
"""Made once with xlwt: a merged title, a remark, the header in the third row, a merged cell over two rows, a real date
with a Chinese format, a date as text and one as a number, a telephone as a number, a sheet that is hidden."""


def test_an_office_ledger_in_its_original_layout() -> None:
    table = read_table(LEDGER)
    assert table.columns == ("序号", "标题", "情况分析", "具体建议", "来源", "联系人", "联系电话", "登记日期")
    assert (table.facts.kind, table.facts.sheet, table.facts.header_row) == (FileKind.XLS, "线索台账", 3)
    assert table.facts.other_sheets == ("说明",)
    assert [row.number for row in table.rows] == [4, 5, 6]
    first, second, third = (row.cells for row in table.rows)
    assert first[6:] == ("13800000000", "2019-03-05")
    assert second[3] == first[3] == "加装路灯。"
    assert (second[5], second[7], third[7]) == ("梁䶮", "2019.3.6", "43530")


def test_the_name_does_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "台账.csv"
    path.write_bytes(LEDGER.read_bytes())
    assert read_table(path).facts.kind is FileKind.XLS


@pytest.mark.parametrize("keep", [600, 2000, 4000])
def test_a_damaged_file_is_refused(tmp_path: Path, keep: int) -> None:
    path = tmp_path / "坏.xls"
    path.write_bytes(LEDGER.read_bytes()[:keep])
    with pytest.raises(InputError) as refused:
        read_table(path)
    assert refused.value.code in {"FILE_UNREADABLE", "FILE_KIND"}


def test_every_flipped_byte_is_read_or_refused(tmp_path: Path) -> None:
    data, path = bytearray(LEDGER.read_bytes()), tmp_path / "坏.xls"
    for at in range(0, len(data), 613):
        changed = bytearray(data)
        changed[at] ^= 0xFF
        path.write_bytes(changed)
        try:
            read_table(path)
        except InputError as error:
            assert error.code in {"FILE_UNREADABLE", "FILE_KIND", "FILE_TOO_LARGE"}  # noqa: PT017 - both ways are right


def test_a_flood_of_cells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(old, "_MOST_CELLS", 20)
    with pytest.raises(InputError, match="表格过大"):
        read_table(LEDGER)
