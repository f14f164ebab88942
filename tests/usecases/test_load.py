"""在办: what committees and handlers have in hand, and that each figure is the length of the list behind it."""

from datetime import date

from baixing_desktop.domain.casework import Forwarding
from baixing_desktop.domain.kinds import OutputKind
from baixing_desktop.domain.outcomes import Outcome, Route
from baixing_desktop.domain.rules.load import Load
from baixing_desktop.domain.units import UnitKind
from baixing_desktop.usecases import casework, claiming, outputs
from baixing_desktop.usecases.claiming import Help
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.load import clues_in_hand, committee_words, loads
from tests.builders import SetClock
from tests.usecases.programme import general

DAY = date(2026, 11, 23)


def counts(office: Desk, code: str) -> dict[Load, int]:
    """The figures of a unit that are not 0; each is as long as its list."""
    (found,) = (one for one in loads(office) if one.code == code)
    for figure, number in found.counts.items():
        assert len(clues_in_hand(office, code, figure)) == number, figure
    return {figure: number for figure, number in found.counts.items() if number}


def test_a_letter_is_in_hand_until_it_is_answered(office: Desk, issued: Forwarding, clock: SetClock) -> None:
    handler = issued.handler
    assert counts(office, handler) == {Load.CLUES: 1, Load.LETTERS: 1}
    casework.record_received(office, issued.id, DAY)
    casework.record_take_over(office, issued.id, DAY)
    clock.forward(days=25)
    assert counts(office, handler) == {Load.CLUES: 1, Load.LETTERS: 1, Load.DUE_SOON: 1}
    clock.forward(days=6)
    assert counts(office, handler) == {Load.CLUES: 1, Load.LETTERS: 1, Load.OVERDUE: 1}
    casework.record_reply(office, issued.id, Outcome.RESOLVED, "已办。", office.today())
    assert counts(office, handler) == {Load.DONE: 1}
    clock.forward(days=30)
    assert handler not in [one.code for one in loads(office)], "of another year"


def test_a_committee_has_what_it_helps_with_and_what_it_makes(
    office: Desk, received: tuple[str, ...], clock: SetClock
) -> None:
    committees = office.reference.units_of(UnitKind.COMMITTEE)
    first, second = committees[0].code, committees[1].code
    assert counts(office, first) == {}
    assert committee_words(loads(office))[0] == (first, f"{committees[0].name}（手上没有）")
    general(office, *received[:2])
    window, _ = claiming.save_window(office, claiming.WindowForm(2026, "认领期", DAY, date(2026, 12, 5)))
    (one, _other), _ = claiming.offer_clues(office, received[:2], window_id=window.id, aid=Help(first))
    casework.accept_clue(office, received[2])
    casework.classify_clue(office, received[2], Route.DISTRICT_CORE)
    made, _ = outputs.begin_output(office, received[2], OutputKind.OPINION_INFO, "专报", first, office.today())
    assert counts(office, first) == {Load.CLUES: 3, Load.CLAIMS: 2, Load.TASKS: 1}
    assert counts(office, second) == {}
    clock.forward(days=14)
    assert counts(office, first)[Load.OVERDUE] == 2, "nobody claimed them in time"
    claiming.claim_clue(office, one.id, claiming.Claimant(claiming.ProposerKind.MEMBER, "王委员"), DAY)
    assert counts(office, first)[Load.OVERDUE] == 1
    assert committee_words(loads(office))[0][1] == f"{committees[0].name}（手上 3 条，超期 1 条）"
    outputs.deliver_output(office, made.id, office.today(), "区委")
    assert counts(office, first) == {Load.CLUES: 2, Load.CLAIMS: 2, Load.OVERDUE: 1, Load.DONE: 1}
