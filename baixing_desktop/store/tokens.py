"""How Chinese text is cut for the search index: every pair of neighbouring characters, so that nothing is missed.

Words would need a dictionary, and would not find a part of a name; three characters at a time would not find the
many words of two. Case of ASCII letters does not count, as in SQL's LIKE on SQLite.
"""

from collections.abc import Iterable

_LAST_ASCII = 128
_ASIDE = 0x10FF00
"""ASCII signs stand in the index as characters of the last private plane: the index takes only letters and digits."""

_FOLDED = {code: chr(code).lower() if chr(code).isalnum() else chr(_ASIDE + code) for code in range(_LAST_ASCII)}
_BETWEEN_FIELDS = chr(_ASIDE + _LAST_ASCII)


def folded(text: str) -> str:
    """``text`` as it is indexed and looked up."""
    return text.translate(_FOLDED)


def pairs(text: str) -> list[str]:
    """The pairs of neighbouring characters of ``text``, then its last character alone."""
    plain = folded(text)
    return [plain[i : i + 2] for i in range(len(plain))]


def document(fields: Iterable[str]) -> str:
    """What the full-text index takes for these fields; no phrase reaches from one field into the next."""
    return f" {_BETWEEN_FIELDS} ".join(" ".join(pairs(field)) for field in fields if field)


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
