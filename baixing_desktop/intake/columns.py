"""Which column of a table holds which field of the form (seed 附件3), by its name or by the user's word."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from baixing_desktop.errors import InputError


class Target(StrEnum):
    """What a column can hold; the value is the name people write and read."""

    TITLE = "标题"
    ANALYSIS = "情况分析"
    SUGGESTIONS = "具体建议"
    SOURCE = "来源"
    CONTACT = "联系人"
    PHONE = "联系电话"
    ADDRESS = "联系地址"
    RECEIVER = "接收人"
    RECEIVED_ON = "日期"
    NUMBER = "编号"
    ANONYMOUS = "是否匿名"


JOINABLE = frozenset({Target.ANALYSIS, Target.SUGGESTIONS})
"""Fields of running text, for which several columns are joined by a blank line."""

OWN_NAMES = 2
"""The first names of each field below are its own: the form's word and the glossary's identifier."""

# Words between blanks. Better names first: where several columns fit a field that takes one, the earliest name wins.
NAMES: Mapping[Target, str] = MappingProxyType(
    {
        Target.TITLE: (
            "标题 title 题目 案由 主题 提案标题 提案题目 提案名称 线索标题 线索题目 线索名称 建议标题 建议题目 "
            "留言标题 留言主题 来信标题 信件标题 信件主题 诉求标题 事项标题 事项名称 subject headline"
        ),
        Target.ANALYSIS: (
            "情况分析 analysis 情况 基本情况 情况说明 情况反映 反映情况 现状 现状分析 问题分析 问题描述 "
            "存在问题 存在的问题 主要问题 问题 原因分析 内容 正文 反映内容 详细内容 具体内容 主要内容 线索内容 "
            "提案内容 留言内容 留言详情 来信内容 信件内容 诉求内容 详情 content body"
        ),
        Target.SUGGESTIONS: (
            "具体建议 suggestions 建议 意见建议 建议意见 意见和建议 意见与建议 意见及建议 对策建议 对策与建议 "
            "对策和建议 建议内容 建议措施 工作建议 对策 对策措施 解决建议 suggestion advice"
        ),
        Target.SOURCE: "来源 source 一级来源 线索来源 提案来源 信息来源 来源类别 来源渠道 收集渠道 source_category",
        Target.CONTACT: (
            "联系人 contact 联系人姓名 反映人 反映人姓名 群众姓名 姓名 提供人 提出人 建议人 提案人 提案人姓名 "
            "诉求人 来信人 留言人 留言用户 contributor contributor_name contact_name name proposer"
        ),
        Target.PHONE: (
            "联系电话 phone 电话 电话号码 手机 手机号 手机号码 联系手机 联系方式 联系人电话 反映人电话 提案人电话 "
            "contact_phone telephone tel mobile"
        ),
        Target.ADDRESS: (
            "联系地址 address 地址 住址 家庭住址 居住地址 现住址 详细地址 通讯地址 通信地址 联系人地址 反映人地址 "
            "contact_address"
        ),
        Target.RECEIVER: "接收人 receiver 接访人 接访委员 接收委员 受理人 收集人",
        Target.RECEIVED_ON: (
            "接收日期 received_on 接收时间 登记日期 登记时间 收集日期 收集时间 接访日期 受理日期 受理时间 反映日期 "
            "反映时间 提出日期 提出时间 提交日期 提交时间 留言日期 留言时间 来信日期 来信时间 填表日期 填报日期 "
            "日期 时间 received date time submitted"
        ),
        Target.NUMBER: (
            "编号 external_number 线索编号 正式编号 临时编号 提案编号 提案号 案号 留言编号 来信编号 信件编号 "
            "诉求编号 number id"
        ),
        Target.ANONYMOUS: "是否匿名 anonymous 匿名",
    }
)
# What changes from export to export and says nothing of the clue.
PASSING = "序号 附件 点赞 点赞数 反对数 支持数 浏览量 阅读量 点击量 no index"

_REMARK = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^】]*】")
_NOISE = re.compile(r"[\s_\-*:;.。、“”‘’'\u200b\ufeff\x00-\x1f]+")
_BETWEEN = re.compile(r"[,，、]")


def plain_name(header: str) -> str:
    """``header`` as it is compared: half width, lower case, without spaces, remarks in brackets and marks like ``*``.

    >>> plain_name("接收人（委员/街道工作室）：") == plain_name(" 接 收 人 ")
    True
    """
    text = unicodedata.normalize("NFKC", header).casefold()
    return _NOISE.sub("", _REMARK.sub("", text)) or _NOISE.sub("", text)


_RANKED: Mapping[str, tuple[Target, int]] = MappingProxyType(
    {plain_name(name): (target, rank) for target, names in NAMES.items() for rank, name in enumerate(names.split())}
)
_PASSING = frozenset(map(plain_name, PASSING.split()))


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """Where each field stands: ``picks`` are column positions from 0, ``unused`` the names of columns left out."""

    picks: Mapping[Target, tuple[int, ...]]
    unused: tuple[str, ...]


def recognise(header: str) -> Target | None:
    """The field that a column of this name holds, or None."""
    found = _RANKED.get(plain_name(header))
    return found[0] if found else None


def is_passing(header: str) -> bool:
    """Whether the column only counts or numbers rows, so that it is no part of a clue's identity."""
    return plain_name(header) in _PASSING


