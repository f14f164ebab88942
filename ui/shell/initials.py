"""First letters of the pinyin of the characters in our own command names; a test keeps it complete."""

_GROUPS = {
    "b": "不办并报步比白编补表闭",
    "c": "充出存撤查次窗草藏采除",
    "d": "到动大对导打登第读",
    "f": "分复放方服返附",
    "g": "个关工改稿高",
    "h": "函号回恢或核",
    "j": "今件加即建据接记",
    "k": "口开空",
    "l": "令理立类联览",
    "m": "命",
    "p": "凭批片盘",
    "q": "取启浅确",
    "r": "日认",
    "s": "上删受审式所收深示索缩色送",
    "t": "停台填条添贴退",
    "w": "务文",
    "x": "下修小新显系线选销项",
    "y": "一予优印用由隐预",
    "z": "作制字执找止照粘转这骤",
}
_LETTERS = {character: letter for letter, characters in _GROUPS.items() for character in characters}


def initials(words: str) -> str:
    """The initials of ``words``: ``新建线索`` → ``xjxs``. Latin letters and digits stay; the rest is left out."""
    return "".join(c.casefold() if c.isascii() and c.isalnum() else _LETTERS.get(c, "") for c in words)


def unknown(words: str) -> set[str]:
    """The Chinese characters of ``words`` that the table does not know."""
    return {c for c in words if "\u4e00" <= c <= "\u9fff" and c not in _LETTERS}
