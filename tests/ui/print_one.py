"""A program of its own for the test of printing: Qt finds the queues of CUPS_SERVER once, when it starts.

Usage: ``python -m tests.ui.print_one PAPER QUEUE lp|paint COPIES FIRST LAST`` (pages from 1).
"""

import sys
from pathlib import Path

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from baixing_desktop.papers.preview import page_sizes
from baixing_desktop.work import Work
from ui.printing import has_printer, new_printer, paint, send


def main(paper: str, queue: str, way: str, copies: str, first: str, last: str) -> None:
    """Print on a queue as the window does."""
    app = QApplication([])
    assert has_printer()
    pdf = Path(paper).read_bytes()
    printer = new_printer("附件3")
    printer.setPrinterName(queue)
    assert printer.outputFormat() == QPrinter.OutputFormat.NativeFormat
    printer.setCopyCount(int(copies))
    printer.setFromTo(int(first), int(last))
    printer.setDuplex(QPrinter.DuplexMode.DuplexLongSide)
    if way == "lp":
        send(pdf, printer, Work())
    else:
        paint(pdf, printer, range(int(first), int(last) + 1), page_sizes(pdf), Work())
    app.quit()


if __name__ == "__main__":
    main(*sys.argv[1:])
