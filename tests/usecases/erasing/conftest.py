"""A clue that both sides have, with everything of which something could stay behind."""

from pathlib import Path

import pytest
from PIL import Image

from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import attach_file, register_clue
from baixing_desktop.usecases.scanning import file_by_hand
from tests.builders import clue_content
from tests.sync.helpers import enrol_by_hand
from tests.usecases.conftest import carry
from tests.usecases.erasing.steps import PICTURE


@pytest.fixture
def sent(office: Desk, workroom: Desk, tmp_path: Path) -> str:
    """A clue with an attachment and a signed paper that both sides have; its texts name the citizen too."""
    enrol_by_hand(office, workroom)
    analysis = "联系我 13800000001，我是张䶮。\n近半年发生三起老人摔倒的事情。"
    content = clue_content(attachments=(attach_file(workroom, "路灯.png", PICTURE),), analysis=analysis)
    clue, _ = register_clue(workroom, content)
    paper = tmp_path / "签字.png"
    Image.new("L", (1240, 1754), 255).save(paper)
    file_by_hand(workroom, paper, clue.id)
    carry(workroom, office, tmp_path)
    return clue.id
