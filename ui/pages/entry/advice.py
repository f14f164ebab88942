"""What is worth saying to the liaison while a clue is written: hints that stop nobody, and the one that does."""

from dataclasses import dataclass

from baixing_desktop.domain.clue import ClueContent
from baixing_desktop.domain.reference import Reference
from baixing_desktop.domain.rules.contacts import AddressWarning, PhoneWarning, check_address, phone_warning
from baixing_desktop.domain.rules.hints import (
    Hint,
    HintEffect,
    LengthStanding,
    body_length,
    screening_hints,
    title_length,
)

_PHONE = {
    PhoneWarning.LETTERS: "电话里有数字以外的字，请再看一眼。",
    PhoneWarning.LENGTH: "电话的位数不寻常，请再读一遍给反映人听。",
    PhoneWarning.NO_AREA_CODE: "座机请写区号，例如 020。",
    PhoneWarning.UNKNOWN_FORM: "不像通常的手机号，请再读一遍给反映人听。",
}
_ADDRESS = {
    AddressWarning.NO_HOUSE: "地址里没有门牌号，寄信可能送不到。",
    AddressWarning.OUTSIDE: "地址在外区，照样可以登记。",
    AddressWarning.STREET_MISMATCH: "写的社区不在写的街道里，请再核对。",
    AddressWarning.AMBIGUOUS_COMMUNITY: "几个街道有同名的社区，请写上街道。",
}
_QUOTABLE = 12


@dataclass(frozen=True, slots=True)
class Matter:
    """A reason to look again: its code, a sentence, and whether it stops the registration."""

    code: str
    sentence: str
    stops: bool = False


@dataclass(frozen=True, slots=True)
class AlikeLine:
    """A clue that is like this one: its identity and a sentence that says which and why."""

    clue_id: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Advice:
    """Sentences for the fields (empty for none), and the matters that concern the clue as a whole."""

    title: str = ""
    text: str = ""
    phone: str = ""
    address: str = ""
    matters: tuple[Matter, ...] = ()


def advise(content: ClueContent, reference: Reference) -> Advice:
    """What to say about ``content`` as it stands."""
    person = content.contributor
    phone = phone_warning(person.phone)
    warnings = check_address(person.address, reference.communities).warnings if person.address.strip() else ()
    very_long = any(body_length(t) is LengthStanding.VERY_LONG for t in (content.analysis, content.suggestions))
    found = (_matter(hint, content, reference) for hint in screening_hints(content, reference.hint_words))
    return Advice(
        title="" if title_length(content.title) is LengthStanding.FINE else "标题较长，最好在 30 个字以内。",
        text="内容很长，可以只写要点，把材料作为附件。" if very_long else "",
        phone=_PHONE[phone] if phone else "",
        address="".join(_ADDRESS[warning] for warning in warnings),
        matters=tuple(matter for matter in found if matter is not None),
    )


def _matter(hint: Hint, content: ClueContent, reference: Reference) -> Matter | None:
    reason = reference.reasons.get(hint.reason)
    if reason is None or (reason.effect is HintEffect.RETURN and not _finished(content)):
        return None
    quoted = "、".join(f"“{word}”" for word in hint.words[:3] if len(word) <= _QUOTABLE)
    where = f"（写到{quoted}）" if quoted else ""
    stops = reason.effect is HintEffect.STOP
    opening = "可能不在征集范围" if reason.effect is HintEffect.REFER else "请再看一看"
    sentence = f"{reason.label}{where}。{reason.referral}"
    return Matter(hint.reason, sentence if stops else f"{opening}：{sentence}", stops)


def _finished(content: ClueContent) -> bool:
    """Whether the liaison has gone on to the citizen's own data: then what stands above is meant to be whole."""
    person = content.contributor
    return person.anonymous or bool(person.name.strip())
