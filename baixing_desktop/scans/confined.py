"""A child process for bytes that nobody vouches for: little memory, little time, no writing (safety T7).

Whatever such a file does to the libraries that open it happens there, and ends there.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from typing import IO, Any, cast

from baixing_desktop.canonical import Plain
from baixing_desktop.errors import InputError

WORKER_FLAG = "--scan-worker"
"""The frozen program has no ``-m``; it starts the worker on this argument."""

PATIENCE_S = 90
"""A child that takes longer is ended; a hundred pages take a tenth of it on an old computer."""

_HEAD = 4
_HEAD_LIMIT = 1_000_000


def ask(task: str, data: bytes, name: str, **options: Plain) -> tuple[dict[str, Any], list[bytes]]:
    """Let the worker do ``task`` on ``data``; gives its answer and the files it made. ``name`` is for the error.

    Raises:
        InputError: ``FILE_UNREADABLE``, with the worker's reason or because it did not survive the file.
    """
    request = pack({"task": task, **options}, [data])
    try:
        ended = subprocess.run(
            _command(),
            input=request,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE_S,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired as error:
        raise InputError("FILE_UNREADABLE", name=name, reason="打开它用的时间太长") from error
    if ended.returncode:
        raise InputError("FILE_UNREADABLE", name=name, reason="内容已损坏，或超出限度")
    answer, files = unpack(ended.stdout)
    if "reason" in answer:
        raise InputError("FILE_UNREADABLE", name=name, reason=answer["reason"])
    return answer, files


def pack(head: dict[str, Any], files: Sequence[bytes]) -> bytes:
    """A message: the length of its head, the head as JSON, then the files one after the other."""
    text = json.dumps({**head, "sizes": [len(file) for file in files]}).encode()
    return b"".join([len(text).to_bytes(_HEAD, "big"), text, *files])


def unpack(message: bytes) -> tuple[dict[str, Any], list[bytes]]:
    """What :func:`pack` packed.

    Raises:
        ValueError: the message has another form.
    """
    begin = _HEAD + int.from_bytes(message[:_HEAD], "big")
    if not _HEAD < begin <= min(_HEAD_LIMIT, len(message)):
        raise ValueError("not a message")
    head = cast("dict[str, Any]", json.loads(message[_HEAD:begin]))
    files: list[bytes] = []
    for size in head.pop("sizes"):
        files.append(message[begin : begin + size])
        begin += size
    return head, files


def read_all(stream: IO[bytes]) -> tuple[dict[str, Any], list[bytes]]:
    """The message that ``stream`` holds up to its end."""
    return unpack(stream.read())


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, WORKER_FLAG]
    # Isolated: neither the folder we stand in nor the environment may put other code in the way.
    return [sys.executable, "-I", "-m", "baixing_desktop.scans.worker"]
