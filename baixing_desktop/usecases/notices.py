"""The notice a citizen is shown, as the program ships it."""

from collections.abc import Mapping
from functools import cache

from baixing_desktop.domain.clue import NOTICE_VERSION
from baixing_desktop.domain.notices import NoticeText, parse_notices
from resources import reference_text


@cache
def notice_texts() -> Mapping[str, NoticeText]:
    """Every version by its name."""
    return parse_notices(reference_text("notices.json"))


def notice_of(version: str) -> tuple[NoticeText, bool]:
    """The notice of ``version`` and whether it is that one; otherwise the one in force."""
    texts = notice_texts()
    return (texts[version], True) if version in texts else (texts[NOTICE_VERSION], False)
