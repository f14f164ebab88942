"""The commands of the View menu: type size and theme."""

from ui.shell.page import Command
from ui.style import Style, Theme


def view_commands(style: Style) -> tuple[Command, ...]:
    """Larger, smaller, as it was; light, dark, high contrast."""
    return (
        Command("放大字号", "Ctrl+=|Ctrl++", "视图", lambda: style.step_scale(1)),
        Command("缩小字号", "Ctrl+-", "视图", lambda: style.step_scale(-1)),
        Command("恢复字号", "Ctrl+0", "视图", lambda: style.set_scale(100)),
        Command("浅色", "", "视图", lambda: style.set_theme(Theme.LIGHT)),
        Command("深色", "", "视图", lambda: style.set_theme(Theme.DARK)),
        Command("高对比", "", "视图", lambda: style.set_theme(Theme.CONTRAST)),
    )
