"""Answers as data: what a later office may add, and what no office may send."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from baixing_desktop.canonical import canonical
from baixing_desktop.domain.batch import ItemReceipt, ItemResult, Receipt
from baixing_desktop.domain.progress import DownlinkItem, ProgressStep, Published, Step, step_from_record
from baixing_desktop.domain.reference import Edit, Edition
from baixing_desktop.domain.states import OfficeState
from sync.wire.v1 import Answer, Page, read_answer, write_answer

AT = datetime(2026, 11, 23, 7, 21, 7, tzinfo=UTC)
STEPS = tuple(
    DownlinkItem(position, ProgressStep("x", Step.ACCEPTED, AT, OfficeState.ACCEPTED, formal_number="第2026001号"))
    for position in (4, 5, 6)
)
ANSWER = Answer(
    Receipt("d", 1, 2, "11" * 32, AT, (ItemReceipt(1, "x", ItemResult.ACCEPTED, "K7MQ2X"),)),
    ("22" * 32,),
    Page(3, STEPS, more=True),
)


def changed(change: Callable[[dict[str, Any]], object]) -> Answer:
    record = json.loads(write_answer(ANSWER))
    change(record)
    return read_answer(canonical(record))


def test_an_answer_reads_back() -> None:
    assert read_answer(write_answer(ANSWER)) == ANSWER


def test_later_keys_are_left_alone() -> None:
    def later(record: dict[str, Any]) -> None:
        record["weather"] = "rain"
        record["items"][0]["mood"] = "good"
        record["news"]["items"][0]["step"]["colour"] = "red"

    assert changed(later) == ANSWER


def test_news_of_a_later_form_ends_the_page_before_it() -> None:
    for key, value in (("form", 2), ("step", "sung"), ("state", "flying")):
        page = changed(lambda r, k=key, v=value: r["news"]["items"][1]["step"].update({k: v})).page
        assert (page.items, page.more, page.too_new) == (STEPS[:1], True, True)


def test_what_a_handler_said_in_public_travels_beside_a_step_that_every_version_knows() -> None:
    step = ProgressStep("x", Step.TAKEN_OVER, AT, OfficeState.ROUTED, text="《回应》", published=Published.RESPONDED)
    item = DownlinkItem(4, step)
    (read,) = read_answer(write_answer(replace(ANSWER, page=Page(3, (item,))))).page.items
    assert (read.step, read.step.heard, read.record) == (step, "responded", item.record)
    assert json.loads(item.record)["step"] in FIRST_STEPS
    plain = {**json.loads(item.record), "published": "sung"}
    assert step_from_record(plain) == replace(step, published=None), "a later word stops nothing"


FIRST_STEPS = (
    "received_again", "accepted", "returned", "declined", "classified", "forwarded", "taken_over", "replied",
    "contacted", "closed",
)  # fmt: skip
"""Those of version 0.1.0: at any other it stops."""

FAULTS: dict[str, Callable[[dict[str, Any]], object]] = {
    "another version": lambda r: r.update(v=2),
    "no head": lambda r: r.pop("head"),
    "an unknown result": lambda r: r["items"][0].update(result="perhaps"),
    "an item without number": lambda r: r["items"][0].pop("number"),
    "a gap in the news": lambda r: r["news"]["items"].pop(1),
    "news that does not follow": lambda r: r["news"].update(after=2),
    "news without position": lambda r: r["news"]["items"][2].pop("position"),
    "news that is no list": lambda r: r["news"].update(items={}),
    "missing files without a hash": lambda r: r.update(missing=["../x"]),
    "missing files that are no list": lambda r: r.update(missing="22" * 32),
    "a time that is none": lambda r: r.update(received_at="now"),
}


@pytest.mark.parametrize("change", FAULTS.values(), ids=FAULTS)
def test_what_no_office_sends_is_refused(change: Callable[[dict[str, Any]], object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        changed(change)


def test_an_edition_travels_whole_and_one_of_a_later_form_stops_nothing() -> None:
    edition = Edition(2, AT, "测试员", "更名", (Edit("units", "SY", {"name": "甲"}),))
    assert read_answer(write_answer(replace(ANSWER, edition=edition))) == replace(ANSWER, edition=edition)

    def later(record: dict[str, Any]) -> None:
        record["edition"] = {"form": 9, "number": 3}

    assert changed(later) == ANSWER
