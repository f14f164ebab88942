from PySide6.QtWidgets import QApplication
from tests.ui import test_layout as L
from tests.ui.conftest import *
def test_x(sit, style, district):
    seat=sit(district/"office").open()
    for sc in (200,100,150):
        style.set_scale(sc)
        for s_ in L.OFFICE_SHOTS:
            seat.window.go(s_.page,s_.target); seat.settle()
            n=0
            while L.clipped(seat.window) and n<20: seat.settle(); n+=1
            if n: print(sc, s_.name, n, L.clipped(seat.window)[:2])
            if n==20:
                w=list(seat.window.page._panels.values())[0]._choices.values().__iter__().__next__()
                while w is not None and 'Page' not in type(w).__name__:
                    print(type(w).__name__, w.objectName(), w.size().toTuple(), 'hint', w.sizeHint().toTuple(),'minhint', w.minimumSizeHint().toTuple(), 'hfw', w.hasHeightForWidth(), w.heightForWidth(w.width()))
                    w=w.parentWidget()
                return
