"""A chart of our papers as a picture for a Word document."""

from io import BytesIO

from PIL import Image

from baixing_desktop.papers.preview import page_png
from baixing_desktop.papers.render import pages_pdf
from baixing_desktop.papers.sheet.flow import Figure
from baixing_desktop.papers.sheet.marks import LEFT, TOP, WIDTH

_DPI = 200
_MM_PER_INCH = 25.4
_EDGE = 1.0


def figure_png(figure: Figure) -> bytes:
    """``figure`` as wide as the text, drawn by the engine that draws it on paper."""
    pdf = pages_pdf([tuple(figure.draw(TOP))], "")
    scale = _DPI / _MM_PER_INCH
    left, top = (LEFT - _EDGE) * scale, (TOP - _EDGE) * scale
    right, bottom = (LEFT + WIDTH + _EDGE) * scale, (TOP + figure.height + _EDGE) * scale
    with Image.open(BytesIO(page_png(pdf, 0, _DPI))) as page:
        part = page.crop((left, top, right, bottom)).convert("L")
    out = BytesIO()
    part.save(out, "PNG", dpi=(_DPI, _DPI), optimize=True)
    return out.getvalue()
