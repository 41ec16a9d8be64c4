# ruff: noqa: PLR0917 - a place on paper is x, y, width and height, in this order everywhere
"""A sheet whose unit is the millimetre, y downwards, the pencils that draw on it, and its way into a file."""

from __future__ import annotations

import io
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal, NamedTuple
from xml.sax.saxutils import escape

import matplotlib as mpl
from matplotlib import font_manager, ft2font
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Wedge
from matplotlib.path import Path as Outline
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from compliance.charts.style import FAMILY, INK, LINE, MID, PALETTE, PAPER, REGULAR, SEMIBOLD, SIZE, STROKE
from compliance.language import _
from compliance.model.record import record
from compliance.view.palette import Palette

Align = Literal["left", "center", "right"]
Point = tuple[float, float]
Value = float | Fraction | Decimal
Scale = Callable[[Value], float]

PT = 25.4 / 72
CAP_HEIGHT = 0.66
"""Height of a capital in parts of the size of type."""
LONGEST = 400
"""Characters of which no line in a drawing holds more."""
DOTTED = (0, (1.5, 1.5))
FONTS = Path(__file__).parent.parent / "pages" / "fonts"
FACES = {REGULAR: FONTS / "SourceSans3-Regular.ttf", SEMIBOLD: FONTS / "SourceSans3-Semibold.ttf"}

for face in FACES.values():
    font_manager.fontManager.addfont(face)


@record
class Chart:
    """A finished drawing."""

    svg: bytes
    alt: str
    """What it shows and where its numbers are, for those who do not see it."""
    width_mm: float
    height_mm: float


@lru_cache(maxsize=4096)
def width_of(text: str, size: float = SIZE.label, weight: int = REGULAR) -> float:
    """The set width of a line of type in millimetres, measured with the fonts that print it."""
    font = _font(weight)
    font.set_size(size, 72)
    font.set_text(text, 0, flags=ft2font.LoadFlags.NO_HINTING)
    return float(font.get_width_height()[0]) / 64 * PT


@lru_cache
def _font(weight: int) -> ft2font.FT2Font:
    return ft2font.FT2Font(str(FACES[weight]))


def fitted(text: str, width: float, size: float = SIZE.label, weight: int = REGULAR) -> str:
    """The text, cut after a whole word where it is wider than its place."""
    if len(text) <= LONGEST and width_of(text, size, weight) <= width:
        return text
    words = text[:LONGEST].split()
    most = _fitting(words, lambda first: width_of(f"{first} …", size, weight) <= width)
    return f"{' '.join(words[:most])} …"


def wrapped(text: str, width: float, size: float = SIZE.label) -> list[str]:
    """The text in one line, or in two where it is wider than its place; what is still too long is cut."""
    words = text[: 2 * LONGEST].split()
    first = _fitting(words, lambda line: width_of(line, size) <= width)
    lines = [" ".join(words[:first]), " ".join(words[first:])]
    return [fitted(line, width, size) for line in lines if line]


def _fitting(words: Sequence[str], fits: Callable[[str], bool]) -> int:
    """How many words fit, one at least; found by halves, for measuring word by word takes ever longer."""
    return bisect_left(range(2, len(words) + 1), True, key=lambda n: not fits(" ".join(words[:n]))) + 1


def scale(low: float, high: float, start: float, end: float) -> Scale:
    """A linear scale from values to millimetres."""
    return lambda value: start + (float(value) - low) / (high - low) * (end - start)


class _Line(NamedTuple):
    """A line of type on a sheet."""

    x: float
    baseline: float
    words: str
    size: float
    weight: int
    color: str
    align: Align

    def artist(self) -> Text:
        """What matplotlib draws."""
        line = Text(self.x, self.baseline, self.words, color=self.color, ha=self.align, va="baseline", family=FAMILY)
        line.set(size=self.size, weight=self.weight)
        return line


class _Shape(NamedTuple):
    """An outline on a sheet, with the codes that say what leads to each point."""

    points: tuple[Point, ...]
    codes: tuple[int, ...] | None
    fill: str
    edge: str
    width: float
    level: float
    look: tuple[tuple[str, object], ...]

    def artist(self) -> PathPatch:
        """What matplotlib draws."""
        outline = Outline(self.points, self.codes)
        look = dict(self.look)
        return PathPatch(outline, facecolor=self.fill, edgecolor=self.edge, lw=self.width, zorder=self.level, **look)


_Stroke = _Line | _Shape


