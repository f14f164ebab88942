"""Clues that nobody wrote: the same for the same number, Chinese in what matters to speed.

Words of two to four characters are drawn from the 3,500 commonest characters, the common ones more often, and words
repeat as words do (Zipf); sentences are made once, and a clue is a draw of sentences, so that 100,000 clues are cheap.
A record is as long as a real one: about 2.8 kB of UTF-8.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path

from baixing_desktop.domain.clue import ClueContent, Consents, Contributor, Source

CHARACTERS = Path(__file__).resolve().parents[2] / "resources" / "reference" / "tongyong_8105.txt"
COMMON = 3500
SENTENCES = 30_000
WORDS = 30_000
# One string of words is easier to read than a list of quoted ones.
DOMAIN = (  # noqa: SIM905
    "社区 居民 物业 停车 路灯 垃圾分类 噪音 扰民 消防通道 电动车 充电桩 加装电梯 老旧小区 养老服务 医院 学校 幼儿园 "
    "食堂 公交站 地铁 拥堵 红绿灯 斑马线 人行道 盲道 下水道 积水 污水 河涌 绿化 公园 施工 扬尘 违建 城管 街道办 业委会 "
    "维修基金 供水 停水 供电 燃气 快递 外卖 就业 欠薪 残疾人 托育 招生 预付卡 窗口 营商环境 井盖 护栏 监控 犬只 油烟 "
    "建议 希望 有关部门 问题 情况 目前 存在 影响 群众 安全 隐患 管理 落实 及时 解决 长期 严重 附近 周边 检查 整改"
).split()
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀兰霞"


@dataclass(frozen=True, slots=True)
class Language:
    """What clues are drawn from."""

    sentences: tuple[str, ...]


@cache
def language(seed: int = 7) -> Language:
    """The one language of all clues; 0.5 s. Another ``seed`` makes other sentences of the same words."""
    dice = random.Random(7)
    characters = "".join(CHARACTERS.read_text(encoding="utf-8").split())[:COMMON]
    commonness = list(accumulate(1 / (rank + 20) for rank in range(COMMON)))

    def word() -> str:
        length = dice.choices((1, 2, 3, 4), (8, 70, 12, 10))[0]
        return "".join(dice.choices(characters, cum_weights=commonness, k=length))

    words = [*DOMAIN, *(word() for _ in range(WORDS))]
    usage = list(accumulate(1 / (rank + 8) for rank in range(len(words))))
    dice = dice if seed == 7 else random.Random(seed)
    return Language(tuple(_sentence(dice, words, usage) for _ in range(SENTENCES)))


def _sentence(dice: random.Random, words: list[str], usage: list[float]) -> str:
    count = dice.randint(8, 22)
    drawn = dice.choices(words, cum_weights=usage, k=count)
    comma = dice.randint(3, count)
    return "".join(drawn[:comma]) + "，" + "".join(drawn[comma:]) + "。"


def content(number: int, sentences: Sequence[str] = ()) -> ClueContent:
    """The clue with this number; drawn from other ``sentences``, it shares none with any clue of a record."""
    dice, sentences = random.Random(number * 2_654_435_761 + 11), sentences or language().sentences
    title = dice.choice(sentences).replace("，", "").replace("。", "")
    return ClueContent(
        title=f"关于{title[: dice.randint(10, 16)]}的问题",
        analysis=_text(dice, sentences, 300, 800),
        suggestions=_text(dice, sentences, 220, 380),
        source=Source("WORKROOM", "FACE_TO_FACE"),
        receiver="沙园街道政协委员工作室",
        received_on=date(2026, 1, 1) + timedelta(days=number % 300),
        contributor=Contributor(
            name=dice.choice(SURNAMES) + "".join(dice.choices(GIVEN, k=2)),
            phone=f"13{dice.randint(0, 999_999_999):09}",
            address=f"沙园七街示例巷{dice.randint(1, 400)}号",
        ),
        consents=Consents(collect=True),
    )


def words_in(text: str, length: int, dice: random.Random) -> str:
    """A term of ``length`` characters as somebody may look for it: some run of Chinese characters out of ``text``."""
    runs = [run for run in text.replace("，", "。").split("。") if len(run) >= length]
    run = dice.choice(runs)
    start = dice.randrange(len(run) - length + 1)
    return run[start : start + length]


def _text(dice: random.Random, sentences: Sequence[str], shortest: int, longest: int) -> str:
    wanted, parts, length = dice.randint(shortest, longest), list[str](), 0
    while length < wanted:
        parts.append(dice.choice(sentences))
        length += len(parts[-1])
    return "".join(parts)[: wanted - 1] + "。"
