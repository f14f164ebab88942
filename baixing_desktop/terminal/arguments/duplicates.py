"""What can be asked about alike clues: similar."""

from baixing_desktop.terminal.arguments.parser import Commands, add_command, count, words


def add_duplicate_commands(commands: Commands) -> None:
    """The commands of finding duplicates."""
    similar = add_command(commands, "similar", "区办公室：查重，列出可能是同一件事的线索和理由")
    similar.add_argument("id", nargs="?", type=words, metavar="编号")
    similar.add_argument("--all", action="store_true", help="全部线索，每条列出最像的几条")
    similar.add_argument("--faint", action="store_true", help="也列出只是有些相近的，按相近程度补足条数")
    similar.add_argument("--limit", type=count, default=5, metavar="条数", help="每条最多列出多少条（默认 5）")