class Sheet:
    """A blank sheet and its pencils; every measure is in millimetres, every line width in points."""

    def __init__(self, width: float, height: float, palette: Palette = PALETTE) -> None:
        self.width, self.height, self.palette = width, height, palette
        self._strokes: list[_Stroke] = []

    def say(
        self,
        x: float,
        y: float,
        text: str,
        size: float = SIZE.label,
        weight: int = REGULAR,
        color: str = INK,
        align: Align = "left",
    ) -> None:
        """Sets a line of type whose capitals are centred on y."""
        baseline = y + size * PT * CAP_HEIGHT / 2
        words = text.replace("$", r"\$")  # a dollar is a dollar, not the start of a formula
        self._strokes.append(_Line(x, baseline, words, size, weight, color, align))

    def note(self, x: float, y: float, text: str, color: str = MID, align: Align = "left") -> None:
        """Sets a line in the smallest size."""
        self.say(x, y, text, SIZE.note, REGULAR, color, align)

    def line(
        self,
        points: Sequence[Point],
        color: str = LINE,
        width: float = STROKE.hair,
        dash: object = "-",
        level: float = 2,
    ) -> None:
        """Draws a line through points; level 0 lies beneath everything."""
        self._draw(Outline(points), "none", color, width, level, linestyle=dash, joinstyle="round")

    def box(
        self, x: float, y: float, w: float, h: float, fill: str, edge: str | None = None, width: float = STROKE.edge
    ) -> None:
        """Draws a rectangle whose edge lies inside its measure."""
        inset = width * PT / 2 if edge else 0
        w, h = max(w - 2 * inset, 0.01), max(h - 2 * inset, 0.01)
        x, y = x + inset, y + inset
        self.shape(((x, y), (x + w, y), (x + w, y + h), (x, y + h)), fill, edge or "none", width if edge else 0)

    def hatch(
        self, x: float, y: float, w: float, h: float, color: str = MID, step: float = 1.1, width: float = 0.5
    ) -> None:
        """Draws slanting lines one by one, so that every renderer shows the same."""
        points: list[Point] = []
        reach = step
        while reach < w + h:
            points.append((x + reach, y) if reach <= w else (x + w, y + reach - w))
            points.append((x, y + reach) if reach <= h else (x + reach - h, y + h))
            reach += step
        if points:
            outline = Outline(points, [Outline.MOVETO, Outline.LINETO] * (len(points) // 2))
            self._draw(outline, "none", color, width)

    def disc(
        self,
        x: float,
        y: float,
        radius: float,
        fill: str = INK,
        edge: str = PAPER,
        width: float = 0.8,
        level: float = 5,
    ) -> None:
        """Draws a round mark with its edge or halo."""
        self._draw(Outline.circle((x, y), radius), fill, edge, width, level)

    def wedge(self, x: float, y: float, radius: float, share: float, fill: str) -> None:
        """Draws a share of a disc, clockwise from twelve o'clock."""
        self._draw(Wedge((x, y), radius, -90, 360 * share - 90).get_path(), fill)

    def shape(self, points: Sequence[Point], fill: str, edge: str = "none", width: float = STROKE.edge) -> None:
        """Draws a closed outline of straight lines."""
        self._draw(Outline((*points, points[0]), closed=True), fill, edge, width)

    def curve(self, points: Sequence[Point], color: str, width: float) -> None:
        """Draws a curve from the first point, three points a step."""
        codes = [Outline.MOVETO, *[Outline.CURVE4] * (len(points) - 1)]
        self._draw(Outline(points, codes), "none", color, width)

    def _draw(
        self, outline: Outline, fill: str, edge: str = "none", width: float = 0, level: float = 1, **look: object
    ) -> None:
        """Puts an outline on the sheet; what is drawn later lies over what was drawn before on the same level."""
        held: Any = outline
        points, codes = held.vertices.tolist(), None if held.codes is None else tuple(held.codes.tolist())
        self._strokes.append(_Shape(tuple(map(tuple, points)), codes, fill, edge, width, level, tuple(look.items())))

    def chart(self, title: str, alt: str) -> Chart:
        """The finished drawing with its title and its alt text."""
        opening = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{_short(self.width)}mm" height="{_short(self.height)}mm" '
            f'viewBox="0 0 {_short(self.width / PT)} {_short(self.height / PT)}" role="img" '
            f"font-family=\"'{FAMILY}', sans-serif\">"
        )
        words = f"<title>{escape(title)}</title>", f"<desc>{escape(alt)}</desc>"
        svg = "\n".join((opening, *words, *_drawn(self.width, self.height, tuple(self._strokes)), "</svg>", ""))
        return Chart(svg=svg.encode(), alt=alt, width_mm=self.width, height_mm=self.height)

    def described(self, kind: str, finding: str, table: str) -> Chart:
        """The finished drawing; its alt text says what kind of chart it is, what it finds and where its numbers are."""
        ended = finding if finding.endswith((".", "!", "?")) else f"{finding}."
        text = _("%(chart)s %(finding)s Table: %(table)s.")
        return self.chart(finding, text % {"chart": kind, "finding": ended, "table": table.removesuffix(".")})


PATH = r'<path d="(?P<d>[^"]*)"[^>]*? style="(?P<look>[^"]*)"/>'
TEXT = r'<text style="(?P<type>[^"]*)" x="(?P<x>[^"]*)" y="(?P<y>[^"]*)"[^>]*>(?P<words>[^<]*)</text>'
PLACE = re.compile(r"(-?\d[\d.]*) (-?\d[\d.]*)")
DEFAULTS = {"stroke-linejoin: miter", "stroke-linecap: butt", "stroke-dashoffset: 0", "text-anchor: start"}


@lru_cache(maxsize=200)  # versions of a brief, a PDF and a document of Word show the same drawings
def _drawn(width: float, height: float, strokes: tuple[_Stroke, ...]) -> tuple[str, ...]:
    """The marks that strokes leave, as matplotlib writes them: text as text, no date, no random ids."""
    figure = Figure(figsize=(width / 25.4, height / 25.4), dpi=72)
    place = Affine2D().scale(1 / PT, -1 / PT).translate(0, height / PT)
    for each in strokes:
        artist = each.artist()
        artist.set_transform(place)
        figure.add_artist(artist)
    buffer = io.StringIO()
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "compliance"}):
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None}, transparent=True)
    return tuple(_marks(buffer.getvalue()))


