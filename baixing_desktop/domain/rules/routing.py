"""The six routes of seed 八(三): when each applies, who acts, what follows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from baixing_desktop.domain.kinds import OutputKind
from baixing_desktop.domain.outcomes import Route


@dataclass(frozen=True, slots=True)
class RouteRule:
    """One route: the clause, the condition and the next step in the words of the seed; who acts; whether a letter
    goes out, or which outputs may come of it."""

    route: Route
    clause: str
    condition: str
    follows: str
    actor: str
    by_letter: bool = False
    outputs: frozenset[OutputKind] = frozenset()


_CORE = frozenset(
    {
        OutputKind.STANDING_COMMITTEE,
        OutputKind.KEY_CULTIVATION,
        OutputKind.CONSULTATION_PLATFORM,
        OutputKind.SPECIAL_BRIEF,
        OutputKind.MEMBERS_VOICE,
        OutputKind.OPINION_INFO,
        OutputKind.RECOMMENDATION,
        OutputKind.PLENARY_SPEECH,
    }
)
"""What seed 八(三)1 names, and what 九(二)5 and 九(三)3 add: 大会发言, 建议案."""
_PROPOSALS = frozenset({OutputKind.INTERIM_PROPOSAL, OutputKind.PLENARY_PROPOSAL})
_GENERAL = frozenset(
    {
        OutputKind.INTERIM_PROPOSAL,
        OutputKind.PLENARY_PROPOSAL,
        OutputKind.PLENARY_SPEECH,
        OutputKind.OPINION_INFO,
        OutputKind.RECOMMENDATION,
    }
)

_RULES = (
    RouteRule(
        Route.DISTRICT_URGENT,
        "八(三)1",
        "属于本区职权所能解决，重要和紧急的",
        "由区政协办公室转送区有关方面研处",
        "区政协办公室",
        by_letter=True,
    ),
    RouteRule(
        Route.DISTRICT_CORE,
        "八(三)1",
        "属于本区职权所能解决，涉及全区中心工作的",
        "由对口专委会进一步调研，作为专题议政、重点提案培育等处理",
        "对口专委会",
        outputs=_CORE,
    ),
    RouteRule(
        Route.DISTRICT_GENERAL,
        "八(三)1",
        "属于本区职权所能解决，一般性的",
        "遴选后作为提案参考选题，供提案主体认领",
        "区政协办公室、提案委",
        outputs=_GENERAL,
    ),
    RouteRule(
        Route.CITY_EXPRESS,
        "八(三)2",
        "不属于本区职权所能解决的",
        "研究深化后以“直通车”形式报送市政协",
        "区政协办公室、对口专委会",
    ),
    RouteRule(
        Route.CITY_DEPARTMENT,
        "八(三)2",
        "明显属于市职能部门工作权限且建议具体清晰的",
        "由区政协作为建议转送该部门",
        "区政协",
        by_letter=True,
    ),
    RouteRule(
        Route.CITY_PREMIUM,
        "八(三)2",
        "每年遴选的精品线索",
        "向市政协推荐，作为重点提案、发言、协商议题等来源",
        "区政协办公室、对口专委会",
    ),
)
ROUTES: Mapping[Route, RouteRule] = MappingProxyType({rule.route: rule for rule in _RULES})


def own_outputs(route: Route) -> frozenset[OutputKind]:
    """What the CPPCC itself may make of a clue on ``route``; proposals are their proposers', by way of a claim."""
    return ROUTES[route].outputs - _PROPOSALS


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the office judges about a clue, in the words of seed 八(三)."""

    within_district: bool
    urgent: bool = False
    important: bool = False
    core_work: bool = False
    city_department: bool = False
    concrete: bool = False


def suggested_route(judgement: Judgement) -> Route:
    """The route that seed 八(三) gives for ``judgement``. 荐市精品 is chosen once a year and never suggested here."""
    if not judgement.within_district:
        clear = judgement.city_department and judgement.concrete
        return Route.CITY_DEPARTMENT if clear else Route.CITY_EXPRESS
    if judgement.urgent and judgement.important:
        return Route.DISTRICT_URGENT
    return Route.DISTRICT_CORE if judgement.core_work else Route.DISTRICT_GENERAL


def counterparts(department: str, committees: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """The committees (unit codes) whose counterpart ``department`` is, by the reference data's table."""
    return tuple(committee for committee, departments in committees.items() if department in set(departments))
