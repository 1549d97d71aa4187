"""What is drawn on a page beside its text: ruling lines, filled areas, pictures."""

import ctypes
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

# Lines drawn with a pen and thin filled boxes both serve as ruling lines; Word draws the latter.
_THIN = 2.5
_SHORTEST = 4.0
# A map or a diagram has tens of thousands of strokes, a page of tables some hundreds.
_MOST_SEGMENTS = 20_000
_MOST_FILLS = 500  # the largest
_MOST_DOTS = 200
_DEEPEST = 8  # forms inside forms

Point = tuple[float, float]
Placing = Callable[[float, float], Point]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points from the page's upper left corner, as the page is read."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def area(self) -> float:
        return max(0.0, self.right - self.left) * max(0.0, self.bottom - self.top)

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.top <= y <= self.bottom


@dataclass(frozen=True, slots=True)
class Fill:
    """An opaque filled rectangle; `order` counts what is painted, from the bottom."""

    box: Box
    white: bool
    order: int


@dataclass(slots=True)
class Shapes:
    """All that is drawn. `order` has for each text object (by its pointer) when it is painted."""

    across: list[Box] = field(default_factory=list)
    down: list[Box] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    pictures: list[Fill] = field(default_factory=list)
    dots: list[Box] = field(default_factory=list)  # round or square, as browsers draw bullets
    order: dict[bytes, int] = field(default_factory=dict)


Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def shapes(page: Any, placed: Placing) -> Shapes:
    """The shapes of a pypdfium2 page; `placed` turns its coordinates into those of reading."""
    import pypdfium2.raw as pdfium

    found = Shapes()
    budget = _MOST_SEGMENTS
    for order, (kind, each, matrix) in enumerate(_objects(page)):
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            found.order[bytes(each)] = order
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            box = _bounds(each, matrix, placed)
            if box is not None:
                found.pictures.append(Fill(box, False, order))
        elif kind == pdfium.FPDF_PAGEOBJ_PATH and budget > 0:
            budget -= pdfium.FPDFPath_CountSegments(each)
            _add_path(found, each, matrix, placed, order)
    if budget <= 0:  # a drawing: its strokes rule no tables
        found.across, found.down = [], []
    found.fills.sort(key=lambda each: each.box.area, reverse=True)
    del found.fills[_MOST_FILLS:]
    if len(found.dots) > _MOST_DOTS:  # a drawing
        found.dots = []
    return found


def _objects(page: Any) -> Iterator[tuple[int, Any, Matrix]]:
    import pypdfium2.raw as pdfium

    def inside(form: Any, matrix: Matrix, depth: int) -> Iterator[tuple[int, Any, Matrix]]:
        for at in range(max(0, pdfium.FPDFFormObj_CountObjects(form))):
            yield from seen(pdfium.FPDFFormObj_GetObject(form, at), matrix, depth)

    def seen(each: Any, matrix: Matrix, depth: int) -> Iterator[tuple[int, Any, Matrix]]:
        kind = pdfium.FPDFPageObj_GetType(each)
        if kind == pdfium.FPDF_PAGEOBJ_FORM:
            if depth < _DEEPEST:
                yield from inside(each, _product(_matrix(each), matrix), depth + 1)
        else:
            yield kind, each, matrix

    for at in range(pdfium.FPDFPage_CountObjects(page)):
        yield from seen(pdfium.FPDFPage_GetObject(page, at), _SAME, 0)


def _matrix(each: Any) -> Matrix:
    import pypdfium2.raw as pdfium

    m = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(each, m):
        return _SAME
    return (m.a, m.b, m.c, m.d, m.e, m.f)


def _product(one: Matrix, two: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    p, q, r, s, t, u = two
    return (
        a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t,
        e * q + f * s + u,
    )  # fmt: skip


def _moved(matrix: Matrix, x: float, y: float) -> Point:
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e, b * x + d * y + f)


def _bounds(each: Any, matrix: Matrix, placed: Placing) -> Box | None:
    import pypdfium2.raw as pdfium

    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(each, left, bottom, right, top):
        return None
    corners = [(left.value, bottom.value), (right.value, top.value)]
    return _box([placed(*_moved(matrix, *corner)) for corner in corners])


def _box(points: list[Point]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _add_path(found: Shapes, each: Any, matrix: Matrix, placed: Placing, order: int) -> None:
    import pypdfium2.raw as pdfium

    mode, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(each, mode, stroke)
    if not mode.value and not stroke.value:
        return
    whole = _product(_matrix(each), matrix)
    outline = _bounds(each, matrix, placed)
    if outline is not None and _is_dot(outline):
        found.dots.append(outline)
        return
    for points, closed in _lines_of(each):
        line = [placed(*_moved(whole, *point)) for point in points]
        box = _box(line)
        if mode.value and min(box.right - box.left, box.bottom - box.top) > _THIN:
            if _is_rectangle(line):
                white, opaque = _colour(each)
                if opaque and not pdfium.FPDFPageObj_HasTransparency(each):
                    found.fills.append(Fill(box, white, order))
            if not stroke.value:
                continue
        if mode.value and not stroke.value:
            _add_rule(found, box)
            continue
        for one, two in zip(line, [*line[1:], *(line[:1] if closed else [])], strict=False):
            _add_rule(found, _box([one, two]))


def _is_dot(box: Box) -> bool:
    wide, high = box.right - box.left, box.bottom - box.top
    return 1.5 <= wide <= 7 and 0.7 * wide <= high <= 1.4 * wide


def _lines_of(each: Any) -> Iterator[tuple[list[Point], bool]]:
    """The straight subpaths, and whether they are closed; curves end them."""
    import pypdfium2.raw as pdfium

    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[Point] = []
    for at in range(min(pdfium.FPDFPath_CountSegments(each), _MOST_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(each, at)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if kind != pdfium.FPDF_SEGMENT_LINETO:
            if len(points) > 1:
                yield points, False
            points = []
        points.append((x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield points, True
            points = []
    if len(points) > 1:
        yield points, False


def _is_rectangle(points: list[Point]) -> bool:
    return 4 <= len(points) <= 5 and all(
        abs(a[0] - b[0]) < 1 or abs(a[1] - b[1]) < 1 for a, b in itertools.pairwise(points)
    )


def _colour(each: Any) -> tuple[bool, bool]:
    """Whether a fill is white, and whether nothing is seen through it."""
    import pypdfium2.raw as pdfium

    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(each, red, green, blue, alpha):
        return False, False
    return min(red.value, green.value, blue.value) > 240, alpha.value > 250


def _add_rule(found: Shapes, box: Box) -> None:
    wide, high = box.right - box.left, box.bottom - box.top
    if high <= _THIN and wide >= _SHORTEST:
        found.across.append(box)
    elif wide <= _THIN and high >= _SHORTEST:
        found.down.append(box)
