"""What each list of reference data holds: its fields, what the office may edit, what a value must look like.

The editing screen and the checks of an edition are both made from these.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

CODE_LIMIT = 32


class FieldKind(StrEnum):
    """How a field is written and checked."""

    TEXT = "text"
    FLAG = "flag"
    NUMBER = "number"
    CHOICE = "choice"
    TEXTS = "texts"
    DAYS = "days"
    CODE = "code"
    CODES = "codes"


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """A field: its Chinese ``title``, whether it must be there, whether the office may edit it on a shipped entry.

    ``of`` names the list that a ``CODE`` or ``CODES`` refers to, or holds the choices of a ``CHOICE``.
    """

    name: str
    title: str
    kind: FieldKind = FieldKind.TEXT
    required: bool = True
    editable: bool = True
    limit: int = 100
    of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListSpec:
    """A list: where it is shipped (``file``, ``key``), its fields, whether the office may add entries."""

    name: str
    title: str
    file: str
    fields: tuple[FieldSpec, ...]
    addable: bool = True

    def field(self, name: str) -> FieldSpec | None:
        """The field of this name."""
        return next((f for f in self.fields if f.name == name), None)


_CLAUSE = FieldSpec("clause", "条款", required=False)
_UNIT_KINDS = ("office", "workroom", "direct_point", "committee", "participant", "department")
_EFFECTS = ("stop", "refer", "return", "redact", "split", "merge")

_ALL = (
    ListSpec(
        "units",
        "单位",
        "units.json",
        (
            FieldSpec("kind", "类别", FieldKind.CHOICE, editable=False, of=_UNIT_KINDS),
            FieldSpec("name", "全称"),
            FieldSpec("short_name", "简称", limit=30),
            FieldSpec("ordinal", "序号", FieldKind.NUMBER, required=False, editable=False),
            FieldSpec("street", "街道", required=False, editable=False),
            FieldSpec("level", "层级", FieldKind.CHOICE, required=False, of=("district", "city")),
            FieldSpec("verified", "已核实", FieldKind.FLAG, required=False),
            FieldSpec("counterparts", "对口单位", FieldKind.CODES, required=False, of=("units",)),
        ),
    ),
    ListSpec("sources", "来源", "sources.json", (FieldSpec("label", "名称", limit=30), _CLAUSE)),
    ListSpec(
        "occasions",
        "来源场景",
        "sources.json",
        (
            FieldSpec("source", "所属来源", FieldKind.CODE, editable=False, of=("sources",)),
            FieldSpec("label", "名称", limit=30),
        ),
    ),
    ListSpec(
        "communities",
        "社区",
        "communities.csv",
        (
            FieldSpec("name", "名称", limit=40),
            FieldSpec("street", "街道", editable=False),
            FieldSpec("workroom", "工作室", FieldKind.CODE, editable=False, of=("units",)),
        ),
    ),
    ListSpec(
        "holidays",
        "放假和调休",
        "holidays.json",
        (
            FieldSpec("notice", "依据"),
            FieldSpec("off", "放假", FieldKind.DAYS),
            FieldSpec("work", "调休上班", FieldKind.DAYS),
        ),
    ),
    ListSpec(
        "reasons",
        "审核情形",
        "screening.json",
        (
            FieldSpec("effect", "处理", FieldKind.CHOICE, editable=False, of=_EFFECTS),
            FieldSpec("label", "名称"),
            FieldSpec("referral", "建议去向", limit=200),
        ),
        addable=False,
    ),
    ListSpec(
        "words",
        "提示词",
        "screening.json",
        (
            FieldSpec("reason", "情形", FieldKind.CODE, of=("reasons",)),
            FieldSpec("unless", "不算的说法", FieldKind.TEXTS, required=False),
        ),
    ),
    ListSpec("stock_phrases", "套话", "screening.json", ()),
    ListSpec(
        "outcomes",
        "办理结果",
        "outcomes.json",
        (FieldSpec("letter", "代号", limit=2), FieldSpec("label", "名称")),
        addable=False,
    ),
    ListSpec("themes", "主题分类", "themes.json", (FieldSpec("label", "名称", limit=30),)),
    ListSpec(
        "score_rules",
        "履职计分",
        "score_rules.json",
        (
            FieldSpec("label", "名称"),
            FieldSpec("points", "每项分值", FieldKind.NUMBER),
            FieldSpec("cap", "年度上限", FieldKind.NUMBER, required=False),
        ),
        addable=False,
    ),
    ListSpec(
        "retention",
        "保存期限",
        "retention.json",
        (
            FieldSpec("label", "名称"),
            FieldSpec("action", "到期处理", FieldKind.CHOICE, of=("anonymise", "delete", "archive")),
            FieldSpec("years", "年", FieldKind.NUMBER),
            FieldSpec("days", "日", FieldKind.NUMBER),
            _CLAUSE,
        ),
        addable=False,
    ),
)
LISTS: Mapping[str, ListSpec] = MappingProxyType({spec.name: spec for spec in _ALL})
"""Every list, by name."""
