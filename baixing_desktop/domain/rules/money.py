"""Amounts of money: written in yuan, kept in whole cents (分)."""

import re
from unicodedata import normalize

_YUAN = re.compile(r"([0-9]{1,7})(?:\.([0-9]{1,2}))?")


def cents_of(words: str) -> int | None:
    """``1,200.5`` or ``￥1200.50元``, in wide digits too, as 120050 cents.

    None when it is no amount, or one of more than seven digits of yuan: the record holds no more.
    """
    bare = normalize("NFKC", words).replace(",", "").replace(" ", "")
    found = _YUAN.fullmatch(bare.lstrip("¥").removesuffix("元"))
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0")) if found else None


def yuan(cents: int) -> str:
    """120050 as ``1200.50``, as :func:`cents_of` reads it."""
    return f"{cents // 100}.{cents % 100:02}"
