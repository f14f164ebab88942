"""The shipped reference data: codes that never change, and figures that agree with each other."""

import csv
import io
import json
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import resources

# Street and workroom code in the order of the district's own list; both are fixed for ever.
WORKROOMS = {
    "赤岗": "CHG",
    "新港": "XG",
    "昌岗": "CAG",
    "江南中": "JNZ",
    "滨江": "BJ",
    "素社": "SS",
    "海幢": "HC",
    "南华西": "NHX",
    "龙凤": "LF",
    "沙园": "SY",
    "南石头": "NST",
    "凤阳": "FY",
    "瑞宝": "RB",
    "江海": "JH",
    "琶洲": "PZ",
    "南洲": "NZ",
    "华洲": "HZ",
    "官洲": "GZ",
}
SOURCE_CODES = [
    "WORKROOM",
    "COMMITTEE",
    "PARTICIPANT",
    "DIRECT_POINT",
    "DEPARTMENT",
    "CONSULTATION",
    "LEADER_VISIT",
    "ONLINE_CITY",
    "ONLINE_DISTRICT",
    "INVITED",
    "OTHER",
]
TWICE_NAMED = {
    "敦和社区居委会",
    "汇源社区居委会",
    "石榴岗社区居委会",
    "聚龙社区居委会",
    "荔福社区居委会",
    "鹭江社区居委会",
}

FILES = sorted(path.name for path in Path(resources.__file__).parent.glob("reference/*.json"))


def load(name: str) -> Any:
    return json.loads(resources.reference_text(name))


def units() -> list[dict[str, Any]]:
    return load("units.json")["units"]


def of_kind(kind: str) -> list[dict[str, Any]]:
    return [unit for unit in units() if unit["kind"] == kind]


def sources() -> list[dict[str, Any]]:
    return load("sources.json")["sources"]


def communities() -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(resources.reference_text("communities.csv"))))


@pytest.mark.parametrize("name", FILES)
def test_every_file_states_its_version_and_source(name: str) -> None:
    document = load(name)
    assert document["version"] == 1
    assert document["source"].endswith("。")


def test_unit_codes_and_names_are_unique() -> None:
    codes = [unit["code"] for unit in units()]
    assert len(set(codes)) == len(codes)
    assert all(code.isascii() and code.isupper() and code.isalpha() for code in codes)
    for field in ("name", "short_name"):
        assert [name for name, count in Counter(unit[field] for unit in units()).items() if count > 1] == []


def test_the_eighteen_workrooms_keep_their_codes_and_order() -> None:
    workrooms = of_kind("workroom")
    assert [unit["ordinal"] for unit in workrooms] == list(range(1, 19))
    assert [unit["code"] for unit in workrooms] == list(WORKROOMS.values())
    assert [unit["street"] for unit in workrooms] == [f"{street}街道" for street in WORKROOMS]
    assert all(unit["name"] == f"{unit['street']}政协委员工作室" for unit in workrooms)


def test_the_other_units_of_the_notice_are_there() -> None:
    assert [unit["code"] for unit in of_kind("office")] == ["HZZX"]
    assert len(of_kind("direct_point")) == 4
    assert {unit["short_name"] for unit in of_kind("committee")} == {
        "提案委",
        "经济委",
        "农业和农村委",
        "教科文卫体委",
        "社会法制民族宗教委",
        "港澳台侨外事委",
    }


def test_departments_have_a_level_and_are_marked_unverified() -> None:
    departments = of_kind("department")
    assert {unit["level"] for unit in departments} == {"district", "city"}
    assert all(unit["verified"] is False for unit in departments)
    assert {"区委办", "区府办"} <= {unit["short_name"] for unit in departments}
    assert all(unit["name"].startswith("市") for unit in departments if unit["level"] == "city")


def test_every_street_office_can_handle_a_clue() -> None:
    offices = {unit["street"] for unit in of_kind("department") if "street" in unit}
    assert offices == {unit["street"] for unit in of_kind("workroom")}


def test_communities_belong_to_known_workrooms() -> None:
    street_of = {unit["code"]: unit["street"] for unit in of_kind("workroom")}
    rows = communities()
    assert len(rows) == 267
    assert len({row["code"] for row in rows}) == 267
    assert all(row["street"] == street_of[row["workroom"]] for row in rows)
    assert {row["workroom"] for row in rows} == set(WORKROOMS.values())


