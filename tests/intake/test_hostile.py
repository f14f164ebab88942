"""Broken, foreign and hostile files give a message; no file gives anything else."""

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baixing_desktop.errors import InputError
from baixing_desktop.intake import FileKind, Limits, read_table

RawBook = Callable[..., Path]


def refused(path: Path, limits: Limits | None = None) -> InputError:
    """The error that the importer gives for this file."""
    with pytest.raises(InputError) as caught:
        read_table(path, limits=limits)
    return caught.value


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    assert refused(tmp_path / "没有.csv").code == "FILE_MISSING"
    assert refused(tmp_path).code == "FILE_UNREADABLE"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.csv")
    assert "不是一个普通文件" in str(refused(tmp_path / "管道.csv"))


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "线索.csv"
    path.write_text("标题\n", encoding="utf-8")

    def forbidden(*_: object, **__: object) -> io.BytesIO:
        raise PermissionError(13, "forbidden")

    monkeypatch.setattr(Path, "open", forbidden)
    assert "没有读取的权限" in str(refused(path))


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n1 0 obj\n",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"\xff\xd8\xff\xe0\0\x10JFIF",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        b"  <html><table><tr><td>1</td></tr></table></html>",
        b'<?xml version="1.0"?><Workbook/>',
        b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0",
        bytes(range(1, 32)) * 100,
    ],
)
@pytest.mark.parametrize("suffix", ["csv", "xlsx", "jsonl"])
def test_other_kinds_are_refused_whatever_their_name(tmp_path: Path, data: bytes, suffix: str) -> None:
    path = tmp_path / f"线索.{suffix}"
    path.write_bytes(data)
    error = refused(path)
    assert error.code == "FILE_KIND"
    assert "xlsx" in str(error)


def test_a_password_is_named_as_the_reason(tmp_path: Path) -> None:
    path = tmp_path / "加密.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"))
    assert "打开密码" in str(refused(path))


def test_text_in_no_known_encoding(tmp_path: Path) -> None:
    path = tmp_path / "线索.csv"
    path.write_bytes(b"\x80\xff\xfe\x80 " * 100)
    assert "认不出文字编码" in str(refused(path))


def test_zip_files_that_are_no_workbooks(tmp_path: Path) -> None:
    path = tmp_path / "线索.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("说明.txt", "你好")
    assert refused(path).code == "FILE_KIND"
    path.write_bytes(b"PK\x05\x06" + b"\0" * 18)
    assert refused(path).code == "FILE_KIND"


def test_bombs_are_refused_before_they_unpack(tmp_path: Path) -> None:
    path = tmp_path / "线索.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (20 * 2**20))
    assert "解压后为原来的 200 倍" in str(refused(path))
    assert "解压后 10 兆字节" in str(refused(path, Limits(unpacked_bytes=10 * 2**20)))
    assert refused(path).code == "FILE_TOO_LARGE"


def test_a_part_that_lies_about_its_size_is_damaged(raw_book: RawBook) -> None:
    path = raw_book("<row/>" * 10_000)
    with zipfile.ZipFile(path) as archive:
        true = archive.getinfo("xl/worksheets/sheet1.xml").file_size.to_bytes(4, "little")
    data = path.read_bytes()
    assert data.count(true) == 2
    path.write_bytes(data.replace(true, (100).to_bytes(4, "little")))
    assert refused(path).code == "FILE_UNREADABLE"


def test_compression_that_xlsx_does_not_use(tmp_path: Path) -> None:
    path = tmp_path / "线索.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("_rels/.rels", "<Relationships/>")
    assert "压缩方式" in str(refused(path))


def test_entities_that_grow_are_not_expanded(raw_book: RawBook) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "哈"}">' for n in range(9))
    sheet = (
        f"<!DOCTYPE worksheet [{laughs}]><worksheet><sheetData><row><c><v>&l8;</v></c></row></sheetData></worksheet>"
    )
    assert "已损坏" in str(refused(raw_book("", parts={"xl/worksheets/sheet1.xml": sheet})))


def test_a_tag_without_end_is_given_up(raw_book: RawBook) -> None:
    sheet = f'<worksheet a="{os.urandom(2 * 2**20).hex()}"/>'
    assert "已损坏" in str(refused(raw_book("", parts={"xl/worksheets/sheet1.xml": sheet})))


def test_a_million_blank_rows_are_passed_over(raw_book: RawBook) -> None:
    header = '<row><c t="str"><v>标题</v></c></row>'
    blank = Limits(unpacked_ratio=10_000)
    table = read_table(raw_book(header + "<row/>" * 300_000 + "<row><c><v>1</v></c></row>"), limits=blank)
    assert [row.number for row in table.rows] == [300_002]


