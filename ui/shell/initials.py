"""First letters of the pinyin of the characters in our own command names; a test keeps it complete."""

_GROUPS = {
    "a": "按",
    "b": "表报本不班办闭白标比",
    "c": "采查草撤存出传处词",
    "d": "打待到登对动导单第督多大度定导地",
    "f": "发反封分附放服复返法浅"[:-1],
    "g": "改公工关告给更高归稿管",
    "h": "函恢回和会后号候",
    "j": "件加接交结记见将决继",
    "k": "空开看库快",
    "l": "类里立联列理历来录",
    "m": "码明命目名",
    "n": "内能年您拟",
    "p": "批片配",
    "q": "签前清区取全启去浅",
    "r": "日认入任",
    "s": "收受审删上示生市诉色深使缩省输输审",
    "t": "添条停通退提台题填",
    "w": "文为完网位务维",
    "x": "线下写信新选修向行小显系像",
    "y": "印用优移应预一议原阅页",
    "z": "转至知中状字置重作众照再追找自",
}
_LETTERS = {character: letter for letter, characters in _GROUPS.items() for character in characters}
_READINGS = {"索": "s", "众": "z", "群": "q", "今": "j", "编": "b", "案": "a", "审": "s", "核": "h", "馈": "k"}


def initials(words: str) -> str:
    """The initials of ``words``: ``新建线索`` → ``xjxs``. Latin letters and digits stay; the rest is left out."""
    letters = _LETTERS | _READINGS
    return "".join(c.casefold() if c.isascii() and c.isalnum() else letters.get(c, "") for c in words)


def unknown(words: str) -> set[str]:
    """The Chinese characters of ``words`` that the table does not know."""
    letters = _LETTERS | _READINGS
    return {c for c in words if "\u4e00" <= c <= "\u9fff" and c not in letters}
