"""The large records that other benches work with, made once and kept: how fast, and how large they are."""

from tests.bench import homes
from tests.bench.ground import Ground
from tests.bench.result import Fact, Findings

LARGEST_MINUTES = 10
WHY = "一半以上的时间是写全文索引（每条约 1,100 个字对），其余是加密、落盘"
WHY_IMPORTED = "，和每条的登记记录、导入记录和操作记录"


def measure(ground: Ground) -> Findings:
    """Make those that are not there."""
    findings = Findings()
    for count in ground.scale.large:
        home = homes.template(ground.kept, count)
        rate = homes.rate_of(ground.kept, count) or 1.0
        written = count >= homes.WRITTEN_FROM
        way, why = ("成批写入", WHY) if written else ("由本程序导入", WHY + WHY_IMPORTED)
        findings.facts.append(Fact(f"{count:,} 条的库，{way}", rate, "条/秒"))
        findings.at_most(f"{count:,} 条的库，{way}：共用", count / rate / 60, "分钟", LARGEST_MINUTES, why)
        findings.facts.append(Fact(f"{count:,} 条的库：文件", (home / "record.db").stat().st_size / 1e6, "MB"))
        findings.missing += filter(None, [homes.how_made(count)])
    return findings
