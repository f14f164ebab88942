"""How Chinese text is cut for the search index: every pair of neighbouring characters, so that nothing is missed.

Words would need a dictionary, and would not find a part of a name; three characters at a time would not find the
many words of two. Case of ASCII letters does not count, as in SQL's LIKE on SQLite.
"""

import re
import sys
from array import array
from collections.abc import Iterable

_LAST_ASCII = 128
_ASCII = re.compile("[\0-\x7f]+")
_UTF_32 = f"utf-32-{sys.byteorder[0]}e"
_CODE = next(code for code in "IL" if array(code).itemsize == 4)  # an array's item of four bytes: one character
_BLANK = ord(" ")
_ASIDE = 0x10FF00
"""ASCII signs stand in the index as characters of the last private plane: the index takes only letters and digits."""

_FOLDED = {code: chr(code).lower() if chr(code).isalnum() else chr(_ASIDE + code) for code in range(_LAST_ASCII)}
_BETWEEN_FIELDS = chr(_ASIDE + _LAST_ASCII)


def folded(text: str) -> str:
    """``text`` as it is indexed and looked up."""
    # Only the ASCII runs: a table is asked for each character, and nearly all are Chinese.
    return _ASCII.sub(_fold, text)


def _fold(run: re.Match[str]) -> str:
    return run[0].translate(_FOLDED)


def pairs(text: str) -> list[str]:
    """The pairs of neighbouring characters of ``text``, then its last character alone."""
    plain = folded(text)
    return [plain[i : i + 2] for i in range(len(plain))]


def document(fields: Iterable[str]) -> str:
    """What the full-text index takes for these fields; no phrase reaches from one field into the next."""
    return f" {_BETWEEN_FIELDS} ".join(_spaced_pairs(field) for field in fields if field)


def _spaced_pairs(text: str) -> str:
    """The :func:`pairs` of ``text`` (not empty) with blanks between them, put together by slices and not one by one: an
    import or a batch of a thousand clues has a million of them."""
    characters = array(_CODE, folded(text).encode(_UTF_32, "surrogatepass"))
    woven = array(_CODE, [_BLANK]) * (3 * len(characters) - 2)
    woven[0::3] = characters
    woven[1::3] = characters[1:]
    return woven.tobytes().decode(_UTF_32, "surrogatepass")


def match_expression(words: Iterable[str]) -> str:
    """The query for texts in which every one of ``words`` (none empty) occurs."""
    return " AND ".join(_phrase(folded(word)) for word in words)


def _phrase(word: str) -> str:
    if len(word) == 1:
        return f'"{word}" *'
    return '"' + " ".join(word[i : i + 2] for i in range(len(word) - 1)) + '"'


def marks(fields: Iterable[str]) -> list[str]:
    """The distinct pairs and characters of these fields."""
    found: set[str] = set()
    for field in fields:
        found.update(pairs(field), folded(field))
    return sorted(found)


def marks_of_word(word: str) -> list[str]:
    """The marks that every text with ``word`` in it has."""
    plain = folded(word)
    return [plain] if len(plain) == 1 else sorted({plain[i : i + 2] for i in range(len(plain) - 1)})


def is_a_mark(word: str) -> bool:
    """Whether the texts with the mark of ``word`` (not empty) are just those with ``word`` in them: it is no longer
    than a pair, and has no sign whose character in the index a text might have itself."""
    plain = folded(word)
    return len(plain) <= 2 and max(map(ord, plain)) < _ASIDE
