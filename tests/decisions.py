"""Two kinds of clues in many places, for what is learned from decisions."""

from pathlib import Path

from baixing_desktop.domain.clue import ClueContent
from baixing_desktop.domain.lists import OfficeQueue
from baixing_desktop.domain.outcomes import Route
from baixing_desktop.domain.units import UnitKind
from baixing_desktop.usecases import casework
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import register_clue
from baixing_desktop.usecases.reading import office_queue
from sync import read_receipt_file, receive_file, seal_to_file
from tests.builders import clue_content

PLACES = (
    "沙园七街",
    "江南西路",
    "昌岗中路",
    "泰沙路",
    "聚德路",
    "石溪大街",
    "南田路",
    "滨江东路",
    "赤岗西路",
    "瑞宝直街",
)
WISHES = ("请尽快处理", "居民盼望已久")
LIGHTS = ("建议在{}加装路灯", "{}夜间照明不足，老人出门摔倒，{}。")
NOISE = ("反映{}夜宵摊油烟噪声扰民", "{}的烧烤档油烟直排，凌晨喧哗，{}。")

LIGHTS_ROUTE, NOISE_ROUTE = Route.DISTRICT_URGENT, Route.CITY_DEPARTMENT


def contents() -> tuple[list[ClueContent], list[ClueContent]]:
    """Twenty clues on street lights, twenty on noise."""
    pairs = [(place, wish) for place in PLACES for wish in WISHES]
    lights = [clue_content(title=LIGHTS[0].format(p), analysis=LIGHTS[1].format(p, w), suggestions=w) for p, w in pairs]
    noise = [clue_content(title=NOISE[0].format(p), analysis=NOISE[1].format(p, w), suggestions=w) for p, w in pairs]
    return lights, noise


def decide(workroom: Desk, office: Desk, folder: Path, *more: ClueContent, handler: str) -> dict[str, str]:
    """Hand in and decide them all: lights go to ``handler``, noise to another; ``more`` is accepted only.

    Identities of clues by title; of clues with one title the last.
    """
    lights, noise = contents()
    for content in (*lights, *noise, *more):
        register_clue(workroom, content)
    folder.mkdir(exist_ok=True)
    for path in seal_to_file(workroom, folder, ask_for_news=True).files:
        read_receipt_file(workroom, receive_file(office, path, folder).receipt_path)
    departments = office.reference.units_of(UnitKind.DEPARTMENT)
    other = next(unit.code for unit in departments if unit.code != handler)
    found: dict[str, str] = {}
    undecided = {content.title for content in more}
    while items := office_queue(office, OfficeQueue.TO_SCREEN).items:
        for item in items:
            casework.accept_clue(office, item.id)
            found[item.title] = item.id
            if item.title in undecided:
                continue
            lights = "路灯" in item.title
            casework.classify_clue(office, item.id, LIGHTS_ROUTE if lights else NOISE_ROUTE)
            line, _ = casework.draft_forwarding(office, item.id, handler if lights else other)
            casework.issue_forwarding(office, line.id, office.today())
    return found
