"""What is left of a clue that is erased, who may decide it, and when a request has to be answered (PIPL 47, 50)."""

from dataclasses import replace
from datetime import date, timedelta

from baixing_desktop.domain.clue import ClueContent, Contributor
from baixing_desktop.domain.privacy import ErasureGround, ErasureScope
from baixing_desktop.domain.rules.redaction import redacted
from baixing_desktop.domain.states import OfficeState

ERASED_TITLE = "（内容已删除）"
"""Stands where the title was."""

ANSWER_WITHIN = timedelta(days=30)
"""A request is answered within thirty days (GB/T 35273-2020, 8.7)."""

_FOR_THE_ARCHIVE = frozenset({OfficeState.CONCLUDED, OfficeState.ARCHIVED})


def erased_content(content: ClueContent, scope: ErasureScope) -> ClueContent:
    """What stays of ``content``: numbers, days, source, consents and whether it was anonymous, for the statistics; with
    ``CONTACT`` also the matter itself, without anything in it that leads to the person.
    """
    if scope is ErasureScope.CONTACT:
        return redacted(content)
    nobody = Contributor(anonymous=content.contributor.anonymous)
    return replace(content, title=ERASED_TITLE, analysis="", suggestions="", contributor=nobody, attachments=())


def answer_due(asked_on: date) -> date:
    """The last day for the answer to a request."""
    return asked_on + ANSWER_WITHIN


def erasure_obstacle(state: OfficeState | None, scope: ErasureScope, ground: ErasureGround) -> str | None:
    """Why an erasure is not possible, in Chinese; None when it is.

    A concluded matter belongs to the archive until it was handed over: what leads to the person may go, the matter may
    not (档案法 21, 37; safety P19). Nobody asked for what merely was kept long enough, so a matter in hand stays.
    """
    if scope is ErasureScope.ALL and state in _FOR_THE_ARCHIVE:
        return "已办结的线索应当归档，只能去除联系方式"
    in_hand = state in {OfficeState.ACCEPTED, OfficeState.CLASSIFIED, OfficeState.ROUTED}
    if in_hand and ground is ErasureGround.KEPT_LONG_ENOUGH:
        return "这条线索还在办理"
    return None


def may_decide(proposer: str, decider: str) -> bool:
    """Two people: whoever proposed an erasure does not decide it (safety P8)."""
    return proposer != decider
