"""The one list of papers and ledgers: the command line and the window offer what stands here."""

from collections.abc import Mapping
from types import MappingProxyType

from baixing_desktop.domain.units import Face
from baixing_desktop.errors import InputError
from baixing_desktop.usecases.papers import (
    books,
    city,
    clue_lists,
    figures,
    ledgers,
    letters,
    lines,
    oversight,
    programme,
    protection,
    results,
    showcases,
    workroom,
    year,
)
from baixing_desktop.usecases.papers.kinds import Format, Guard, PaperKind, Subject

_PDF = (Format.PDF,)
_PDF_WORD = (Format.PDF, Format.WORD)
_TABLE = (Format.PDF, Format.WORKBOOK)
_BOOK = (Format.PDF, Format.WORD, Format.WORKBOOK)
_BOTH = (Face.WORKROOM, Face.OFFICE)
_WORKROOM = (Face.WORKROOM,)
_ROLL = (Format.WORKBOOK,)

PAPERS: Mapping[str, PaperKind] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            PaperKind("manifest", "批次交接清单", Subject.BATCH, _TABLE, workroom.manifest, _WORKROOM),
            PaperKind("session", "接访记录", Subject.SESSION, _PDF, workroom.session, _BOTH),
            PaperKind("label", "案卷标签", Subject.CLUES, _PDF, workroom.labels, _BOTH),
            PaperKind("answer", "答复告知单", Subject.CASE, _PDF, lines.answer, _BOTH, Guard.PRIVATE),
            PaperKind("thanks", "采用反馈单", Subject.CLUE, _PDF, programme.thanks, guard=Guard.PRIVATE),
            PaperKind("letter", "转送函", Subject.CASE, _PDF_WORD, lines.letter),
            PaperKind("undertaking", "承办单", Subject.CASE, _PDF, lines.undertaking),
            PaperKind("assignment", "交办单", Subject.CASE, _PDF, lines.assignment),
            PaperKind("reminder", "催办单", Subject.CASE, _PDF, lines.reminder),
            PaperKind("opinion", "征询意见表", Subject.CASE, _PDF, lines.opinion),
            PaperKind("supervision", "督办记录表", Subject.CASE, _PDF, oversight.supervision),
            PaperKind("look-back", "回头看记录表", Subject.CASE, _PDF, oversight.look_back),
            PaperKind("consultation", "协商记录表", Subject.CONSULTATION, _PDF, results.consultation),
            PaperKind("city-letter", "报市政协函", Subject.CASE, _PDF_WORD, city.city_letter),
            PaperKind("city-table", "报市情况表", Subject.PERIOD, _TABLE, city.city_table),
            PaperKind(
                "register", "线索登记台账", Subject.PERIOD, _ROLL, ledgers.register, _BOTH, Guard.PRIVATE, internal=True
            ),
            PaperKind("clue-list", "线索清单", Subject.CLUES, _ROLL, clue_lists.clue_list, _BOTH),
            PaperKind("catalogue", "认领目录", Subject.PERIOD, _TABLE, ledgers.catalogue),
            PaperKind("statistics", "统计表", Subject.PERIOD, _TABLE, figures.statistics),
            PaperKind("handling", "办理情况统计表", Subject.PERIOD, _TABLE, ledgers.handling_table),
            PaperKind("quota", "配额表", Subject.YEAR, _TABLE, ledgers.quota),
            PaperKind("committees", "专委会年度表", Subject.YEAR, _TABLE, programme.committees),
            PaperKind("letters", "发文登记簿", Subject.PERIOD, _TABLE, letters.letters),
            PaperKind("publicity", "宣传报道台账", Subject.PERIOD, _TABLE, programme.publicity),
            PaperKind("showcase", "典型案例", Subject.CLUE, _PDF_WORD, showcases.showcase),
            PaperKind("showcases", "典型案例目录", Subject.PERIOD, _TABLE, showcases.cases),
            PaperKind("results", "成果转化台账", Subject.PERIOD, _TABLE, results.uses),
            PaperKind("responses", "公开回应台账", Subject.PERIOD, _TABLE, results.responses),
            PaperKind("consultations", "协商台账", Subject.PERIOD, _TABLE, results.consultations),
            PaperKind("incentives", "激励反馈台账", Subject.PERIOD, _TABLE, programme.incentives),
            PaperKind("scores", "委员履职量化表", Subject.YEAR, _TABLE, year.scores, guard=Guard.PRIVATE),
            PaperKind("service-record", "委员履职记录", Subject.YEAR, _TABLE, year.record, guard=Guard.PRIVATE),
            PaperKind("nominees", "评选情况表", Subject.YEAR, _TABLE, year.nominees),
            PaperKind("commended", "表彰名单", Subject.YEAR, _TABLE, year.commended),
            PaperKind(
                "compendium", "线索汇编", Subject.PERIOD, _BOOK, books.compendium, internal=True, periodical=True
            ),
            PaperKind("issue", "线索汇编（已编的一期）", Subject.ISSUE, _BOOK, books.issue),
            PaperKind("brief", "工作简报", Subject.PERIOD, _BOOK, books.brief, periodical=True),
            PaperKind("person", "个人信息查阅件", Subject.CLUES, _PDF, protection.person, _BOTH, Guard.PRIVATE),
            PaperKind("breach", "个人信息事件情况表", Subject.DEVICE, _PDF, protection.breach),
            PaperKind("audit-head", "审计签存单", Subject.NOTHING, _PDF, protection.audit_head, _BOTH, Guard.AUDIT),
        )
    }
)


def paper_kind(name: str) -> PaperKind:
    """The kind of paper called ``name``.

    Raises:
        InputError: ``INPUT_INVALID``: there is none.
    """
    if name not in PAPERS:
        raise InputError("INPUT_INVALID", field="名称", reason=f"没有“{name}”这种纸，可以是：{'、'.join(PAPERS)}")
    return PAPERS[name]
