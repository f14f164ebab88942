"""The suites: how a container is signed and sealed, events are chained, and an enrolment proves its code. Each of them
names one, so that another can come (safety 2.3): what decides is here and nowhere else."""

import hmac
from collections.abc import Callable
from dataclasses import dataclass

from baixing_desktop.domain.batch import CHAINS
from baixing_desktop.vault.sealing import seal, unseal
from baixing_desktop.vault.signing import sign, verify
from sync.wire.v1 import SUITE


@dataclass(frozen=True, slots=True)
class Suite:
    """One set of algorithms: ``sign(seed, message)`` gives 64 bytes, ``verify(key, signature, message)`` judges them;
    ``seal(recipient, data)`` is undone by ``unseal(identity, box)`` alone. They raise what :mod:`baixing_desktop.vault`
    raises. ``chain(prev, data)`` is the hash of an event behind ``prev``; ``prove(code, message)`` what only somebody
    who knows the code of an enrolment can say, each as 64 hex digits.
    """

    sign: Callable[[bytes, bytes], bytes]
    verify: Callable[[str, bytes, bytes], bool]
    seal: Callable[[str, bytes], bytes]
    unseal: Callable[[str, bytes], bytes]
    chain: Callable[[str, bytes], str]
    prove: Callable[[bytes, bytes], str]


def _hmac(code: bytes, message: bytes) -> str:
    return hmac.digest(code, message, "sha256").hex()


KNOWN: dict[str, Suite] = {SUITE: Suite(sign, verify, seal, unseal, CHAINS[SUITE], _hmac)}
"""Every suite that this version reads, by the name that is written; of another one it says that it is too new."""
