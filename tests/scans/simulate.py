"""Simulated scans and photos of a page: what offices' scanners and telephones do to it, from a seed."""

import random
from io import BytesIO

from PIL import Image, ImageChops, ImageEnhance, ImageFilter, ImageOps

DPI_LEAST, DPI_MOST = 150, 300


def scanned(page: Image.Image, seed: int, dpi: int = DPI_MOST) -> bytes:
    """A JPEG of ``page`` (greyscale, of ``dpi``) as a scanner or a telephone would make it; one ``seed``, one scan."""
    chance = random.Random(seed)  # noqa: S311 - dice that can be thrown again
    if chance.random() < 0.35:
        return _jpeg(_photographed(page, chance), chance)
    scanner = chance.uniform(DPI_LEAST, dpi)
    turned = _turned(page, chance.uniform(-5, 5) + chance.choice([0, 0, 180, 90]), 255)
    scan = ImageOps.scale(turned, scanner / dpi, Image.Resampling.BICUBIC)
    scan = scan.filter(ImageFilter.GaussianBlur(chance.uniform(0, 0.9) * scanner / 200))
    return _jpeg(_noisy(_toned(scan, chance), chance), chance)


def _photographed(page: Image.Image, chance: random.Random) -> Image.Image:
    """The page on a desk, seen at an angle, unevenly lit, a little out of focus."""
    wide, high = page.size
    left, right = ([chance.uniform(0, 0.12) * wide for _ in range(2)] for _ in range(2))
    top, bottom = ([chance.uniform(0, 0.10) * high for _ in range(2)] for _ in range(2))
    quad = (-left[0], -top[0], -left[1], high + bottom[0], wide + right[0], high + bottom[1], wide + right[1], -top[1])
    seen = page.transform(page.size, Image.Transform.QUAD, quad, Image.Resampling.BICUBIC, fillcolor=90)
    seen = _turned(seen, chance.uniform(-8, 8) + chance.choice([0, 90, 180, 270]), 90)
    seen = ImageOps.scale(seen, chance.uniform(0.62, 1.0), Image.Resampling.BICUBIC)
    light = ImageOps.fit(Image.linear_gradient("L").rotate(chance.uniform(0, 360)), seen.size)
    seen = ImageChops.multiply(seen, Image.blend(light, Image.new("L", seen.size, 255), 0.6))
    return _noisy(seen.filter(ImageFilter.GaussianBlur(chance.uniform(0.3, 1.3))), chance)


def _turned(picture: Image.Image, degrees: float, ground: int) -> Image.Image:
    return picture.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=ground)


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
