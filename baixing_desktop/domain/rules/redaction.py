"""Masking of contact data, the default wherever they are not needed in full (PIPL 51; P10; domain decision 7)."""

import re
from dataclasses import replace

from baixing_desktop.domain.clue import ClueContent, Contributor
from baixing_desktop.domain.rules.identifiers import IdentifierKind, identifiers

_HOUSE = re.compile(r"^(.*?(?:路|街|巷|道|村|里|坊|大街|大道))(.*)$", re.DOTALL)
_MAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+-]*@[A-Za-z0-9.-]+\.[A-Za-z]{2,}")
_ACCOUNT = re.compile(r"((?:微信|QQ|qq|Q Q)(?:号码|号)?\s*[:：是为]?\s*)([A-Za-z0-9_-]{5,20})")


_TELLING_DIGITS = 3
"""As many digits of a telephone number, found in it, say something that its masked form does not."""


def tells_a_number(text: str) -> bool:
    """Whether a search for ``text`` would say of masked contact data which digits are in them: then it shows them, as
    a look at them does (P10)."""
    return sum(character.isdigit() for character in text) >= _TELLING_DIGITS


def mask_name(name: str) -> str:
    """``张三丰`` → ``张**``: the first character stays."""
    name = name.strip()
    return name[:1] + "*" * (len(name) - 1) if len(name) > 1 else name and "*"


def mask_phone(phone: str) -> str:
    """``13812345678`` → ``138****5678``; other numbers keep their last two digits."""
    digits = phone.strip()
    if len(digits) == 11 and digits.isdigit():
        return f"{digits[:3]}****{digits[7:]}"
    return "*" * max(len(digits) - 2, 0) + digits[-2:] if len(digits) > 2 else "*" * len(digits)


def mask_address(address: str) -> str:
    """What follows the road name is hidden; without a road name, all but the first three characters."""
    address = address.strip()
    match = _HOUSE.match(address)
    shown = match.group(1) if match else address[:3]
    return shown + ("***" if len(address) > len(shown) else "")


def masked(contributor: Contributor) -> Contributor:
    """The contributor as lists and unprivileged screens show it."""
    return replace(
        contributor,
        name=mask_name(contributor.name),
        phone=mask_phone(contributor.phone),
        address=mask_address(contributor.address),
        guardian=contributor.guardian and mask_name(contributor.guardian),
    )


def redact_text(text: str, contributor: Contributor) -> str:
    """``text`` without what leads to a person: the contributor's own name, telephone and address wherever they occur,
    and every telephone, identity card, bank card, mail address and chat account of anybody.
    """
    for found in reversed(identifiers(text)):
        number = text[found.start : found.end]
        hidden = mask_phone(number) if found.kind is IdentifierKind.MOBILE else "*" * len(number)
        text = text[: found.start] + hidden + text[found.end :]
    text = _MAIL.sub("***", text)
    text = _ACCOUNT.sub(r"\1***", text)
    for own, mask in (
        (contributor.phone.strip(), mask_phone),
        (contributor.address.strip(), mask_address),
        (contributor.name.strip(), mask_name),
        ((contributor.guardian or "").strip(), mask_name),
    ):
        # One character is no name: hiding it everywhere would spoil the text.
        if len(own) > 1:
            text = text.replace(own, mask(own))
    return text


def without_numbers(text: str) -> str:
    """``text`` without telephone, identity and bank numbers, addresses of mail and chat accounts of anybody: what is
    typed into the audit trail cannot be taken out of it again (safety D6).
    """
    return redact_text(text, Contributor())


def redacted(content: ClueContent) -> ClueContent:
    """``content`` as every paper shows it that leaves the office, but for Attachment 3 and the reply contact sheet:
    no contacts at all, and none inside the texts.
    """
    person = content.contributor
    return replace(
        content,
        title=redact_text(content.title, person),
        analysis=redact_text(content.analysis, person),
        suggestions=redact_text(content.suggestions, person),
        contributor=Contributor(anonymous=person.anonymous),
        attachments=tuple(replace(file, name=redact_text(file.name, person)) for file in content.attachments),
    )
