"""The tables of the programme's records, one module for each of ``domain``'s, and which record each table keeps."""

from collections.abc import Mapping
from types import MappingProxyType

from sqlalchemy import Table

from baixing_desktop.domain.entity import Entity
from baixing_desktop.store.tables.entities.backups import BACKUPS
from baixing_desktop.store.tables.entities.encouragement import ENCOURAGEMENT
from baixing_desktop.store.tables.entities.gathering import GATHERING
from baixing_desktop.store.tables.entities.handling import HANDLING
from baixing_desktop.store.tables.entities.imports import IMPORTS
from baixing_desktop.store.tables.entities.organisation import ORGANISATION
from baixing_desktop.store.tables.entities.outputs import OUTPUTS
from baixing_desktop.store.tables.entities.privacy import PRIVACY
from baixing_desktop.store.tables.entities.proposals import PROPOSALS
from baixing_desktop.store.tables.entities.screening import SCREENING
from baixing_desktop.store.tables.entities.seats import SEATS
from baixing_desktop.store.tables.entities.supervision import SUPERVISION
from baixing_desktop.store.tables.entities.telling import TELLING
from baixing_desktop.store.tables.entities.withdrawals import WITHDRAWALS

ENTITIES: Mapping[type[Entity], Table] = MappingProxyType(
    {
        **BACKUPS,
        **ENCOURAGEMENT,
        **GATHERING,
        **HANDLING,
        **IMPORTS,
        **ORGANISATION,
        **OUTPUTS,
        **PRIVACY,
        **PROPOSALS,
        **SCREENING,
        **SEATS,
        **SUPERVISION,
        **TELLING,
        **WITHDRAWALS,
    }
)
"""The table of each kind of record."""

__all__ = ["ENTITIES"]
