"""This installation: who it is, how it reaches the office, its counters, its attachments."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from baixing_desktop.domain.units import Doubt, Face, Installation, OfficeContact, OfficeMemory
from baixing_desktop.errors import ProgramError
from baixing_desktop.store.tables.system import blob, installation, number_series, office_contact

_REMEMBERED = ("schema", "resend_from", "lost_at", "backed_up", "heard_at", "skew", "compared", "compared_at")

_WHO_WE_ARE = select(installation)
_COUNT_ON = (
    update(number_series)
    .where(number_series.c.series == bindparam("of"), number_series.c.year == bindparam("for_year"))
    .values(last=number_series.c.last + bindparam("count"))
    .returning(number_series.c.last)
)


class SystemRepo:
    """The single rows and counters."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._installation: Installation | None = None

    def set_up(self, entity: Installation) -> None:
        """Write the installation's only row."""
        self._installation = None
        self._connection.execute(
            insert(installation).values(
                id=1,
                face=entity.face,
                unit=entity.unit,
                device_id=entity.device_id,
                device_code=entity.device_code,
                operator=entity.operator,
                created_at=entity.created_at,
                epoch=entity.epoch,
                key_set=entity.key_set,
                doubt=entity.doubt,
            )
        )

    def installation(self) -> Installation:
        """This installation; read once in a transaction, for every audit entry asks.

        Raises:
            ProgramError: it was never set up.
        """
        if self._installation is None:
            self._installation = self._read_installation()
        return self._installation

    def _read_installation(self) -> Installation:
        row = self._connection.execute(_WHO_WE_ARE).one_or_none()
        if row is None:
            raise ProgramError("no installation row")
        return Installation(
            Face(row.face),
            row.unit,
            row.device_id,
            row.device_code,
            row.operator,
            row.created_at,
            row.epoch,
            row.key_set,
            Doubt(row.doubt) if row.doubt else None,
        )

    def enrol(self, me: Installation, contact: OfficeContact, schema: int, at: datetime) -> None:
        """Remember the office and the place it gave us; what we remembered of an earlier enrolment is forgotten."""
        self._installation = None
        self._connection.execute(
            update(installation).values(
                device_id=me.device_id,
                device_code=me.device_code,
                epoch=me.epoch,
                key_set=me.key_set,
                doubt=me.doubt,
            )
        )
        self._connection.execute(delete(office_contact))
        self._connection.execute(
            insert(office_contact).values(
                id=1,
                address=contact.address,
                fingerprint=contact.fingerprint,
                sign_key=contact.sign_key,
                seal_key=contact.seal_key,
                enrolled_at=at,
                schema=schema,
                backed_up=0,
                skew=0,
            )
        )

    def doubt(self, doubt: Doubt) -> None:
        """Note that this workstation has to be enrolled anew before it sends."""
        self._installation = None
        self._connection.execute(update(installation).values(doubt=doubt))

    def memory(self) -> OfficeMemory:
        """What we remember of our exchanges with the office."""
        row = self._connection.execute(select(office_contact)).mappings().one_or_none()
        return OfficeMemory(**{name: row[name] for name in _REMEMBERED}) if row else OfficeMemory()

    def remember(self, memory: OfficeMemory) -> None:
        """Write what we remember now."""
        values = {name: getattr(memory, name) for name in _REMEMBERED}
        self._connection.execute(update(office_contact).values(**values))

    def office_contact(self) -> OfficeContact | None:
        """How to reach the office, once enrolled."""
        row = self._connection.execute(select(office_contact)).mappings().one_or_none()
        return OfficeContact(row["address"], row["fingerprint"], row["sign_key"], row["seal_key"]) if row else None

    def reach_office_at(self, address: str) -> None:
        """The office is found there from now on; empty: by files only."""
        self._connection.execute(update(office_contact).values(address=address))

    def next_number(self, series: str, year: int) -> int:
        """Take the next number of a series: 1, 2, 3 … without gaps, because it is taken in the same transaction."""
        return self.next_numbers(series, year, 1)[0]

    def next_numbers(self, series: str, year: int, count: int) -> range:
        """Take the next ``count`` numbers of a series, one after the other."""
        asked = {"of": series, "for_year": year, "count": count}
        last = self._connection.execute(_COUNT_ON, asked).scalar_one_or_none()
        if last is None:
            self._connection.execute(insert(number_series).values(series=series, year=year, last=count))
            last = count
        return range(last - count + 1, last + 1)

    def add_blob(self, sha256: str, length: int, at: datetime) -> None:
        """Note that the attachment's bytes are on disk; noting it twice changes nothing."""
        if not self.has_blob(sha256):
            self._connection.execute(insert(blob).values(sha256=sha256, length=length, stored_at=at))

    def has_blob(self, sha256: str) -> bool:
        """Whether the attachment's bytes are on disk."""
        return self._connection.execute(select(blob.c.sha256).where(blob.c.sha256 == sha256)).first() is not None

    def blobs(self) -> tuple[str, ...]:
        """The SHA-256 of every attachment whose bytes are on disk."""
        return tuple(self._connection.execute(select(blob.c.sha256).order_by(blob.c.sha256)).scalars())
