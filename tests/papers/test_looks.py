"""Attachment 3 as it looked when people last looked at it."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from baixing_desktop.domain.clue import Attachment, ClueContent, Consents, Contributor
from baixing_desktop.domain.notices import parse_notices
from baixing_desktop.papers import Attachment3, Imprint, Notice, attachment3_pdf
from resources import reference_text
from tests.papers.looks import check_looks

NOTICE = Notice(parse_notices(reference_text("notices.json"))["2026-1"])
CONTENT = ClueContent(
    title="关于在示例路后巷加装路灯的建议",
    analysis=(
        "示例路1号至9号后巷全长约120米，是三个大院居民去菜市场的近路，整条巷子只有巷口一盏壁灯。入冬以后天黑得早，"
        "今年以来住户之间知道的摔伤就有3起，都是六十岁以上的老人。\n一、照明不足；\n二、地砖松动。"
    ),
    suggestions="1.在后巷中段和转角处加装3至4盏路灯（壁挂式）。\n2.加灯时一并更换松动的地砖。",
    receiver="沙园街道政协委员工作室",
    received_on=date(2026, 11, 25),
    contributor=Contributor(name="陈䶮", phone="020-00000000", address="海珠区沙园街道示例路1号大院2栋301房"),
    consents=Consents(collect=True, handover=True),
    attachments=(Attachment("0" * 64, "现场照片.jpg", "image/jpeg", 3),),
)
FORM = Attachment3(
    CONTENT,
    "街道政协委员工作室",
    "SY-2026-K3F-0042-I",
    "3fa9c1d2" + "0" * 56,
    formal_number="第2026001号",
    imprint=Imprint(1, 1, datetime(2026, 11, 25, 2, 20, tzinfo=UTC), "K3F"),
)
LONG = replace(CONTENT, analysis=CONTENT.analysis * 6, suggestions=CONTENT.suggestions * 9)
FORMS = {
    "usual": replace(FORM, notice=NOTICE),
    "long": replace(FORM, content=LONG),
    "short": Attachment3(ClueContent(title="灯"), "其他", draft=True),
    "blank": Attachment3(ClueContent(receiver="沙园街道政协委员工作室"), notice=replace(NOTICE, answered=False)),
}


@pytest.mark.parametrize("name", FORMS)
def test_attachment3_looks_as_it_did(name: str) -> None:
    check_looks(attachment3_pdf(FORMS[name]), f"attachment3-{name}")


def test_the_bare_official_form_looks_as_it_did() -> None:
    check_looks(attachment3_pdf(FORM, strict=True), "attachment3-strict")


def test_a_moved_word_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BAIXING_KEEP_LOOKS", raising=False)
    other = replace(FORM, content=replace(CONTENT, contributor=replace(CONTENT.contributor, name="陈　䶮")))
    with pytest.raises(AssertionError, match="a spot differs"):
        check_looks(attachment3_pdf(replace(other, notice=NOTICE)), "attachment3-usual")
