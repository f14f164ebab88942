"""Files for the importer: real ones from the shared data, and ones made here by an independent writer."""

import os
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

_CHECKOUT = Path(__file__).parents[2]

RawBook = Callable[..., Path]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared test data; it is not part of the repository."""
    folder = Path(os.environ.get("BAIXING_SHARED", _CHECKOUT.parent / "shared")) / "data"
    if not folder.is_dir():
        pytest.skip("the shared test data are not on this machine (BAIXING_SHARED)")
    return folder


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"


def _links(**targets: str) -> str:
    items = "".join(
        f'<Relationship Id="{key}" Type="{_LINKS}/{target.partition("|")[0]}" Target="{target.partition("|")[2]}"/>'
        for key, target in targets.items()
    )
    return f'<Relationships xmlns="{_PACKAGE_LINKS}">{items}</Relationships>'


@pytest.fixture
def raw_book(tmp_path: Path) -> RawBook:
    """Writes an xlsx whose sheet XML is given as text, for what no ordinary writer would produce."""

    def write(data: str, *, after: str = "", number_formats: str = "", parts: Mapping[str, str] | None = None) -> Path:
        path = tmp_path / "raw.xlsx"
        everything = {
            "_rels/.rels": _links(a="officeDocument|xl/workbook.xml"),
            "xl/_rels/workbook.xml.rels": _links(
                r1="worksheet|worksheets/sheet1.xml", r2="styles|styles.xml", r3="sharedStrings|sharedStrings.xml"
            ),
            "xl/workbook.xml": (
                f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>'
                '<sheet name="第一页" sheetId="1" r:id="r1"/></sheets></workbook>'
            ),
            "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><cellXfs>{number_formats}</cellXfs></styleSheet>',
            "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}"/>',
            "xl/worksheets/sheet1.xml": (
                f'<worksheet xmlns="{_MAIN}"><sheetData>{data}</sheetData>{after}</worksheet>'
            ),
        }
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in (everything | dict(parts or {})).items():
                archive.writestr(name, text)
        return path

    return write
