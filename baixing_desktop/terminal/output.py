"""What commands say: Chinese lines for people, or one stable JSON document."""

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass

from baixing_desktop.canonical import Plain
from baixing_desktop.errors import UserError


@dataclass(frozen=True, slots=True)
class Output:
    """Where a command's answer goes. Lines are for people; the document replaces them under ``--json``."""

    as_json: bool

    def say(self, line: str) -> None:
        """One line for people; silent under ``--json``."""
        if not self.as_json:
            print(line)  # noqa: T201 - this is the terminal's voice

    def say_all(self, lines: Iterable[str]) -> None:
        """Several lines for people."""
        for line in lines:
            self.say(line)

    def document(self, document: dict[str, Plain]) -> None:
        """The machine-readable answer on one line; silent without ``--json``. Flushed at once, for who waits for it."""
        if self.as_json:
            print(json.dumps(document, ensure_ascii=False, sort_keys=True), flush=True)  # noqa: T201

    def explain(self, error: UserError) -> None:
        """An error of the user's world: three sentences and the code, on stderr; a document under ``--json``."""
        advice = error.advice
        if self.as_json:
            self.document(
                {"error": {"code": error.code, "what": advice.what, "safe": advice.safe, "todo": advice.todo}}
            )
        print(f"{error.sentences()}（{error.code}）", file=sys.stderr)  # noqa: T201
