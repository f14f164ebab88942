"""The pack for the city CPPCC: letter, its Word edition and the year's table in one file (seed 八(三)2)."""

import io
import zipfile

from baixing_desktop.domain.outputs import CityReport
from baixing_desktop.domain.period import year_period
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.papers import Format, PaperRequest, make_paper, paper_kind
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.work import Work

_DATED = (1980, 1, 1, 0, 0, 0)
"""The earliest day that a ZIP file knows: the same papers make the same file."""


@intention
def city_pack(desk: Desk, report_id: str, work: Work | None = None) -> tuple[str, bytes]:
    """Name and bytes of a plain ZIP file with 报市政协函 (PDF and Word) and 报市情况表 of that year (Excel). Each paper
    stands in the audit trail with its hash, as when it is taken out by itself.

    Raises:
        IllegalActionError: it was not sent yet, so it has no number; ``CLUE_WITHDRAWN``.
        NotFoundError: no such report.
        PaperError: a character without a glyph, or a field too long for its place.
        UserError: ``CANCELLED`` by way of ``work``.
    """
    with desk.store.reading() as tx:
        report = tx.of(CityReport).get(report_id)
    letter, table = paper_kind("city-letter"), paper_kind("city-table")
    year = (report.reported_on or report.started_on).year
    about, of_year = PaperRequest((report.id,)), PaperRequest(period=year_period(year))
    made = (
        make_paper(letter, desk, Format.PDF, about, work),
        make_paper(letter, desk, Format.WORD, about, work),
        make_paper(table, desk, Format.WORKBOOK, of_year, work),
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as pack:
        for paper in made:
            pack.writestr(zipfile.ZipInfo(paper.file_name, _DATED), paper.data)
    return f"报市材料 {report.letter_number}.zip", target.getvalue()
