"""Reading the shipped files into rows, and rows into what the rules and screens read."""

import csv
import json
from collections.abc import Callable, Mapping
from typing import cast

from baixing_desktop.canonical import Plain
from baixing_desktop.domain.fields import Fields
from baixing_desktop.domain.outcomes import Outcome
from baixing_desktop.domain.reference.editions import Edition, Row, Rows, merged
from baixing_desktop.domain.reference.lists import Occasion, OutcomeLabel, Reference, SourceCategory
from baixing_desktop.domain.rules.contacts import Community
from baixing_desktop.domain.rules.deadlines import WorkCalendar
from baixing_desktop.domain.rules.hints import HintEffect, HintWord, HintWords, ScreeningReason
from baixing_desktop.domain.rules.retention import RetentionAction, RetentionRule
from baixing_desktop.domain.rules.scoring import ScoreRule
from baixing_desktop.domain.units import Unit, UnitKind


def shipped_rows(read: Callable[[str], str]) -> Rows:
    """All lists as they are shipped; ``read`` gives the text of a file by its name.

    Raises:
        KeyError, ValueError: a file does not have the documented shape (our own data, so our bug).
    """
    sources = _entries(read("sources.json"), "sources")
    screening = read("screening.json")
    return {
        "units": _entries(read("units.json"), "units"),
        "sources": tuple({k: v for k, v in row.items() if k != "occasions"} for row in sources),
        "occasions": tuple(
            {**occasion, "source": row["code"]}
            for row in sources
            for occasion in cast("list[dict[str, Plain]]", row["occasions"])
        ),
        "communities": tuple(dict(row) for row in csv.DictReader(read("communities.csv").splitlines())),
        "holidays": tuple({"code": year, **row} for year, row in json.loads(read("holidays.json"))["years"].items()),
        "reasons": _entries(screening, "reasons"),
        "words": tuple({"code": w.pop("word"), **w} for w in map(dict, _entries(screening, "words"))),
        "stock_phrases": tuple({"code": phrase} for phrase in json.loads(screening)["stock_phrases"]),
        "outcomes": _entries(read("outcomes.json"), "outcomes"),
        "themes": _entries(read("themes.json"), "themes"),
        "score_rules": _entries(read("score_rules.json"), "score_rules"),
        "retention": _entries(read("retention.json"), "retention"),
    }


def build_reference(shipped: Rows, edition: Edition = Edition()) -> Reference:  # noqa: B008 - frozen, holds nothing
    """The lists in force: what is shipped, with the office's ``edition`` merged in.

    Raises:
        ValueError: an entry lacks a field (an edition is checked before it comes into force).
    """
    rows = merged(shipped, edition)
    offered = {name: tuple(row for row in found if not row.get("retired")) for name, found in rows.items()}
    return Reference(
        units={str(row["code"]): _unit(row) for row in rows["units"]},
        sources={str(row["code"]): _source(row, offered["occasions"]) for row in rows["sources"]},
        calendar=_calendar(offered["holidays"]),
        communities=tuple(_community(row) for row in offered["communities"]),
        reasons={str(row["code"]): _reason(row) for row in rows["reasons"]},
        hint_words=_hint_words(offered),
        outcomes={Outcome(str(row["code"])): _outcome(row) for row in rows["outcomes"]},
        themes={str(row["code"]): str(row["label"]) for row in rows["themes"]},
        counterparts={
            str(row["code"]): _texts(row, "counterparts") for row in offered["units"] if row["kind"] == "committee"
        },
        score_rules={str(row["code"]): _score_rule(row) for row in offered["score_rules"]},
        retention={str(row["code"]): _retention(row) for row in offered["retention"]},
        number=edition.number,
    )


def _entries(text: str, key: str) -> tuple[dict[str, Plain], ...]:
    return tuple(cast("list[dict[str, Plain]]", json.loads(text)[key]))


def _texts(row: Row, key: str) -> tuple[str, ...]:
    return tuple(cast("list[str]", row.get(key) or []))


def _flag(row: Row, key: str) -> bool:
    return row.get(key) is True


def _unit(row: Row) -> Unit:
    fields = Fields(dict(row))
    return Unit(
        fields.text("code"),
        UnitKind(fields.text("kind")),
        fields.text("name"),
        fields.text("short_name"),
        city=row.get("level") == "city",
        street=fields.optional_text("street") or "",
        ordinal=fields.number("ordinal") if "ordinal" in row else 0,
        retired=_flag(row, "retired"),
    )


def _source(row: Row, occasions: tuple[Row, ...]) -> SourceCategory:
    fields = Fields(dict(row))
    code = fields.text("code")
    return SourceCategory(
        code,
        fields.text("label"),
        fields.optional_text("clause") or "",
        tuple(Occasion(str(o["code"]), str(o["label"])) for o in occasions if o["source"] == code),
        retired=_flag(row, "retired"),
    )


def _calendar(rows: tuple[Row, ...]) -> WorkCalendar:
    days: Mapping[str, Mapping[str, list[str]]] = {
        str(row["code"]): {key: list(_texts(row, key)) for key in ("off", "work")} for row in rows
    }
    return WorkCalendar.from_years(days)


def _community(row: Row) -> Community:
    fields = Fields(dict(row))
    return Community(fields.text("code"), fields.text("name"), fields.text("street"), fields.text("workroom"))


def _reason(row: Row) -> ScreeningReason:
    fields = Fields(dict(row))
    effect = HintEffect(fields.text("effect"))
    return ScreeningReason(fields.text("code"), effect, fields.text("label"), fields.text("referral"))


def _hint_words(offered: Rows) -> HintWords:
    words = (HintWord(str(row["code"]), str(row["reason"]), _texts(row, "unless")) for row in offered["words"])
    return HintWords(tuple(words), tuple(str(row["code"]) for row in offered["stock_phrases"]))


def _outcome(row: Row) -> OutcomeLabel:
    return OutcomeLabel(str(row["letter"]), str(row["label"]))


def _score_rule(row: Row) -> ScoreRule:
    fields = Fields(dict(row))
    cap = None if row.get("cap") is None else fields.number("cap")
    return ScoreRule(fields.text("code"), fields.text("label"), fields.number("points"), cap)


def _retention(row: Row) -> RetentionRule:
    fields = Fields(dict(row))
    return RetentionRule(
        fields.text("code"),
        fields.text("label"),
        RetentionAction(fields.text("action")),
        fields.number("years"),
        fields.number("days"),
        fields.optional_text("clause") or "",
    )
