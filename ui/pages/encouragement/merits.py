"""The sense of 履职量化."""

from collections.abc import Callable
from dataclasses import dataclass

from baixing_desktop.changes import Changes
from baixing_desktop.domain.encouragement import ScoreEntry
from baixing_desktop.domain.people import Confirmation
from baixing_desktop.domain.period import year_period
from baixing_desktop.errors import InputError
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.members import committees_short
from baixing_desktop.usecases.papers import Format, MadePaper, PaperRequest, make_paper, paper_kind
from baixing_desktop.usecases.permissions import may
from baixing_desktop.usecases.scoring import (
    MemberScore,
    ScoreLine,
    remove_score,
    score_board,
    score_by_hand,
    score_lines,
    settle_scores,
)
from baixing_desktop.work import Work
from ui.asking import Answers, Ask

YEARS_BACK = 4


@dataclass(frozen=True, slots=True)
class Board:
    """The members with their points, and the names in the record that mean none of them."""

    lines: tuple[MemberScore, ...]
    unknown: tuple[str, ...]


class MeritsPresenter:
    """Touches the store; call what reads and writes in the background."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.scores = may(desk, "scoring.score_by_hand")
        self.takes_out = may(desk, "making.make_private")
        this = desk.today().year
        self.years = tuple((str(year), f"{year}年") for year in range(this, this - YEARS_BACK, -1))

    def board(self, year: int) -> Board:
        """The year brought up to date."""
        unknown = settle_scores(self._desk, year)[0].unknown if self.scores else ()
        return Board(score_board(self._desk, year), unknown)

    def lines(self, one: MemberScore, year: int) -> tuple[ScoreLine, ...]:
        """What stands behind a member's points."""
        return score_lines(self._desk, one.member.id, year)

    def committee(self, one: MemberScore) -> str:
        """The committees as people call them."""
        return committees_short(self._desk.reference, one.member.committees)

    def about(self, one: MemberScore) -> str:
        """Who that is."""
        return "　".join(filter(None, (f"第 {one.member.term} 届", one.member.sector, self.committee(one))))

    def sums(self, one: MemberScore) -> str:
        """The points by rule, one line each; what the cap cut off is said."""
        rules, parts = self._desk.reference.score_rules, list[str]()
        known = [code for code in rules if code in one.score.by_rule]
        for code in (*known, *(code for code in one.score.by_rule if code not in rules)):
            rule, points = rules.get(code), one.score.by_rule[code]
            full = rule is not None and rule.cap is not None and points >= rule.cap
            parts.append(f"{rule.label if rule else code}　{points} 分" + ("（已到年度上限）" if full else ""))
        return "\n".join(parts) or "这一年还没有计分。"

    def unknown_words(self, board: Board) -> str:
        """The names that could not be matched, in a sentence."""
        if not board.unknown:
            return ""
        names, more = "、".join(board.unknown[:6]), "等" if len(board.unknown) > 6 else ""
        return f"这些姓名在委员名册里找不到或有重名，没有计分：{names}{more}。请核对名册，或手工计分。"

    def asks(self) -> tuple[Ask, ...]:
        """What 手工计分 asks for."""
        rules = self._desk.reference.score_rules
        options = tuple((code, f"{rule.label}（每项 {rule.points} 分）") for code, rule in rules.items())
        first = next(iter(rules), "")
        return (
            Ask(
                "rule", "计分项目", "OPINION_SUBMITTED" if "OPINION_SUBMITTED" in rules else first, options, needed=True
            ),
            Ask("points", "分值", hint="不写就按计分表；更正多计的写负数"),
            Ask("reason", "理由", needed=True, hint="例如：专报第8期采用"),
        )

    def by_hand(self, one: MemberScore, year: int, got: Answers) -> tuple[ScoreEntry, Changes]:
        """手工计分."""
        words = got["points"].replace("－", "-").removeprefix("+")
        if words and not words.removeprefix("-").isdecimal():
            raise InputError("INPUT_INVALID", field="分值", reason="请写整数")
        points = int(words) if words else self._desk.reference.score_rules[got["rule"]].points
        return score_by_hand(self._desk, one.member.id, year, got["rule"], points, got["reason"])

    def restore(self, entry: ScoreEntry) -> tuple[ScoreEntry, Changes]:
        """What was taken out, once more."""
        return score_by_hand(self._desk, entry.member_id, entry.year, entry.rule, entry.points, entry.note)

    def remove(self, entry: ScoreEntry) -> tuple[ScoreEntry, Changes]:
        """Out again."""
        return remove_score(self._desk, entry)

    def table(self, year: int, form: Format, second: Confirmation | None) -> Callable[[Work], MadePaper]:
        """委员履职量化表."""
        request = PaperRequest(period=year_period(year), purpose="履职量化评价", second=second)
        return lambda work: make_paper(paper_kind("scores"), self._desk, form, request, work)

    def record(self, one: MemberScore, year: int) -> Callable[[Work], MadePaper]:
        """委员履职记录 of one member, for the 履职档案."""
        request = PaperRequest((one.member.id,), period=year_period(year), purpose="归入履职档案")
        return lambda work: make_paper(paper_kind("service-record"), self._desk, Format.PDF, request, work)
