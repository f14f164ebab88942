"""The command on the fonts of papers: fonts."""

from argparse import Namespace

from baixing_desktop.canonical import Plain
from baixing_desktop.papers import fonts
from baixing_desktop.terminal.output import Output


def list_or_install(arguments: Namespace, out: Output) -> None:
    """Install the named fonts for this user, then list what papers are set in."""
    for file in arguments.files:
        out.say(f"已装入 {fonts.install(file).name}")
    body, title = fonts.names_in_use()
    out.say_all((f"正文字体：{body}", f"标题字体：{title}"))
    packs = fonts.packs()
    out.say_all(
        f"生僻字字体：{pack.name}（{pack.path}）" + (f"，不能使用：{pack.problem}" if pack.problem else "")
        for pack in packs
    )
    out.say(f"字体可以放在：{fonts.folder()}")
    listed: list[Plain] = [{"name": p.name, "file": str(p.path), "problem": p.problem} for p in packs]
    out.document({"body": body, "title": title, "packs": listed, "folder": str(fonts.folder())})
