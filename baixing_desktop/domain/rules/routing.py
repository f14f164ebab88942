"""The six routes of seed 八(三): when each applies and what follows."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from baixing_desktop.domain.outcomes import Route


@dataclass(frozen=True, slots=True)
class RouteRule:
    """One route: the clause, the condition and the next step in the words of the seed; whether a letter goes out."""

    route: Route
    clause: str
    condition: str
    follows: str
    by_letter: bool


ROUTES: Mapping[Route, RouteRule] = MappingProxyType(
    {
        rule.route: rule
        for rule in (
            RouteRule(
                Route.DISTRICT_URGENT,
                "八(三)1",
                "属于本区职权所能解决，重要和紧急的",
                "由区政协办公室转送区有关方面研处",
                True,
            ),
            RouteRule(
                Route.DISTRICT_CORE,
                "八(三)1",
                "属于本区职权所能解决，涉及全区中心工作的",
                "由对口专委会进一步调研，作为专题议政、重点提案培育等处理",
                False,
            ),
            RouteRule(
                Route.DISTRICT_GENERAL,
                "八(三)1",
                "属于本区职权所能解决，一般性的",
                "遴选后作为提案参考选题，供提案主体认领",
                False,
            ),
            RouteRule(
                Route.CITY_EXPRESS,
                "八(三)2",
                "不属于本区职权所能解决的",
                "研究深化后以“直通车”形式报送市政协",
                False,
            ),
            RouteRule(
                Route.CITY_DEPARTMENT,
                "八(三)2",
                "明显属于市职能部门工作权限且建议具体清晰的",
                "由区政协作为建议转送该部门",
                True,
            ),
            RouteRule(
                Route.CITY_PREMIUM,
                "八(三)2",
                "每年遴选的精品线索",
                "向市政协推荐，作为重点提案、发言、协商议题等来源",
                False,
            ),
        )
    }
)
