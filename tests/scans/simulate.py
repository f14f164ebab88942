"""Simulated scans and photos of a page: what offices' scanners and telephones do to it, from a seed."""

import random
from collections.abc import Callable
from io import BytesIO
from typing import TypeAlias

from PIL import Image, ImageChops, ImageEnhance, ImageFilter

Damage: TypeAlias = Callable[[Image.Image, random.Random], Image.Image]
DPI_LEAST, DPI_MOST = 150, 300


def scanned(page: Image.Image, chance: random.Random) -> bytes:
    """A JPEG of ``page`` (greyscale, 300 dpi) as a scanner or a telephone would make it."""
    if chance.random() < 0.35:
        return _jpeg(_photographed(page, chance), chance)
    dpi = chance.uniform(DPI_LEAST, DPI_MOST)
    turned = page.rotate(chance.uniform(-5, 5) + chance.choice([0, 0, 180, 90]), Image.Resampling.BICUBIC, True, fillcolor=255)
    scan = turned.resize((round(turned.width * dpi / 300), round(turned.height * dpi / 300)), Image.Resampling.BICUBIC)
    scan = scan.filter(ImageFilter.GaussianBlur(chance.uniform(0, 0.9) * dpi / 200))
    return _jpeg(_noisy(_toned(scan, chance), chance), chance)


def _photographed(page: Image.Image, chance: random.Random) -> Image.Image:
    """The page on a desk, seen at an angle, unevenly lit, a little out of focus."""
    wide, high = page.size
    lean = lambda most: chance.uniform(0, most)  # noqa: E731 - one draw after the other
    corners = [
        (-wide * lean(0.12), -high * lean(0.10)),
        (-wide * lean(0.12), high * (1 + lean(0.10))),
        (wide * (1 + lean(0.12)), high * (1 + lean(0.10))),
        (wide * (1 + lean(0.12)), -high * lean(0.10)),
    ]
    quad = tuple(value for corner in corners for value in corner)
    seen = page.transform(page.size, Image.Transform.QUAD, quad, Image.Resampling.BICUBIC, fillcolor=90)
    seen = seen.rotate(chance.uniform(-8, 8) + chance.choice([0, 90, 180, 270]), Image.Resampling.BICUBIC, True, fillcolor=90)
    scale = chance.uniform(0.62, 1.0)
    seen = seen.resize((round(seen.width * scale), round(seen.height * scale)), Image.Resampling.BICUBIC)
    light = Image.linear_gradient("L").rotate(chance.uniform(0, 360)).resize(seen.size)
    seen = ImageChops.multiply(seen, light.point(lambda value: 150 + value * 105 // 255))
    return _noisy(seen.filter(ImageFilter.GaussianBlur(chance.uniform(0.3, 1.3))), chance)


def _toned(scan: Image.Image, chance: random.Random) -> Image.Image:
    scan = ImageEnhance.Contrast(scan).enhance(chance.uniform(0.55, 1.2))
    return ImageEnhance.Brightness(scan).enhance(chance.uniform(0.8, 1.1))


def _noisy(scan: Image.Image, chance: random.Random) -> Image.Image:
    noise = Image.effect_noise(scan.size, chance.uniform(0, 28))
    return ImageChops.add(scan, noise, 1, -128)


def _jpeg(scan: Image.Image, chance: random.Random) -> bytes:
    out = BytesIO()
    scan.save(out, "JPEG", quality=chance.choice([60, 60, 75, 90]))
    return out.getvalue()
