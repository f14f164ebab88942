"""The order of days: nothing happened before the step before it, and nothing that happened is still to come."""

from datetime import date

from baixing_desktop.errors import InputError


def not_before(day: date, earlier: date | None, field: str) -> None:
    """Refuse a date before the one of the step before.

    Raises:
        InputError: ``INPUT_INVALID``.
    """
    if earlier is not None and day < earlier:
        raise InputError("INPUT_INVALID", field=field, reason=f"早于上一步的 {earlier.isoformat()}")


def not_after(day: date, today: date, field: str) -> None:
    """Refuse what is said to have happened in the future.

    Raises:
        InputError: ``INPUT_INVALID``.
    """
    if day > today:
        raise InputError("INPUT_INVALID", field=field, reason="这一天还没有到")
