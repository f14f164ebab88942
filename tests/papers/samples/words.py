"""The words that the sample papers say, of our own writing: short, usual and long ones."""

from datetime import UTC, date, datetime

from baixing_desktop.domain.statistics import Handling
from baixing_desktop.papers.ledgers.ledger import Taken

NUMBER, LETTER = "第2026001号", "海协办函〔2026〕4号"
TITLE = "关于在示例路后巷加装路灯的建议"
LONG_TITLE = (
    "关于在示例路一号至九号大院后巷和周边三条内街加装壁挂路灯、更换松动地砖、清理占道杂物并建立日常巡查机制的建议"
)
HANDLER, LONG_HANDLER = "区住房建设局", "区城市管理和综合执法局（市容环境卫生管理科）"
UNIT, OFFICE = "沙园街道政协委员工作室", "海珠区政协办公室"
PROPOSAL_OFFICE = "海珠区政协“百姓提案”工作领导小组办公室"
DAY, LATER = date(2026, 6, 18), date(2026, 7, 28)
MOMENT = datetime(2026, 11, 23, 7, 21, tzinfo=UTC)
TAKEN = Taken(MOMENT, "梁同志", "2026年1月至11月")
ANALYSIS = (
    "示例路1号至9号后巷全长约120米，是三个大院居民去菜市场的近路，整条巷子只有巷口一盏壁灯。入冬以后天黑得早，"
    "今年以来住户之间知道的摔伤就有3起。\n一、照明不足；\n二、地砖松动。"
)
SUGGESTIONS = "1.在后巷中段和转角处加装3至4盏路灯（壁挂式）。\n2.加灯时一并更换松动的地砖。"
REPLY = "经现场勘查，后巷确需加装照明。\n我局已会同街道选定4处灯位，计划于今年9月底前装好，并更换松动的地砖约60平方米。"
MUCH = "路面积水严重，行人只好绕行（雨天尤甚），老人和小孩多次滑倒；附近商铺也反映进货不便。" * 30
COUNTS = Handling(1, 2, 1, 5, 7, 2, 1, 4, 1, 2, 2, 1, 3, 1, 1)
_STREETS = "赤岗 新港 昌岗 江南中 滨江 素社 海幢 南华西 龙凤 沙园 南石头 凤阳 瑞宝 江海 琶洲 南洲 华洲 官洲"
WORKROOMS = tuple(_STREETS.split())
