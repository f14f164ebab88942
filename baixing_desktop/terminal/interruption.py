"""Being told to end while something is being set up: noticed at once, obeyed between two steps."""

import signal
from collections.abc import Callable, Generator
from contextlib import contextmanager
from types import FrameType

_SIGNALS = [number for name in ("SIGINT", "SIGTERM", "SIGHUP") if (number := getattr(signal, name, None))]

Heed = Callable[[], None]
"""Called between two steps; raises KeyboardInterrupt when the program has been told to end."""


@contextmanager
def noticing_the_end() -> Generator[Heed]:
    """Inside the block, a signal to end is only remembered, until the yielded function is called.

    Python's own handler raises wherever the program happens to be. In a finaliser or in the callback of a weak
    reference the exception is printed and thrown away, and the program goes on as if nobody had told it to end.
    """
    told = False

    def remember(number: int, frame: FrameType | None) -> None:
        nonlocal told
        told = True

    def heed() -> None:
        if told:
            raise KeyboardInterrupt

    before = {number: signal.signal(number, remember) for number in _SIGNALS}
    try:
        yield heed
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
