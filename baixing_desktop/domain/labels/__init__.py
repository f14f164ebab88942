"""The Chinese words for every code the program decides itself (labels of reference data are in its files)."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from baixing_desktop.domain.labels.actions import ACTIONS
from baixing_desktop.domain.labels.findings import FINDINGS
from baixing_desktop.domain.labels.found import FOUND
from baixing_desktop.domain.labels.kinds import KINDS
from baixing_desktop.domain.labels.people import PEOPLE
from baixing_desktop.domain.labels.privacy import PRIVACY
from baixing_desktop.domain.labels.states import STATES

# By kind first: codes of two kinds with the same text are equal to Python and would share one entry.
_WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = MappingProxyType(
    {**PEOPLE, **ACTIONS, **STATES, **KINDS, **PRIVACY, **FINDINGS, **FOUND}
)


def label(code: StrEnum) -> str:
    """The Chinese word for ``code``.

    Raises:
        KeyError: a code without a word, which a test excludes.
    """
    return _WORDS[type(code)][code]


__all__ = ["label"]