def test_a_community_code_lies_within_its_street() -> None:
    prefix_of = {f"{street}街道": f"440105{number:03d}" for number, street in enumerate(WORKROOMS, 1)}
    assert all(row["code"].startswith(prefix_of[row["street"]]) and len(row["code"]) == 12 for row in communities())


def test_six_community_names_occur_in_two_streets() -> None:
    streets: defaultdict[str, set[str]] = defaultdict(set)
    for row in communities():
        streets[row["name"]].add(row["street"])
    assert {name for name, where in streets.items() if len(where) == 2} == TWICE_NAMED
    assert len(streets) == 267 - len(TWICE_NAMED)


def test_sources_keep_their_codes() -> None:
    assert [source["code"] for source in sources()] == SOURCE_CODES
    assert all(source["clause"] for source in sources() if source["code"] != "OTHER")


def test_occasion_codes_are_unique_over_all_sources() -> None:
    occasions = [occasion for source in sources() for occasion in source["occasions"]]
    assert len({occasion["code"] for occasion in occasions}) == len(occasions) == 31
    assert not {occasion["code"] for occasion in occasions} & set(SOURCE_CODES)


@pytest.mark.parametrize("year", ["2022", "2023", "2024", "2025", "2026"])
def test_holidays_of_a_year_are_consistent(year: str) -> None:
    entry = load("holidays.json")["years"][year]
    off = [date.fromisoformat(day) for day in entry["off"]]
    work = [date.fromisoformat(day) for day in entry["work"]]
    assert "国办发明电〔" in entry["notice"]
    assert off == sorted(set(off))
    assert work == sorted(set(work))
    assert not set(off) & set(work)
    assert len(off) >= 11
    assert all(day.year == int(year) for day in off + work)
    assert all(day.weekday() >= 5 for day in work)
    # Labour Day, National Day and New Year's Day are fixed by 《全国年节及纪念日放假办法》.
    assert {(1, 1), (5, 1), (10, 1), (10, 2), (10, 3)} <= {(day.month, day.day) for day in off}


@pytest.mark.parametrize(("year", "statutory"), [("2022", 11), ("2023", 11), ("2024", 11), ("2025", 13), ("2026", 13)])
def test_make_up_days_never_outweigh_the_days_off(year: str, statutory: int) -> None:
    """A day off on a weekday is either statutory (11 days, 13 since 2025) or made up for on a weekend."""
    entry = load("holidays.json")["years"][year]
    weekdays_off = sum(date.fromisoformat(day).weekday() < 5 for day in entry["off"])
    assert weekdays_off <= statutory + len(entry["work"])


def test_samples_fit_the_form_and_name_known_codes() -> None:
    clues = load("samples.json")["clues"]
    occasions = {source["code"]: {item["code"] for item in source["occasions"]} for source in sources()}
    known = {unit["code"]: unit for unit in units()}
    assert len(clues) == 12
    for clue in clues:
        assert 4 <= len(clue["title"]) <= 30
        assert 120 <= len(clue["analysis"]) <= 400
        points = clue["suggestions"].split("\n")
        assert 2 <= len(points) <= 4
        assert [point.split(".")[0] for point in points] == [str(number) for number in range(1, len(points) + 1)]
        assert clue["occasion"] in occasions[clue["source"]]
        assert clue["receiver"] == known[clue["unit"]]["name"]
        assert clue["received_on_offset_days"] <= 0


def test_samples_hold_no_real_person() -> None:
    clues = load("samples.json")["clues"]
    anonymous = [clue for clue in clues if clue["anonymous"]]
    assert [(clue["name"], clue["phone"], clue["address"]) for clue in anonymous] == [("", "", "")]
    named = [clue for clue in clues if not clue["anonymous"]]
    assert all(clue["name"] and "示例" in clue["address"] for clue in named)
    assert all("13800000000" <= clue["phone"] <= "13800000011" for clue in named)
    assert {"张䶮", "李𬭚"} <= {clue["name"] for clue in named}
