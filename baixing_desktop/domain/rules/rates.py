"""请求限额: how often the receiving service of an office may be asked (safety 4.9: rate limits).

A bucket of requests for each workstation and for each network address: each request takes one out, each second puts
some back. Who finds none is told when to come again, and keeps what it has.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

BOUNDS: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        "device_burst": (60, 6_000),
        "device_per_second": (1, 100),
        "address_burst": (600, 60_000),
        "address_per_second": (10, 1_000),
    }
)
"""The least and the most of each: below, a month's end waits for no reason; above, it is no limit any more."""


@dataclass(frozen=True, slots=True)
class Rates:
    """Requests that a workstation and an address have at once, and so many more each second.

    As it is: 300 MB of attachments of one workstation at once and 5 MB a second from then on; a thousand workstations
    behind one address may ask six times each within a moment.
    """

    device_burst: int = 600
    device_per_second: int = 10
    address_burst: int = 6_000
    address_per_second: int = 100

    @property
    def wrong(self) -> str:
        """Why an office cannot set this, in Chinese; empty when it can."""
        if any(not low <= getattr(self, name) <= high for name, (low, high) in BOUNDS.items()):
            return "太大或太小"
        whole = self.address_burst >= self.device_burst and self.address_per_second >= self.device_per_second
        return "" if whole else "一个地址的限额不能小于一台工作站的限额"

    @property
    def words(self) -> str:
        """What holds, for the administrator."""
        return (
            f"一台工作站一次 {self.device_burst} 个请求、每秒再加 {self.device_per_second} 个；"
            f"一个地址一次 {self.address_burst} 个、每秒再加 {self.address_per_second} 个"
        )