def workbook_bytes() -> bytes:
    """A small real workbook."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["标题", "情况分析"])
    for number in range(20):
        sheet.append([f"第{number}条", "路灯坏了"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


WORKBOOK = workbook_bytes()
HARMLESS = settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def reads_or_says(path: Path) -> None:
    """The file gives a table, or an error of the catalogue that names it."""
    try:
        table = read_table(path)
    except InputError as error:
        assert path.name in str(error)  # noqa: PT017  # both ends are right; only a third one would be wrong
    else:
        assert all(len(row.cells) == len(table.columns) for row in table.rows)


@HARMLESS
@given(
    changes=st.lists(st.tuples(st.integers(0, len(WORKBOOK) - 1), st.integers(0, 255)), min_size=1, max_size=12),
    cut=st.one_of(st.none(), st.integers(4, len(WORKBOOK))),
)
def test_damaged_workbooks(tmp_path: Path, changes: list[tuple[int, int]], cut: int | None) -> None:
    data = bytearray(WORKBOOK)
    for at, value in changes:
        data[at] = value
    path = tmp_path / "线索.xlsx"
    path.write_bytes(data[:cut])
    reads_or_says(path)


@HARMLESS
@given(part=st.sampled_from(["sheet", "strings", "styles", "book"]), text=st.text(max_size=200), at=st.integers(0, 400))
def test_damaged_parts(raw_book: RawBook, part: str, text: str, at: int) -> None:
    names = {
        "sheet": "xl/worksheets/sheet1.xml",
        "strings": "xl/sharedStrings.xml",
        "styles": "xl/styles.xml",
        "book": "xl/workbook.xml",
    }
    whole = {
        "book": '<workbook xmlns:r="urn:x"><sheets><sheet name="一" state="hidden" r:id="r1"/></sheets></workbook>',
        "sheet": (
            '<worksheet><sheetData><row r="1" spans="1:2"><c r="A1" s="1" t="s"><v>0</v></c></row></sheetData>'
            '<mergeCells><mergeCell ref="A1:B9"/></mergeCells></worksheet>'
        ),
        "styles": (
            '<styleSheet><numFmts><numFmt numFmtId="176" formatCode="yyyy"/></numFmts>'
            '<cellXfs><xf numFmtId="176"/></cellXfs></styleSheet>'
        ),
        "strings": "<sst><si><t>标题</t></si></sst>",
    }[part]
    broken = whole[:at] + text + whole[at + len(text) :]
    reads_or_says(raw_book("", parts={names[part]: broken.encode("utf-8", "replace").decode()}))


@HARMLESS
@given(data=st.binary(max_size=500), suffix=st.sampled_from(["csv", "xlsx", "json", "jsonl", "txt", ""]))
def test_any_bytes(tmp_path: Path, data: bytes, suffix: str) -> None:
    path = tmp_path / f"线索.{suffix}"
    path.write_bytes(data)
    reads_or_says(path)


@HARMLESS
@given(text=st.text(st.sampled_from('标题内容电话,;\t|"\r\n{}[]:01.\\e\0\x0b\ufeff\u2028𠮷'), max_size=120))
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
def test_any_punctuation(tmp_path: Path, encoding: str, text: str) -> None:
    path = tmp_path / "线索.txt"
    path.write_bytes(text.encode(encoding))
    reads_or_says(path)


def test_pictures_under_false_names(shared: Path, tmp_path: Path) -> None:
    pictures = [*(shared / "files/pngsuite").iterdir(), *(shared / "files/exif_orientation").iterdir()]
    assert len(pictures) > 100
    for suffix in ("xlsx", "csv"):
        path = tmp_path / f"图.{suffix}"
        for picture in pictures:
            path.write_bytes(picture.read_bytes())
            assert refused(path).code == "FILE_KIND", picture.name


def test_pdf_files_under_false_names(shared: Path, tmp_path: Path) -> None:
    path = tmp_path / "文件.csv"
    for paper in (shared / "files/pdf").iterdir():
        path.write_bytes(paper.read_bytes())
        assert refused(path).code == "FILE_KIND", paper.name


def test_odd_office_files_under_any_name(shared: Path, tmp_path: Path) -> None:
    files = list((shared / "files/office_odd").iterdir())
    assert files
    for file in files:
        for suffix in (file.suffix, ".csv", ".jsonl"):
            path = tmp_path / f"表{suffix}"
            path.write_bytes(file.read_bytes())
            if file.suffix == ".docx":
                assert refused(path).code == "FILE_KIND", file.name
            else:
                wanted = FileKind.XLS if file.suffix == ".xls" else FileKind.XLSX
                assert read_table(path).facts.kind is wanted, file.name


@pytest.mark.parametrize(
    ("name", "columns", "first"),
    [
        ("SimpleStrict.xlsx", ("test", "", "1"), ("test 2", "", "2")),
        (
            "InlineStrings.xlsx",
            ("Numbers", "Strings", "Inline Strings", "Formulas"),
            ("12", "A", "1st Inline String", "12"),
        ),
        (
            "xlsx-jdbc.xlsx",
            ("Column_1", "Column_2_Extended", "Column_3"),
            ("A Very large string in column 1 " + "A" * 21, "foo", "bar"),
        ),
    ],
)
def test_odd_office_files_are_read_right(
    shared: Path, name: str, columns: tuple[str, ...], first: tuple[str, ...]
) -> None:
    table = read_table(shared / "files/office_odd" / name)
    assert (table.columns, table.rows[0].cells) == (columns, first)
