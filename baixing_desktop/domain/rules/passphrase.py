"""What a passphrase must be like (D2). 等保 asks for kinds of characters and a new one every 90 days; NIST SP 800-63B
forbids both and asks for length. So the policy is a setting with two profiles; both refuse what everybody tries first.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from unicodedata import category, normalize

from baixing_desktop.domain.text import one_line


@dataclass(frozen=True, slots=True)
class PassphrasePolicy:
    """``least`` characters of ``classes`` kinds, valid for ``days`` (None: for ever), none of the last ``history``."""

    code: str
    label: str
    least: int
    classes: int
    days: int | None
    history: int

    @property
    def words(self) -> str:
        """The policy in one sentence, for the field where a passphrase is chosen."""
        text = f"至少 {self.least} 个字符"
        if self.classes > 1:
            text += f"，大写字母、小写字母、数字、符号、汉字中至少有 {self.classes} 种"
        text += "；不要用姓名、单位、常见的词或连续的数字"
        return text + (f"；每 {self.days} 天更换一次。" if self.days else "。")


POLICIES: Mapping[str, PassphrasePolicy] = MappingProxyType(
    {
        "dengbao": PassphrasePolicy("dengbao", "等保（种类、期限）", least=10, classes=3, days=90, history=5),
        "nist": PassphrasePolicy("nist", "长口令（不限种类、不定期更换）", least=12, classes=1, days=None, history=0),
    }
)
DEFAULT_POLICY = "dengbao"

_LEET = str.maketrans("0134578@$!", "oieastbasi")
_RUN = 4
"""So many equal or neighbouring characters in a row count as one."""


def fault_of(
    passphrase: str, policy: PassphrasePolicy, common: Collection[str], own: Collection[str] = ()
) -> str | None:
    """Why ``passphrase`` cannot be used, in Chinese; None when it can. ``common`` are words everybody tries, in lower
    case; ``own`` are the person's name and the like.
    """
    if one_line(passphrase) != passphrase or not passphrase.strip():
        return "首尾不能有空格，中间不能有换行或连续的空格"
    if len(passphrase) < policy.least:
        return f"太短，至少要 {policy.least} 个字符"
    if len(kinds(passphrase)) < policy.classes:
        return f"字符种类太少，大写字母、小写字母、数字、符号、汉字中至少要有 {policy.classes} 种"
    plain = normalize("NFKC", passphrase).casefold()
    if any(len(word) >= 2 and word.casefold() in plain for word in own):
        return "不能含有自己的姓名或单位"
    if guessable(plain, common):
        return "太常见，容易被猜到"
    return None


def kinds(passphrase: str) -> set[str]:
    """Which kinds of characters are there: upper and lower case letters, digits, Han and other letters, symbols."""
    return {_kind(character) for character in passphrase}


def guessable(plain: str, common: Collection[str]) -> bool:
    """Whether little is left once common words, runs (1234, aaaa, qwer) and years are taken out of ``plain``."""
    for reading in {plain, plain.translate(_LEET)}:
        rest = reading
        for word in sorted((w for w in common if w in rest), key=len, reverse=True):
            rest = rest.replace(word, "\0")
        rest = re.sub(r"(19|20)\d\d([01]?\d[0-3]?\d)?", "\0", rest)
        if _weight(_without_runs(rest)) < 5:
            return True
    return False


def runs_out(since: datetime, policy: PassphrasePolicy, now: datetime) -> bool:
    """Whether a passphrase set at ``since`` has to be changed by now."""
    return policy.days is not None and now - since >= timedelta(days=policy.days)


def _kind(character: str) -> str:
    kind = category(character)
    return kind if kind in {"Lu", "Ll"} else {"N": "digit", "L": "other letter"}.get(kind[0], "symbol")


_ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
)


def _without_runs(text: str) -> str:
    kept, at = "", 0
    while at < len(text):
        length = _run_at(text, at)
        kept += "\0" if length >= _RUN else text[at : at + length]
        at += length
    return kept


def _run_at(text: str, at: int) -> int:
    """Length of the run of equal or neighbouring characters that begins at ``at``; 1 when there is none."""
    longest = 1
    while at + longest < len(text) and text[at + longest] == text[at]:
        longest += 1
    for row in _ROWS:
        for line in (row, row[::-1]):
            length = longest
            while at + length < len(text) and text[at : at + length + 1] in line:
                length += 1
            longest = length if text[at : at + length] in line else longest
    return longest


def _weight(rest: str) -> int:
    """How much there is to guess: each different character of what is left counts, a Han character twice."""
    return sum(2 if _kind(c) == "other letter" else 1 for c in set(rest) - {"\0"})
