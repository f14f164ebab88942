"""Checks of telephone and address at entry: they warn and never block (a citizen may write what is true)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from baixing_desktop.domain.rules.identifiers import is_landline, is_mobile
from baixing_desktop.domain.text import half_width

_SEPARATORS = re.compile(r"[\s\-()+·.—]")
_SERVICE = re.compile(r"(?:400|800)[0-9]{7}")
_LOCAL = re.compile(r"[2-9][0-9]{7}")


class PhoneWarning(StrEnum):
    """What looks odd about a telephone number."""

    LETTERS = "letters"
    LENGTH = "length"
    NO_AREA_CODE = "no_area_code"
    UNKNOWN_FORM = "unknown_form"


class AddressWarning(StrEnum):
    """What looks odd about an address."""

    NO_HOUSE = "no_house"
    OUTSIDE = "outside"
    STREET_MISMATCH = "street_mismatch"
    AMBIGUOUS_COMMUNITY = "ambiguous_community"


def phone_warning(phone: str) -> PhoneWarning | None:
    """What to look at again in ``phone``; None when it is empty or has a usual form (mobile, landline with area
    code and extension, 400 or 800).
    """
    number, _, extension = half_width(phone).strip().partition("转")
    digits = _SEPARATORS.sub("", number)
    if not digits:
        return None
    if not digits.isascii() or not digits.isdigit() or not _SEPARATORS.sub("", extension or "0").isdigit():
        return PhoneWarning.LETTERS
    if is_mobile(digits) or is_landline(digits) or _SERVICE.fullmatch(digits):
        return None
    if _LOCAL.fullmatch(digits):
        return PhoneWarning.NO_AREA_CODE
    return PhoneWarning.UNKNOWN_FORM if len(digits) == 11 else PhoneWarning.LENGTH


@dataclass(frozen=True, slots=True)
class Community:
    """A community: ``name`` such as 港海社区居委会, its ``street`` such as 沙园街道, and the ``workroom`` there."""

    code: str
    name: str
    street: str
    workroom: str

    @property
    def spoken(self) -> str:
        """The name as people say it: 港海社区."""
        return self.name.removesuffix("居民委员会").removesuffix("居委会")


@dataclass(frozen=True, slots=True)
class AddressFinding:
    """The streets (workroom codes) and communities (codes) that an address names, and what looks odd about it."""

    workrooms: tuple[str, ...]
    communities: tuple[str, ...]
    warnings: tuple[AddressWarning, ...]


_OTHER_DISTRICTS = re.compile(r"(荔湾|越秀|天河|白云|黄埔|番禺|花都|南沙|从化|增城)区")
_HOUSE = re.compile(r"[0-9一二三四五六七八九十百]+\s*(?:号|栋|幢|座|楼|室|房|单元|巷|队|档|铺)")


def check_address(address: str, communities: Iterable[Community]) -> AddressFinding:
    """What ``address`` says about street and community, by the district's own lists."""
    text = half_width(address).strip()
    known = tuple(communities)
    streets = {c.workroom for c in known if _names_street(text, c.street)}
    named = tuple(c for c in known if len(c.spoken) > 2 and c.spoken in text)
    fitting = tuple(c for c in named if not streets or c.workroom in streets)
    warnings: list[AddressWarning] = []
    if text and not _HOUSE.search(text):
        warnings.append(AddressWarning.NO_HOUSE)
    if _OTHER_DISTRICTS.search(text) and "海珠" not in text:
        warnings.append(AddressWarning.OUTSIDE)
    if named and not fitting:
        warnings.append(AddressWarning.STREET_MISMATCH)
    if len({c.workroom for c in fitting}) > 1:
        warnings.append(AddressWarning.AMBIGUOUS_COMMUNITY)
    workrooms = streets or {c.workroom for c in fitting}
    ordered = tuple(dict.fromkeys(c.workroom for c in known if c.workroom in workrooms))
    return AddressFinding(ordered, tuple(c.code for c in fitting), tuple(warnings))


def _names_street(text: str, street: str) -> bool:
    """沙园街道 is named by 沙园街道 or 沙园街 where no number or word makes another road of it (沙园七街 is a road)."""
    spoken = street.removesuffix("道")
    return street in text or re.search(rf"{spoken}(?![0-9一二三四五六七八九十东西南北中])", text) is not None
