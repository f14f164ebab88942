"""What commands say: Chinese lines for people, or one stable JSON document."""

import io
import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass

from baixing_desktop.canonical import Plain
from baixing_desktop.errors import InputError, UserError
from baixing_desktop.files import reason_of

# Direction marks in a citizen's words must not turn our own lines around (safety T8); the record keeps them.
_UNSEEN = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C])


def speak_plainly() -> None:
    """Let the standard streams carry every character: UTF-8 into files and pipes, escapes where a screen has none."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


@dataclass(frozen=True, slots=True)
class Output:
    """Where a command's answer goes. Lines are for people; the document replaces them under ``--json``.

    Raises:
        InputError: from every method, ``FILE_NOT_WRITTEN`` when standard output takes nothing more.
    """

    as_json: bool

    def say(self, line: str) -> None:
        """One line for people; silent under ``--json``."""
        if not self.as_json:
            _write(line.translate(_UNSEEN))

    def say_all(self, lines: Iterable[str]) -> None:
        """Several lines for people."""
        for line in lines:
            self.say(line)

    def document(self, document: dict[str, Plain]) -> None:
        """The machine-readable answer on one line; silent without ``--json``. Flushed at once, for who waits for it."""
        if self.as_json:
            _write(json.dumps(document, ensure_ascii=False, sort_keys=True))

    def explain(self, error: UserError) -> None:
        """An error of the user's world: three sentences and the code, on stderr; a document under ``--json``."""
        print(f"{error.sentences()}（{error.code}）", file=sys.stderr)  # noqa: T201 - this is the terminal's voice
        advice = error.advice
        self.document({"error": {"code": error.code, "what": advice.what, "safe": advice.safe, "todo": advice.todo}})


def _write(text: str) -> None:
    try:
        print(text, flush=True)  # noqa: T201 - this is the terminal's voice
    except BrokenPipeError:
        raise
    except OSError as error:
        raise InputError("FILE_NOT_WRITTEN", name="输出", reason=reason_of(error)) from error
