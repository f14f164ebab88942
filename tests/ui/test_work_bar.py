"""Long work says in words how far it is, and can be stopped; the words can be read."""

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from baixing_desktop.errors import UserError
from baixing_desktop.work import Work
from tests.ui.seat import below
from tests.ui.test_layout import clipped
from ui.style import Style
from ui.widgets.layouts import column
from ui.widgets.work_bar import WorkBar


@pytest.mark.parametrize("scale", [100, 200])
def test_how_far_it_is_can_be_read_and_it_can_be_stopped(style: Style, scale: int) -> None:
    style.set_scale(scale)
    window, bar, work = QWidget(), WorkBar(style, "核对进度"), Work()
    column(bar, None, parent=window)
    style.dress(window)
    window.resize(500, 200)
    window.show()
    assert not bar.isVisible()
    bar.begin(work)
    bar.tell(37, 101, "正在核对更新包")
    assert clipped(window) == []
    said = [each.text() for each in below(window) if isinstance(each, QLabel)]
    assert said == ["正在核对更新包 37 / 101"]
    bar.stop()
    with pytest.raises(UserError):
        work.at(38, 101, "正在核对更新包")
    bar.rest()
    assert not bar.isVisible()
    window.close()
