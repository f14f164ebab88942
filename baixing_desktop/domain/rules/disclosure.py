"""How much personal data one person may take out alone (safety P12; PIPL 51, 54; GB/T 35273-2020 7.1)."""

from collections.abc import Iterable

from baixing_desktop.domain.clue import Contributor

MOST_PERSONS_ALONE = 50
"""Persons on one paper or in one file. A street's month and a day's forms stay far below; what the whole district
collected in a year lies above.
"""


def needs_second_person(persons: int) -> bool:
    """Whether somebody else has to confirm that the data of so many ``persons`` are taken out."""
    return persons > MOST_PERSONS_ALONE


def persons_named(contributors: Iterable[Contributor]) -> int:
    """How many persons can be told from these contact data; one who brought several clues counts once."""
    return len({one.known for one in contributors if one.known})
