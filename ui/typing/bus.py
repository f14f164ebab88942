"""The little of D-Bus that Chinese input needs, over jeepney (which keyring brings along on Linux)."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

import jeepney
from jeepney.io import blocking

_PATIENCE_S = 0.5
# The library ships no types.
_JEEPNEY, _BLOCKING = cast("Any", jeepney), cast("Any", blocking)


@dataclass(frozen=True, slots=True)
class Object:
    """An object on the bus and one of its interfaces."""

    path: str
    owner: str
    interface: str

    def method(self, member: str, signature: str, body: tuple[Any, ...]) -> Any:
        """The message that calls one of its methods."""
        address = _JEEPNEY.DBusAddress(self.path, self.owner, self.interface)
        return _JEEPNEY.new_method_call(address, member, signature or None, body)


class NoBusError(Exception):
    """There is no session bus, it went away, or nobody answered in time."""


class SessionBus:
    """A connection of our own to the session bus. Every method may raise :class:`NoBusError`."""

    def __init__(self) -> None:
        try:
            self._connection: Any = _BLOCKING.open_dbus_connection("SESSION", auth_timeout=_PATIENCE_S)
        # jeepney: KeyError without an address, ValueError for one it cannot read or a refusal to let us in.
        except (OSError, KeyError, ValueError, RuntimeError) as error:
            raise NoBusError(str(error)) from error
        self._signals: deque[Any] = deque(maxlen=256)

    def close(self) -> None:
        """Let the bus go."""
        self._connection.close()

    @property
    def descriptor(self) -> int:
        """What becomes readable when something arrives."""
        return self._connection.sock.fileno()

    def owned(self, name: str) -> bool:
        """Whether somebody answers to this name."""
        return bool(self._answer(_JEEPNEY.message_bus.NameHasOwner(name))[0])

    def call(self, at: Object, member: str, signature: str = "", body: tuple[Any, ...] = ()) -> tuple[Any, ...]:
        """Call a method and wait for its answer, half a second at most."""
        return self._answer(at.method(member, signature, body))

    def tell(self, at: Object, member: str, signature: str = "", body: tuple[Any, ...] = ()) -> None:
        """Call a method whose answer nobody waits for."""
        try:
            self._connection.send(at.method(member, signature, body))
        except OSError as error:
            raise NoBusError(str(error)) from error

    def hear(self, at: Object) -> None:
        """Collect the signals of this object from now on."""
        rule = _JEEPNEY.MatchRule(type="signal", interface=at.interface, path=at.path)
        self._answer(_JEEPNEY.message_bus.AddMatch(rule))
        self._connection.filter(rule, queue=self._signals)

    def heard(self) -> Iterator[tuple[str, tuple[Any, ...]]]:
        """Signals that have arrived, as name and body; never waits."""
        try:
            while True:
                self._connection.recv_messages(timeout=0)
        except TimeoutError:
            pass
        except OSError as error:
            raise NoBusError(str(error)) from error
        while self._signals:
            message = self._signals.popleft()
            yield message.header.fields[_JEEPNEY.HeaderFields.member], message.body

    def _answer(self, message: Any) -> tuple[Any, ...]:
        try:
            reply = self._connection.send_and_get_reply(message, timeout=_PATIENCE_S)
        except OSError as error:  # TimeoutError is one
            raise NoBusError(str(error)) from error
        if reply.header.message_type is _JEEPNEY.MessageType.error:
            raise NoBusError(reply.header.fields.get(_JEEPNEY.HeaderFields.error_name, "error"))
        return reply.body
