"""Masking of contact data, the default wherever they are not needed in full (PIPL 51; safety P10)."""

import re
from dataclasses import replace

from baixing_desktop.domain.clue import Contributor

_HOUSE = re.compile(r"^(.*?(?:路|街|巷|道|村|里|坊|大街|大道))(.*)$", re.DOTALL)


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
    )
