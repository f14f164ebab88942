"""Where taking back the last step of a look-back leads (SM7): the rule and the table say the same."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from baixing_desktop.domain.rules.look_back import look_before, with_findings
from baixing_desktop.domain.states import Action
from baixing_desktop.domain.states import LookBackState as L
from baixing_desktop.domain.supervision import LookBack
from baixing_desktop.domain.workflow import LOOK_BACK

DAY = date(2026, 11, 23)
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
LOOKS = st.builds(
    LookBack, st.just("l"), st.just("r"), st.just(DAY), st.just(L.SCHEDULED), st.just(DAY), st.integers(1, 3),
    scheduled_on=st.dates(), findings=WORDS,
)  # fmt: skip


@given(LOOKS, st.dates(), WORDS.filter(bool))
def test_whatever_was_found_a_check_taken_back_leaves_what_was_found_before(
    look: LookBack, on: date, found: str
) -> None:
    if look.round == 1:
        look = replace(look, findings="")
    elif not look.findings:
        look = replace(look, findings="没有动工。")
    checked = replace(
        look, state=L.CHECKED, checked_on=on, read=True, with_party_office=True, findings=with_findings(look, on, found)
    )
    assert look_before(checked) == look
    for decided in (
        replace(checked, state=L.COMPLETED),
        replace(checked, state=L.CONTINUED, new_promised_on=on, reason="待验收"),
        replace(checked, state=L.NOT_DONE, reason="没有经费"),
    ):
        assert look_before(decided) == checked


def test_of_a_look_back_the_rule_leads_where_a_row_leads() -> None:
    rows = {(row.source, row.target) for row in LOOK_BACK.transitions if row.action is Action.TAKE_BACK}
    look = LookBack("l", "r", DAY, L.LISTED, DAY, findings="没有动工。", checked_on=DAY)
    led = {(state, before.state) for state in L if (before := look_before(replace(look, state=state)))}
    assert rows - led == {(L.SCHEDULED, L.SCHEDULED), (L.LISTED, L.CONTINUED)}, "only at once, with what stood there"
    assert led < rows
