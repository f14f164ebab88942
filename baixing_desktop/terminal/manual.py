"""The command of the manual: manual."""

from argparse import Namespace

from baixing_desktop.domain.manual import Audience
from baixing_desktop.files import write_durably
from baixing_desktop.terminal.output import Output
from baixing_desktop.usecases.manual import manual, manual_pdf


def write_manual(arguments: Namespace, out: Output) -> None:
    """Write one book as PDF; no home is needed."""
    audience = Audience(arguments.audience)
    write_durably(arguments.file, manual_pdf(audience))
    out.say(f"已写出{manual(audience).title}：{arguments.file}")
    out.document({"manual": str(audience), "file": str(arguments.file)})