def _marks(drawn: str) -> list[str]:
    """Paths and texts alone, without groups and clips; a shape that comes again is defined once and named after it."""
    matches = [mark for mark in re.finditer(f"{PATH}|{TEXT}", drawn) if mark["look"] != "fill: none"]
    shapes = [_shape(mark) if mark["d"] else "" for mark in matches]
    shared = {
        shape: f"s{sha256(shape.encode()).hexdigest()[:8]}"
        for shape, times in Counter(filter(None, shapes)).items()
        if times > 1
    }
    definitions = "".join(f'<path id="{name}" {shape}/>' for shape, name in shared.items())
    marks = (_mark(mark, shared.get(shape)) for mark, shape in zip(matches, shapes, strict=True))
    return [f"<defs>{definitions}</defs>", *marks]


def _mark(match: re.Match[str], name: str | None) -> str:
    if not match["d"]:
        place = f'x="{_short(float(match["x"]))}" y="{_short(float(match["y"]))}"'
        return f"<text {place}{_attributes(match['type'])}>{match['words']}</text>"
    if name:
        x, y = _start(match["d"])
        return f'<use href="#{name}" x="{_short(x)}" y="{_short(y)}"/>'
    return f'<path d="{_outline(match["d"], 0, 0)}"{_attributes(match["look"])}/>'


def _shape(match: re.Match[str]) -> str:
    return f'd="{_outline(match["d"], *_start(match["d"]))}"{_attributes(match["look"])}'


def _start(outline: str) -> Point:
    first = PLACE.search(outline)
    if first is None:
        raise ValueError("a path without a point")
    return float(first[1]), float(first[2])


def _outline(outline: str, x: float, y: float) -> str:
    """The steps of a path, moved by x and y towards the origin, as short as they can be said."""
    moved = PLACE.sub(lambda pair: f"{_short(float(pair[1]) - x)} {_short(float(pair[2]) - y)}", outline)
    return re.sub(r"\s*([A-Za-z])\s*", r"\1", moved).strip()


@lru_cache
def _attributes(look: str) -> str:
    """A style as attributes, without what is the default and without the family, which is named once for all."""
    texts = [part for part in look.split("; ") if part not in DEFAULTS and not part.startswith("font-family")]
    pairs = [part.split(": ") for part in texts]
    if any(name == "font" for name, _ in pairs):
        raise ValueError("matplotlib wrote the font shorthand, which the PDF engine ignores")
    return "".join(f' {name}="{value.removesuffix("px") if name == "font-size" else value}"' for name, value in pairs)


def _short(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".") if abs(number) >= 0.005 else "0"
