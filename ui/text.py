"""Words on the screen: always plain text, dates and ages as people say them."""

from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from baixing_desktop.clock import local


def plain(
    text: str = "", role: str = "", *, wrap: bool = False, tone: str = "", parent: QWidget | None = None
) -> QLabel:
    """A label that never reads its text as markup. ``role`` and ``tone`` are known to the style sheet."""
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    if role:
        label.setProperty("role", role)
    if tone:
        label.setProperty("tone", tone)
    if wrap:
        label.setWordWrap(True)
        label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return label


def selectable(text: str = "", role: str = "", *, wrap: bool = True) -> QLabel:
    """A plain label whose words can be marked and copied, by mouse and keyboard."""
    label = plain(text, role, wrap=wrap)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label


def set_tone(widget: QWidget, tone: str, name: str = "tone") -> None:
    """Change a property that the style sheet reads, and let it show."""
    if widget.property(name) != tone:
        widget.setProperty(name, tone)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def say_day(day: date, today: date) -> str:
    """``今天``, ``昨天``, ``11月3日`` or, in another year, ``2025年11月3日``."""
    if day == today:
        return "今天"
    if (today - day).days == 1:
        return "昨天"
    return f"{day.month}月{day.day}日" if day.year == today.year else f"{day.year}年{day.month}月{day.day}日"


def say_moment(moment: datetime, now: datetime) -> str:
    """``今天 09:12`` or ``11月3日 15:20``, in the time of Guangzhou."""
    here = local(moment)
    return f"{say_day(here.date(), local(now).date())} {here:%H:%M}"


def say_age(moment: datetime, now: datetime) -> str:
    """How old something is: ``今天``, ``昨天``, ``3 天``."""
    days = (local(now).date() - local(moment).date()).days
    return {0: "今天", 1: "昨天"}.get(days, f"{days} 天")
