"""The data of many are taken out by two people (safety P12)."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from baixing_desktop.domain.audit import AuditQuery
from baixing_desktop.domain.clue import Clue, Contributor
from baixing_desktop.domain.people import Confirmation
from baixing_desktop.domain.period import year_period
from baixing_desktop.domain.rules.disclosure import MOST_PERSONS_ALONE, persons_named
from baixing_desktop.domain.states import Role
from baixing_desktop.errors import PaperError
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import register_clue
from baixing_desktop.usecases.papers import Format, MadePaper, PaperRequest, make_paper, paper_kind
from baixing_desktop.usecases.printing import attachment3, attachment3_each, prints_of
from baixing_desktop.usecases.shown_lists import ShownList, list_file
from tests.builders import PASSPHRASE, clue_content, colleague, refused

OWN = "沙园街道的木棉花开了B88"
WANG = Confirmation("王强", OWN)


@pytest.fixture
def many(workroom: Desk) -> Sequence[str]:
    """One clue more than one person may take out alone, each of somebody else."""
    colleague(workroom, WANG.name, OWN, post=Role.LIAISON)
    names = [Contributor(name=f"张{number}", phone=str(13800000000 + number)) for number in range(MOST_PERSONS_ALONE)]
    names.append(Contributor(name="李一", phone="13900000000"))
    return [register_clue(workroom, clue_content(contributor=one))[0].id for one in names]


def not_expected(_clue: Clue, error: PaperError) -> None:
    raise error


def last_note(desk: Desk, action: str) -> dict[str, object]:
    with desk.store.reading() as tx:
        return dict(tx.audit.found(AuditQuery(action=action, limit=1))[0].detail)


def test_forms_of_many_are_printed_by_two(workroom: Desk, many: Sequence[str]) -> None:
    assert refused(lambda: attachment3(workroom, many)) == "SECOND_PERSON_NEEDED"
    assert refused(lambda: list(attachment3_each(workroom, many, not_expected))) == "SECOND_PERSON_NEEDED"
    wrong = Confirmation("王强", "不是这个口令12")
    assert refused(lambda: attachment3(workroom, many, second=wrong)) == "VAULT_WRONG_PASSPHRASE"
    me = Confirmation("测试员", PASSPHRASE)
    assert refused(lambda: attachment3(workroom, many, second=me)) == "SECOND_PERSON_SAME"
    assert prints_of(workroom, many[0]) == ()
    assert attachment3(workroom, many[1:]).startswith(b"%PDF")
    assert last_note(workroom, "print")["confirmed_by"] == ""
    assert attachment3(workroom, many, second=WANG).startswith(b"%PDF")
    with workroom.store.reading() as tx:
        assert last_note(workroom, "print")["confirmed_by"] == tx.people.get("王强").id


def test_a_ledger_of_many_is_taken_out_by_two(workroom: Desk, many: Sequence[str]) -> None:
    def made(second: Confirmation | None) -> MadePaper:
        period = year_period(workroom.today().year)
        request = PaperRequest(period=period, internal=True, purpose="年底核对", second=second)
        return make_paper(paper_kind("register"), workroom, Format.WORKBOOK, request)

    assert refused(lambda: made(None)) == "SECOND_PERSON_NEEDED"
    assert made(WANG).persons == len(many)
    assert last_note(workroom, "export")["confirmed_by"]
    lines = tuple((f"张{number}",) for number in range(len(many)))
    shown = ShownList("duty", "接访活动·名单", ("姓名",), lines)
    assert refused(lambda: list_file(workroom, shown)) == "SECOND_PERSON_NEEDED"
    assert refused(lambda: list_file(workroom, replace(shown, rows=()))) == "PAPER_NOTHING"
    assert list_file(workroom, replace(shown, rows=lines[1:])).persons == MOST_PERSONS_ALONE
    assert not last_note(workroom, "export")["confirmed_by"]
    assert list_file(workroom, shown, second=WANG).sha256 == last_note(workroom, "export")["sha256"]


def test_one_person_with_several_clues_counts_once() -> None:
    one = Contributor(name="张三", phone="13800000001")
    assert persons_named([one, one, Contributor(anonymous=True), Contributor(name="李四")]) == 2
