"""Taking out the personal data of many needs a second person (safety P12)."""

from baixing_desktop.domain.people import Confirmation
from baixing_desktop.domain.rules.disclosure import MOST_PERSONS_ALONE, needs_second_person
from baixing_desktop.errors import IllegalActionError
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.sitting import second_person


def confirmed_by(desk: Desk, persons: int, given: Confirmation | None) -> str:
    """Make sure that a second person confirmed if data of so many ``persons`` go out.

    Returns who it was, for the trail; empty when nobody had to.

    Raises:
        IllegalActionError: ``SECOND_PERSON_NEEDED``, ``PASSPHRASE_MUST_CHANGE``.
        VaultError: as :func:`baixing_desktop.usecases.sitting.second_person`.
    """
    if not needs_second_person(persons):
        return ""
    if given is None:
        raise IllegalActionError("SECOND_PERSON_NEEDED", persons=persons, most=MOST_PERSONS_ALONE)
    return second_person(desk, given).id
