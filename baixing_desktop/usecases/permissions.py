"""The one place where it is enforced who may do what: every use case is an :func:`intention`."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from baixing_desktop.domain.labels import label
from baixing_desktop.domain.people import DUTIES, POSTS, holds
from baixing_desktop.domain.permissions import PERMISSIONS, Permission
from baixing_desktop.domain.states import Role
from baixing_desktop.domain.units import Face
from baixing_desktop.errors import IllegalActionError, InputError
from baixing_desktop.usecases.desk import FACE_LABELS, Desk, note

P = ParamSpec("P")
R = TypeVar("R")

WITH_ANY_PASSPHRASE = frozenset(
    {"people.change_passphrase", "people.policy"}
    | {f"sitting.{name}" for name in ("lock", "unlock", "change_places", "sign_out")}
)
"""What remains possible while the passphrase has to be changed."""


def intention(act: Callable[Concatenate[Desk, P], R]) -> Callable[Concatenate[Desk, P], R]:
    """Make ``act`` a use case: it runs only for an actor whom its row of the permission table names.

    The use case then raises IllegalActionError ``ACTION_NOT_ALLOWED`` (another post's work), InputError ``WRONG_ROLE``
    (the other kind of desk's work) or IllegalActionError ``PASSPHRASE_MUST_CHANGE``; each refusal stands in the trail.

    Raises:
        KeyError: on loading, when the table has no row for it (``domain/permissions.py``).
    """
    name = f"{act.__module__.rpartition('.')[2]}.{act.__name__}"
    permission = PERMISSIONS[name]

    @wraps(act)
    def permitted(desk: Desk, *args: P.args, **kwargs: P.kwargs) -> R:
        _permit(desk, name, permission)
        return act(desk, *args, **kwargs)

    return permitted


def may(desk: Desk, name: str) -> bool:
    """Whether the desk's actor may use the use case called ``name`` (``people.add_person``)."""
    permission = PERMISSIONS[name]
    return bool(desk.actor.roles & permission.roles) or _stands_in(desk, permission)


def _permit(desk: Desk, name: str, permission: Permission) -> None:
    if desk.actor.must_change and name not in WITH_ANY_PASSPHRASE:
        raise IllegalActionError("PASSPHRASE_MUST_CHANGE")
    if desk.actor.roles & permission.roles or _stands_in(desk, permission):
        return
    with desk.store.writing() as tx:
        note(desk, tx, "refuse", "permission", name, result="refused")
        here = tx.system.installation().face
    faces = [face for face in Face if permission.roles & frozenset(POSTS[face])]
    if faces and here not in faces and not permission.roles & frozenset(DUTIES):
        raise InputError("WRONG_ROLE", role=FACE_LABELS[faces[0]])
    roles = "、".join(label(role) for role in Role if role in permission.roles and role is not Role.SYSTEM)
    raise IllegalActionError("ACTION_NOT_ALLOWED", action=permission.words, roles=roles or "程序自动")


def _stands_in(desk: Desk, permission: Permission) -> bool:
    """Until a security administrator was appointed the system administrator does that work: somebody has to appoint."""
    if Role.SECURITY_ADMIN not in permission.roles or desk.actor.duty is not Role.SYSTEM_ADMIN:
        return False
    with desk.store.reading() as tx:
        return not holds(tx.people.all(), Role.SECURITY_ADMIN)
