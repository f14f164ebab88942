"""The sense of 委员名册 and 工作机构, each of its own."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from baixing_desktop.changes import Changes
from baixing_desktop.domain.kinds import RosterGroup
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.organisation import Member, RosterEntry
from baixing_desktop.domain.rules.roster import term_of
from baixing_desktop.domain.units import UnitKind
from baixing_desktop.errors import InputError
from baixing_desktop.intake import parse_date
from baixing_desktop.usecases import member_import, members, roster
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.member_import import Imported, MemberPlan
from baixing_desktop.usecases.members import MemberForm
from baixing_desktop.usecases.permissions import may
from baixing_desktop.work import Work
from ui.asking import Answers, Ask

NOW, PAST, ALL = "now", "past", "all"
SHELVES = ((NOW, "现任"), (PAST, "已离任或未到任"), (ALL, "全部"))
_DAY = "如 2021-11-05"
_NONE = ("", "（没有）")


class _Terms:
    """What both rosters have: people with a term of office."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.keeps = may(desk, "members.save_member")

    def serves(self, one: Member | RosterEntry, shelf: str) -> bool:
        """Whether it stands on this shelf."""
        return shelf == ALL or one.serves_on(self._desk.today()) is (shelf == NOW)


class MembersPresenter(_Terms):
    """委员名册. Touches the store; call what reads and writes in the background."""

    _term = 0

    def members(self) -> tuple[Member, ...]:
        """All of them."""
        self._term = members.present_term(self._desk)
        return members.members(self._desk)

    def unit(self, code: str | None) -> str:
        """The unit in words."""
        return self._desk.reference.unit_name(code) if code else ""

    def short(self, code: str | None) -> str:
        """The unit as people call it."""
        found = self._desk.reference.units.get(code or "")
        return (found.short_name or found.name) if found else code or ""

    def committees(self, one: Member | MemberForm) -> str:
        """The committees of a member as people call them."""
        codes = one.committees if isinstance(one, Member) else (one.committee, *one.also_committees)
        return members.committees_short(self._desk.reference, filter(None, codes))

    def member_text(self, one: Member) -> str:
        """What is searched."""
        units = (*map(self.unit, one.committees), self.unit(one.workroom))
        return " ".join((one.name, one.sector, one.note, f"{one.term}届", *units))

    def member_story(self, one: Member) -> str:
        """Term of office in words."""
        return f"第 {one.term} 届，{_span(one.from_on, one.until_on, self._desk.today())}"

    def member_asks(self) -> tuple[Ask, ...]:
        """The fields of a member."""
        units = self._desk.reference.units_of
        committees = (_NONE, *((unit.code, self.short(unit.code)) for unit in units(UnitKind.COMMITTEE)))
        rooms = (_NONE, *((unit.code, self.short(unit.code)) for unit in units(UnitKind.WORKROOM)))
        return (
            Ask("name", "姓名", needed=True),
            Ask("term", "届", needed=True, hint="例如 16 或 第十六届"),
            Ask("sector", "界别", hint="例如：经济界"),
            Ask("committee", "专委会", options=committees),
            Ask("also", "另属专委会", hint="没有可不填，几个之间用顿号隔开"),
            Ask("workroom", "街道工作室", options=rooms),
            Ask("from_on", "任期起", hint=_DAY),
            Ask("until_on", "任期止", hint=_DAY),
            Ask("note", "单位及职务", hint="特邀委员写明层级，例如：住穗省政协委员"),
        )

    def member_answers(self, one: Member | None) -> Mapping[str, str]:
        """A member as the form shows it; a new one is of the present term."""
        known = one or Member("", "", self._term)
        return {
            "name": known.name,
            "term": str(known.term) if known.term else "",
            "sector": known.sector,
            "committee": known.committee or "",
            "also": members.committees_short(self._desk.reference, known.committees[1:]),
            "workroom": known.workroom or "",
            "from_on": _shown(known.from_on),
            "until_on": _shown(known.until_on),
            "note": known.note,
        }

    def save_member(self, got: Answers, known: Member | None) -> tuple[Member, Changes]:
        """登记委员."""
        term = term_of(got["term"])
        if term is None:
            raise InputError("INPUT_INVALID", field="届", reason=f"认识不了“{got['term']}”，请写成 16 或 第十六届")
        form = MemberForm(
            got["name"], term, got["sector"], got["committee"] or None, got["workroom"] or None,
            _day(got["from_on"], "任期起"), _day(got["until_on"], "任期止"), got["note"],
            members.committees_named(self._desk.reference, got["also"], "另属专委会"),
        )  # fmt: skip
        return members.save_member(self._desk, form, known)

    def remove_member(self, one: Member) -> tuple[Member, Changes]:
        """删除委员."""
        return members.remove_member(self._desk, one)

    def restore_member(self, one: Member) -> tuple[Member, Changes]:
        """The member as before."""
        return members.save_member(self._desk, members.form_of(one))

    def plan(self, path: Path, work: Work) -> MemberPlan:
        """What would become of each row."""
        return member_import.plan_members(self._desk, path, work)

    def bring_in(self, plan: MemberPlan, work: Work) -> tuple[Imported, Changes]:
        """Enter what is new or differs."""
        return member_import.import_members(self._desk, plan, work)

    def take_back(self, imported: Imported) -> tuple[None, Changes]:
        """The roster as before the import."""
        return member_import.take_back_members(self._desk, imported)


