"""Words for roles and kinds of units."""

from collections.abc import Mapping
from enum import StrEnum

from baixing_desktop.domain.states import Role
from baixing_desktop.domain.units import UnitKind

PEOPLE: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    Role: {
        Role.LIAISON: "联络员",
        Role.OFFICE: "区政协办公室",
        Role.TRIAGE: "提案线索处理组",
        Role.COMMITTEE: "专门委员会",
        Role.PROPOSAL_COMMITTEE: "提案委",
        Role.SYSTEM_ADMIN: "系统管理员",
        Role.SECURITY_ADMIN: "安全管理员",
        Role.AUDIT_ADMIN: "审计管理员",
        Role.SYSTEM: "程序",
    },
    UnitKind: {
        UnitKind.OFFICE: "区政协办公室",
        UnitKind.WORKROOM: "街道政协委员工作室",
        UnitKind.DIRECT_POINT: "线索直报点",
        UnitKind.COMMITTEE: "专门委员会",
        UnitKind.PARTICIPANT: "参加单位",
        UnitKind.DEPARTMENT: "承办单位",
    },
}
