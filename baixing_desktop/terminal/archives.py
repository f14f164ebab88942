"""Commands on the package of a year: archive make, archive verify."""

from argparse import Namespace

from baixing_desktop.canonical import Plain
from baixing_desktop.terminal.exits import Exit
from baixing_desktop.terminal.opening import confirmation_of, opened
from baixing_desktop.terminal.output import Output
from baixing_desktop.usecases.archive_check import check_archive
from baixing_desktop.usecases.archiving import archive_year


def make(arguments: Namespace, out: Output) -> None:
    """Write the package of a year."""
    with opened(arguments) as desk:
        made = archive_year(
            desk,
            arguments.year,
            arguments.output,
            internal=arguments.internal,
            purpose=arguments.purpose,
            second=confirmation_of(arguments),
        )
    out.say(f"已写出{arguments.year}年度档案：{made.path}，共 {made.files} 个文件")
    out.say(f"校验清单的摘要：{made.digest}")
    if made.lacking:
        out.say(f"有 {len(made.lacking)} 个附件没有收到或已经损坏，没有收入，名单见“说明.txt”。")
    if made.persons:
        out.say(f"其中有 {made.persons} 人的个人信息，请妥善保管。")
    document: dict[str, Plain] = {
        "file": str(made.path),
        "files": made.files,
        "persons": made.persons,
        "sha256": made.digest,
        "lacking": list(made.lacking),
    }
    out.document(document)


def verify(arguments: Namespace, out: Output) -> int:
    """Compare a package with its list; ends with 1 when anything differs. Opens no home."""
    found = check_archive(arguments.file)
    for words, names in (("改动过", found.changed), ("缺少", found.missing), ("多出", found.added)):
        out.say_all(f"{words}：{name}" for name in names)
    whole = f"{len(found.intact)} 个文件完好" + ("，没有改动。" if found.whole else "，其余见上。")
    out.say(whole)
    out.say(f"校验清单的摘要：{found.digest}，应与操作记录里“生成年度档案”的一致。")
    document: dict[str, Plain] = {
        "whole": found.whole,
        "intact": len(found.intact),
        "changed": list(found.changed),
        "missing": list(found.missing),
        "added": list(found.added),
        "sha256": found.digest,
    }
    out.document(document)
    return Exit.FINE if found.whole else Exit.USER
