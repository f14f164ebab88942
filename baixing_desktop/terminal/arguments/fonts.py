"""What can be asked about fonts: fonts."""

from pathlib import Path

from baixing_desktop.terminal.arguments.parser import Commands, add_command


def add_font_commands(commands: Commands) -> None:
    """The command on the fonts of papers."""
    fonts = add_command(commands, "fonts", "纸面用的字体：列出，或装入仿宋、小标宋、生僻字字体（ttf）")
    fonts.add_argument("files", nargs="*", type=Path, metavar="字体文件", help="要装入的字体；不给出时只列出")