class PostsPresenter(_Terms):
    """工作机构. Touches the store; call what reads and writes in the background."""

    def posts(self) -> tuple[RosterEntry, ...]:
        """Every post there is and was."""
        return roster.roster(self._desk)

    @staticmethod
    def post_text(one: RosterEntry) -> str:
        """What is searched."""
        return " ".join((label(one.group), one.post, one.name, one.title))

    def post_story(self, one: RosterEntry) -> str:
        """Group and term of office in words."""
        return f"{label(one.group)}{one.post}，{_span(one.from_on, one.until_on, self._desk.today())}"

    @staticmethod
    def post_asks() -> tuple[Ask, ...]:
        """The fields of a post."""
        groups = tuple((group.value, label(group)) for group in RosterGroup)
        return (
            Ask("name", "姓名", needed=True),
            Ask("group", "机构", needed=True, options=groups),
            Ask("post", "职务", needed=True, hint="例如：组长、副组长、成员"),
            Ask("title", "单位及职务", hint="例如：区政协提案委主任"),
            Ask("from_on", "任期起", hint=_DAY),
            Ask("until_on", "任期止", hint=_DAY),
        )

    @staticmethod
    def post_answers(one: RosterEntry | None) -> Mapping[str, str]:
        """A post as the form shows it."""
        known = one or RosterEntry("", RosterGroup.LEADING_GROUP, "", "")
        return {
            "name": known.name,
            "group": known.group.value,
            "post": known.post,
            "title": known.title,
            "from_on": _shown(known.from_on),
            "until_on": _shown(known.until_on),
        }

    def save_post(self, got: Answers, known: RosterEntry | None) -> tuple[RosterEntry, Changes]:
        """登记职务."""
        form = roster.PostForm(
            RosterGroup(got["group"]), got["post"], got["name"], got["title"], _day(got["from_on"], "任期起"),
            _day(got["until_on"], "任期止"),
        )  # fmt: skip
        return roster.save_post(self._desk, form, known)

    def remove_post(self, one: RosterEntry) -> tuple[RosterEntry, Changes]:
        """删除职务."""
        _gone, changes = roster.remove_posts(self._desk, (one,))
        return one, changes

    def restore_post(self, one: RosterEntry) -> tuple[object, Changes]:
        """The post in its place again."""
        return roster.put_back_posts(self._desk, (replace(one, version=1),))

    def take_first(self) -> tuple[tuple[RosterEntry, ...], Changes]:
        """附件1."""
        return roster.take_first_roster(self._desk)

    def drop(self, entries: tuple[RosterEntry, ...]) -> tuple[object, Changes]:
        """Those of 附件1 out again."""
        return roster.remove_posts(self._desk, entries)

    def hand_over(self, one: RosterEntry, got: Answers) -> tuple[tuple[RosterEntry, RosterEntry], Changes]:
        """换人."""
        return roster.hand_over(self._desk, one, got["name"], got["title"], date.fromisoformat(got["on"]))

    def take_back_hand_over(
        self, one: RosterEntry, both: tuple[RosterEntry, RosterEntry]
    ) -> tuple[RosterEntry, Changes]:
        """The one before again."""
        return roster.take_back_hand_over(self._desk, one, *both)


def _shown(day: date | None) -> str:
    return day.isoformat() if day else ""


def _day(words: str, field: str) -> date | None:
    """The day typed; None for none.

    Raises:
        InputError: ``INPUT_INVALID``.
    """
    if not words:
        return None
    found = parse_date(words)
    if found is None:
        raise InputError("INPUT_INVALID", field=field, reason=f"认识不了日期“{words}”，请写成 2021-11-05")
    return found


def _span(first: date | None, last: date | None, today: date) -> str:
    """``2021年11月5日起，现任``."""
    begun = f"{first.year}年{first.month}月{first.day}日起" if first else ""
    ended = f"到{last.year}年{last.month}月{last.day}日" if last else ""
    standing = "已离任" if last and last < today else "未到任" if first and first > today else "现任"
    return "，".join(part for part in (begun, ended, standing) if part) + "。"
