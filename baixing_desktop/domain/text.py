"""Cleaning of texts at the door, so that every later sink can trust them."""

import re

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_UNCLEAN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


# U+FF01–FF5E mirror ! to ~ in the same order; the ideographic space is a space.
_HALF_WIDTH = {0xFF01 + offset: 0x21 + offset for offset in range(94)} | {0x3000: 0x20}


def half_width(text: str) -> str:
    """``text`` with full-width letters, digits, signs and spaces as ASCII, for comparing; positions stay the same."""
    return text.translate(_HALF_WIDTH)


def clean_text(text: str) -> str:
    """``text`` with line ends as ``\\n``, without control characters, lone surrogates shown as U+FFFD.

    Words, spaces, rare characters and emoji stay exactly as they were given: they are the citizen's own.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text)
    return _CONTROLS.sub("", text)


def is_clean(text: str) -> bool:
    """Whether :func:`clean_text` would change nothing."""
    return _UNCLEAN.search(text) is None


def one_line(text: str) -> str:
    """``text`` on one line, for lists and titles: every run of white space becomes one blank."""
    return " ".join(text.split())
