"""Being told to end while something is being set up."""

import signal
import weakref

import pytest

from baixing_desktop.terminal.interruption import noticing_the_end


class Thing:
    """Something that a weak reference can watch."""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_that_comes_inside_a_finaliser_is_not_lost(number: signal.Signals) -> None:
    with noticing_the_end() as heed:
        heed()
        thing = Thing()
        watched = weakref.ref(thing, lambda _gone: signal.raise_signal(number))
        del thing
        assert watched() is None
        with pytest.raises(KeyboardInterrupt):
            heed()


def test_the_handlers_of_before_are_back_afterwards() -> None:
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    with noticing_the_end():
        assert signal.getsignal(signal.SIGINT) is not before[signal.SIGINT]
    assert {number: signal.getsignal(number) for number in before} == before
