"""A child process for bytes that nobody vouches for: little memory, little time, no writing (safety T7).

Whatever such a file does to the libraries that open it happens there, and ends there.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias, cast

from baixing_desktop.canonical import Plain
from baixing_desktop.errors import InputError

WORKER_FLAG = "--confined"
"""The frozen program has no ``-m``; it starts a worker on this argument and the worker's name."""

WORKERS = ("baixing_desktop.intake.old_worker", "baixing_desktop.scans.worker")
"""The modules that may be started so; each has a ``main``."""

Answer: TypeAlias = tuple[dict[str, Any], list[bytes]]
"""Plain facts, and the files that were made."""
Task: TypeAlias = Callable[..., Answer]

_MEMORY = 1_500_000_000
_SECONDS = 80

PATIENCE_S = 90
"""A child that takes longer is ended; a hundred pages take a tenth of it on an old computer."""

_HEAD = 4
_HEAD_LIMIT = 1_000_000


class RefusedError(Exception):
    """Raised in a worker: the file cannot be used; the text says why in a Chinese clause."""


def ask(worker: str, task: str, data: bytes, name: str, **options: Plain) -> Answer:
    """Let ``worker`` do ``task`` on ``data``; gives its answer and the files it made. ``name`` is for the error.

    Raises:
        InputError: ``FILE_UNREADABLE``, with the worker's reason or because it did not survive the file.
    """
    request = pack({"task": task, **options}, [data])
    try:
        ended = subprocess.run(
            _command(worker),
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


def serve(tasks: Mapping[str, Task], broken: tuple[type[Exception], ...]) -> int:
    """The worker's whole life: confined, it answers the one request on standard input, and is gone.

    ``broken`` is what its libraries raise at damaged files. Anything else ends it, which the asker takes as damage too.
    """
    _confine()
    head, files = unpack(sys.stdin.buffer.read())
    made: list[bytes] = []
    try:
        answer, made = tasks[head.pop("task")](files[0], **head)
    except RefusedError as refused:
        answer = {"reason": str(refused)}
    except MemoryError:
        answer = {"reason": "内容超出限度"}
    except broken:
        answer = {"reason": "内容已损坏"}
    sys.stdout.buffer.write(pack(answer, made))
    sys.stdout.buffer.flush()
    return 0


def _confine() -> None:
    """Give up what no file needs; nothing of it can be taken back."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - Windows has none

    for limit, value in (
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_CPU, _SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (value, value))


def _command(worker: str) -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, WORKER_FLAG, worker]
    # Isolated: neither the folder we stand in nor the environment may put other code in the way.
    return [sys.executable, "-I", "-m", worker]