def header_score(cells: Iterable[str], also_known: frozenset[str] = frozenset()) -> tuple[int, int]:
    """How much a row looks like a header: 1 if it names the title, and how many different fields it names.

    ``also_known`` are further names as :func:`plain_name` gives them.
    """
    found: set[str] = set()
    for cell in cells:
        name = plain_name(cell) if 0 < len(cell) <= 60 else ""
        if name in also_known:
            found.add(name)
        elif name in _RANKED:
            found.add(_RANKED[name][0])
    return int(Target.TITLE in found), len(found)


def parse_mapping(options: Iterable[str]) -> dict[Target, tuple[str, ...]]:
    """Read ``--map`` options such as ``survey,analysis=情况分析``: names of columns, then the field they hold.

    Several columns, also from repeated options, are joined in the order given (running texts only).

    Raises:
        InputError: ``IMPORT_MAP_BAD``.
    """
    wished: dict[Target, tuple[str, ...]] = {}
    for option in options:
        left, sign, right = option.replace("＝", "=").rpartition("=")
        names = tuple(name for part in _BETWEEN.split(left) if (name := part.strip()))
        if not sign or not names:
            raise _bad(option, "缺少等号或列名")
        target = recognise(right)
        if target is None:
            raise _bad(option, f"没有“{right.strip()}”这一项，可以是{'、'.join(Target)}")
        wished[target] = wished.get(target, ()) + names
        if len(wished[target]) > 1 and target not in JOINABLE:
            raise _bad(option, f"“{target}”只能对应一列")
    return wished


def choose_columns(columns: Sequence[str], wished: Mapping[Target, Sequence[str]] | None = None) -> ColumnChoice:
    """Find each field's columns: those ``wished`` as :func:`parse_mapping` gives them, else those recognised.

    Running texts take their own name alone if it is there, otherwise every column whose name fits, so nothing is lost.

    Raises:
        InputError: ``IMPORT_MAP_BAD`` for a wished column that is not there, ``IMPORT_NO_TITLE_COLUMN``.
    """
    picks = {target: _positions(columns, target, names) for target, names in (wished or {}).items()}
    taken = {position for positions in picks.values() for position in positions}
    found: dict[Target, list[tuple[int, int]]] = {}
    for position, name in enumerate(columns):
        ranked = _RANKED.get(plain_name(name))
        if ranked and ranked[0] not in picks and position not in taken:
            found.setdefault(ranked[0], []).append((ranked[1], position))
    picks |= {target: _best(target, candidates) for target, candidates in found.items()}
    if Target.TITLE not in picks:
        raise InputError("IMPORT_NO_TITLE_COLUMN")
    used = {position for positions in picks.values() for position in positions}
    unused = tuple(name for position, name in enumerate(columns) if position not in used and name)
    return ColumnChoice(MappingProxyType(picks), unused)


def _positions(columns: Sequence[str], target: Target, names: Sequence[str]) -> tuple[int, ...]:
    known = {plain_name(name): position for position, name in reversed(list(enumerate(columns)))}
    for name in names:
        if plain_name(name) not in known:
            raise _bad(f"{'，'.join(names)}={target}", f"表里没有“{name}”这一列")
    return tuple(known[plain_name(name)] for name in names)


def _best(target: Target, candidates: list[tuple[int, int]]) -> tuple[int, ...]:
    rank, position = min(candidates)
    if target not in JOINABLE or rank < OWN_NAMES:
        return (position,)
    return tuple(place for _, place in candidates)


def _bad(text: str, reason: str) -> InputError:
    return InputError("IMPORT_MAP_BAD", text=text, reason=reason)
