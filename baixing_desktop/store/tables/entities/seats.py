"""Seats of an office on a server (domain/seats.py)."""

from collections.abc import Mapping

from sqlalchemy import Table

from baixing_desktop.domain.entity import Entity
from baixing_desktop.domain.seats import AtWork, Seat
from baixing_desktop.store.mapping import entity_table

SEATS: Mapping[type[Entity], Table] = {
    Seat: entity_table("seat", Seat, parents={"person_id": "person"}),
    AtWork: entity_table("at_work", AtWork, owned_by="clue_id"),
}
