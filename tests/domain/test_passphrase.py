"""What may be a passphrase, and how many wrong ones are borne (D2, D3)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baixing_desktop.domain.rules.lockout import LOCKED_FOR, PERSON_LIMIT, Tries, after_wrong, wait
from baixing_desktop.domain.rules.passphrase import POLICIES, fault_of, runs_out
from baixing_desktop.usecases.people import common_words

DENGBAO, NIST = POLICIES["dengbao"], POLICIES["nist"]
COMMON = common_words()
NOW = datetime(2026, 11, 25, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    "passphrase",
    [
        "Password123!", "P@ssw0rd2026", "Qwerty12345!", "1qaz2wsx3EDC", "Abc123456789", "Admin@123456", "Aa123456789",
        "Zhengxie2026", "Haizhu@2026!", "Hzzx123456!A", "Baixing888!!", "Woaini520520A", "Shayuan12345A",
        "AAAAaaaa1111", "海珠政协Aa123456", "密码Password1", "Iloveyou1314", "Welcome2026!", "Changeme123!",
    ],
)  # fmt: skip
def test_what_everybody_tries_first_is_refused(passphrase: str) -> None:
    for policy in (DENGBAO, NIST):
        if len(passphrase) >= policy.least:
            assert fault_of(passphrase, policy, COMMON) == "太常见，容易被猜到", passphrase


@pytest.mark.parametrize(
    ("passphrase", "policy", "fault"),
    [
        ("短口令Aa1", DENGBAO, "太短"),
        ("只有汉字的一句长长的话", DENGBAO, "字符种类太少"),
        ("只有汉字的一句长长的话呀", NIST, None),
        ("榕树下的凉茶铺子A7", DENGBAO, None),
        ("correct horse battery", NIST, None),
        (" 榕树下的凉茶铺子A7", DENGBAO, "首尾不能有空格"),
        ("榕树下\n的凉茶铺子A7", DENGBAO, "首尾不能有空格"),
        ("李敏的凉茶铺子子A7", DENGBAO, "不能含有自己的姓名"),
    ],
)
def test_policies(passphrase: str, policy: object, fault: str | None) -> None:
    found = fault_of(passphrase, policy, COMMON, ["李敏"])  # pyright: ignore[reportArgumentType] - from the table above
    assert (found is None) if fault is None else found is not None and found.startswith(fault)


def test_only_the_policy_of_dengbao_runs_out() -> None:
    for days, out in ((89, False), (90, True)):
        assert runs_out(NOW - timedelta(days=days), DENGBAO, NOW) is out
        assert not runs_out(NOW - timedelta(days=days * 100), NIST, NOW)


@given(st.text(min_size=16, max_size=40))
def test_any_text_is_judged_without_an_accident(passphrase: str) -> None:
    fault_of(passphrase, NIST, COMMON, ["李敏"])


@given(st.integers(1, 40))
def test_every_fifth_wrong_try_shuts_the_door_for_a_quarter_of_an_hour(number: int) -> None:
    tries = Tries()
    for _ in range(number):
        tries = after_wrong(tries, NOW, PERSON_LIMIT)
    assert wait(tries, NOW) == (LOCKED_FOR if number % PERSON_LIMIT == 0 else timedelta())
    assert wait(tries, NOW + LOCKED_FOR) == timedelta()


@given(st.timedeltas(timedelta(0), timedelta(days=20_000)))
def test_a_clock_put_back_shuts_nobody_out_for_longer(back: timedelta) -> None:
    shut = Tries(PERSON_LIMIT, NOW + LOCKED_FOR)
    assert wait(shut, NOW - back) <= LOCKED_FOR
