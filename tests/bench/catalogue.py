"""All benches: what each measures and where it is written."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bench:
    """One bench; ``name`` asks for it, ``module`` has ``measure(ground) -> Findings``."""

    name: str
    title: str
    module: str


BENCHES = (
    Bench("homes", "制作大库", "tests.bench.making"),
    Bench("forms", "附件3 制成 PDF", "tests.bench.forms"),
    Bench("searching", "在大库中查找", "tests.bench.searching"),
    Bench("saving", "保存和导入", "tests.bench.saving"),
    Bench("starting", "启动", "tests.bench.starting"),
    Bench("lists", "长列表", "tests.bench.lists"),
    Bench("likeness", "查重", "tests.bench.likeness"),
    Bench("postgres", "在数据库服务器上", "tests.bench.postgres"),
    Bench("syncing", "报送", "tests.bench.syncing"),
    Bench("growth", "随条数增长", "tests.bench.growth"),
    Bench("levels", "区、市、省：推演", "tests.bench.levels"),
)
"""In the order in which they are measured."""


def named(names: list[str]) -> tuple[Bench, ...]:
    """The benches with these names; all for none."""
    return tuple(bench for bench in BENCHES if not names or bench.name in names)
