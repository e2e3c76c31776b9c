"""Breaking Chinese text into lines: no mark where it may not stand (避头尾), no word torn."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from gui.printing.line_choice import LineRoom, choose_ends
from gui.printing.line_pieces import LinePiece, as_written, may_part
from gui.printing.measure import Ruler
from gui.printing.sheet import Face

_HALF_BLANK = 0.5
"""The share of a full-width mark that is blank and may be squeezed out."""
_SQUEEZABLE_BEHIND = frozenset("。，、；：）》”’〉」』】〕］｝")
_SQUEEZABLE_BEFORE = frozenset("（《“‘〈「『【〔［｛")
_LOOSE = 1.1
"""A line that lacks more than this many ems would rather squeeze one more piece in.

One em shared out among the gaps of a line is not seen; a mark without its blank is.
"""
_CHOSEN = 3000
"""Pieces of a paragraph up to which its line ends are chosen together."""
_TIGHTEST = 0.8
"""The share of the blanks of its marks that a line may lose."""
_LONG_ADDRESS = 16
"""A web address of so many characters may be parted behind its slashes, or where it has none,"""
_HOST = re.compile(r"[A-Za-z][.@][A-Za-z]")
"""behind its dots."""
_FINER = re.compile(r"[^?&=#_.@-]*[?&=#_.@-]+|[^?&=#_.@-]+")
"""Where a stretch that is longer than a line is parted rather than inside a word."""
_OF_NUMBERS = frozenset("0123456789.,%")
_STOP = 2
"""Tabs stop after every so many characters of the line."""
_WIDEST_GAP = 0.15
"""Ems that justifying may put between two pieces; beyond, the line ends early.

So it is before a long word or a web address, which goes to the next line whole.
"""


@dataclass(frozen=True, slots=True)
class FaceSpan:
    """A stretch of text in one face."""

    text: str
    face: Face


@dataclass(frozen=True, slots=True)
class TextRun:
    """A stretch of one line; ``x`` counts from the line's beginning, indent included."""

    x: float
    text: str
    face: Face
    spacing: float


@dataclass(frozen=True, slots=True)
class BrokenLine:
    """A set line."""

    runs: tuple[TextRun, ...]
    width: float

    @property
    def text(self) -> str:
        """The text of the line."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Measure:
    """How lines are set: width, type size, indent of the first, all in points.

    ``tracking`` is added to every full-width character, to fit the grid of 28 in a line.
    """

    width: float
    size: float
    indent: float = 0.0
    tracking: float = 0.0
    justified: bool = True


def break_lines(
    spans: Sequence[FaceSpan], measure: Measure, ruler: Ruler
) -> tuple[BrokenLine, ...]:
    """Set a paragraph; every character of it stands in some line."""
    pieces = _cut(spans, measure, ruler)
    if any(piece.is_tab for piece in pieces):
        return _break_with_tabs(pieces, measure)
    ends = _ends(pieces, measure)
    lines: list[BrokenLine] = []
    start = 0
    for end in ends:
        indent = 0.0 if lines else measure.indent
        is_last = end == len(pieces)
        lines.append(_set(pieces[start:end], indent, measure, is_last=is_last))
        start = end
    return tuple(lines)


def _ends(pieces: Sequence[LinePiece], measure: Measure) -> list[int]:
    """Return where the lines end; of a paragraph of usual length, chosen over all of it."""

    def next_end(start: int) -> int:
        indent = 0.0 if start else measure.indent
        return _end_of_line(pieces, start, measure.width - indent, measure)

    if measure.justified and len(pieces) <= _CHOSEN:
        overhang = max(measure.tracking, 0.0)
        room = LineRoom(measure.width, measure.indent, measure.size, overhang, _TIGHTEST)
        return choose_ends(pieces, room, next_end)
    ends: list[int] = []
    while not ends or ends[-1] < len(pieces):
        if not pieces:
            break
        ends.append(next_end(ends[-1] if ends else 0))
    return ends


def _break_with_tabs(pieces: list[LinePiece], measure: Measure) -> tuple[BrokenLine, ...]:
    """Set a paragraph line by line: how wide a tab is, only its line tells."""
    lines: list[BrokenLine] = []
    start = 0
    while start < len(pieces):
        indent = 0.0 if lines else measure.indent
        _stop_tabs(pieces, start, indent, measure)
        end = _end_of_line(pieces, start, measure.width - indent, measure)
        lines.append(_set(pieces[start:end], indent, measure, is_last=end == len(pieces)))
        start = end
    return tuple(lines)


def _cut(spans: Sequence[FaceSpan], measure: Measure, ruler: Ruler) -> list[LinePiece]:
    pieces: list[LinePiece] = []
    for span in spans:
        word, known = "", dict[str, LinePiece]()
        for cluster in _clusters(span.text):
            if not _is_wide(cluster[0]) and not cluster.isspace():
                word += cluster
                continue
            _add_word(pieces, word, span.face, measure, ruler)
            word = ""
            if cluster not in known:
                known[cluster] = _single(cluster, span.face, measure, ruler)
            pieces.append(known[cluster])
        _add_word(pieces, word, span.face, measure, ruler)
    return pieces


def _clusters(text: str) -> list[str]:
    """Split a text into what a reader sees as one character each."""
    if text.isascii():
        return list(text)
    clusters: list[str] = []
    for char in text:
        joins = bool(clusters) and (
            unicodedata.category(char) in {"Mn", "Me", "Cf"} or clusters[-1][-1] == "\u200d"
        )
        if joins:
            clusters[-1] += char
        else:
            clusters.append(char)
    return clusters


def _is_wide(char: str) -> bool:
    wide = unicodedata.east_asian_width(char)
    return (wide in "WF" or (wide == "A" and not char.isalpha())) and not char.isdigit()


def _stop_tabs(pieces: list[LinePiece], start: int, indent: float, measure: Measure) -> None:
    """Give the tabs of the line that begins at ``start`` the widths to their stops."""
    stop = _STOP * (measure.size + measure.tracking)
    x = indent
    for at in range(start, len(pieces)):
        if pieces[at].is_tab:
            width = (int(x / stop + 1e-6) + 1) * stop - x
            pieces[at] = replace(pieces[at], width=width)
        x += pieces[at].width
        if x > measure.width:
            break


def _single(cluster: str, face: Face, measure: Measure, ruler: Ruler) -> LinePiece:
    if cluster == "\t":  # printed as a blank, so that who copies the line has one too
        return LinePiece(" ", face, 0.0, is_wide=False, is_space=True, is_tab=True)
    ems = ruler.ems(face, cluster)
    blank = measure.size * _HALF_BLANK if ems > 0.9 else 0.0
    return LinePiece(
        cluster,
        face,
        ems * measure.size + measure.tracking,
        is_wide=not cluster.isspace(),
        is_space=cluster.isspace(),
        before=blank if cluster in _SQUEEZABLE_BEFORE else 0.0,
        behind=blank if cluster in _SQUEEZABLE_BEHIND else 0.0,
    )


def _add_word(
    pieces: list[LinePiece], word: str, face: Face, measure: Measure, ruler: Ruler
) -> None:  # fmt: skip
    if not word:
        return
    face = face.of_word(word)
    room = measure.width - measure.indent
    for part in _parts(word):
        whole = _bound(part, face, measure, ruler)
        if _width(whole) <= room:
            pieces += whole
            continue
        # Longer than a line: it has to be torn somewhere, behind its marks where it has some.
        for finer in _FINER.findall(part):
            whole = _bound(finer, face, measure, ruler)
            torn = (_in_word(each, face, measure, ruler) for each in _clusters(finer))
            pieces += whole if _width(whole) <= room else torn
    pieces[-1] = replace(pieces[-1], is_joined=False)


def _parts(word: str) -> list[str]:
    """Return the parts of a word between which a line may end: more than one of an address."""
    if len(word) >= _LONG_ADDRESS and "/" in word:
        return re.findall(r"[^/]*/+|[^/]+", word)
    if len(word) >= _LONG_ADDRESS and _HOST.search(word):
        return re.findall(r"[^.@]*[.@]+|[^.@]+", word)
    return [word]


def _bound(part: str, face: Face, measure: Measure, ruler: Ruler) -> list[LinePiece]:
    """Return the pieces of what no line end parts: its figures apart, where a font asks for it."""
    if not _sets_other_figures(part, face):
        return [_in_word(part, face, measure, ruler)]
    pieces = []
    for _, same in groupby(_clusters(part), key=lambda cluster: cluster in _OF_NUMBERS):
        text = "".join(same)
        # A figure with a mark on it keeps to the face of its word.
        own = face.of_word(text) if text.isascii() or _OF_NUMBERS.isdisjoint(text) else face
        pieces.append(replace(_in_word(text, own, measure, ruler), is_bound=True))
    pieces[-1] = replace(pieces[-1], is_bound=False)
    return pieces


def _width(pieces: Sequence[LinePiece]) -> float:
    return sum(piece.width for piece in pieces)


def _sets_other_figures(word: str, face: Face) -> bool:
    """Tell whether a font may set other figures there, which nobody could search for.

    It does so beside a letter as é; a Chinese font without another for Latin letters does so
    beside any letter.
    """
    if _OF_NUMBERS.isdisjoint(word) or _OF_NUMBERS.issuperset(word):
        return False
    return not word.isascii() or not face.latin


def _in_word(text: str, face: Face, measure: Measure, ruler: Ruler) -> LinePiece:
    width = ruler.ems(face, text) * measure.size
    return LinePiece(text, face, width, is_wide=False, is_joined=True)


def _end_of_line(pieces: Sequence[LinePiece], start: int, room: float, measure: Measure) -> int:
    """Return the piece that begins the next line."""
    loose = tight = 0  # the last legal ends: with natural widths, and squeezed
    loose_width = width = squeeze = 0.0
    inked = 0.0  # the width without the spaces at the line's end, which need no room
    at = start
    while at < len(pieces):
        piece = pieces[at]
        width += piece.width
        squeeze += piece.before + piece.behind
        if not piece.is_space:
            inked = width
        fits = inked - max(measure.tracking, 0.0) <= room + 1e-6
        slack = squeeze * _TIGHTEST + (1 - _TIGHTEST) * piece.behind if measure.justified else 0.0
        at += 1
        if not fits and inked - slack > room and at - 1 > start:
            if inked - squeeze > room:
                break
            continue
        if at == len(pieces) or may_part(piece, pieces[at]):
            if fits:
                loose, loose_width = at, inked
            elif inked - slack <= room:
                tight = at
    if loose == len(pieces):
        return loose
    if tight and (not loose or room - loose_width > _LOOSE * measure.size):
        return tight
    return loose or tight or _forced_end(pieces, start, room)


def _forced_end(pieces: Sequence[LinePiece], start: int, room: float) -> int:
    """Return an end where no legal one fits: as much as the line holds, one piece at least."""
    width = 0.0
    for at in range(start, len(pieces)):
        width += pieces[at].width
        if width > room and at > start:
            return at
    return len(pieces)


def _set(
    pieces: Sequence[LinePiece], indent: float, measure: Measure, *, is_last: bool
) -> BrokenLine:  # fmt: skip
    ink = len(pieces)
    while ink and pieces[ink - 1].is_space:
        ink -= 1
    room = measure.width - indent
    natural = sum(piece.width for piece in pieces[:ink]) - measure.tracking * bool(ink)
    if measure.justified and natural > room + 1e-6:
        pieces = _squeezed(pieces, ink, natural - room)
        gap = 0.0
    elif is_last or not measure.justified:
        gap = 0.0
    else:
        gaps = sum(not piece.is_joined for piece in pieces[: ink - 1])
        gap = (room - natural) / gaps if gaps else 0.0
        if gap > _WIDEST_GAP * measure.size:
            gap = 0.0
    if any(piece.is_tab for piece in pieces[:ink]):
        gap = 0.0  # what stands behind a tab stays at its stop
    return _run_together(as_written(pieces), indent, gap, measure.tracking)


def _squeezed(pieces: Sequence[LinePiece], ink: int, excess: float) -> list[LinePiece]:
    """Take blanks from the marks of a line: that at its end first, the others alike."""
    done = list(pieces)
    if not ink:
        return done
    last = done[ink - 1]
    taken = min(last.behind, excess)
    done[ink - 1] = replace(last, behind=-taken, width=last.width - taken)
    excess -= taken
    total = sum(p.before + p.behind for p in done[: ink - 1]) + last.before
    share = min(excess / total, 1.0) if total and excess > 1e-9 else 0.0
    for at, piece in enumerate(done[:ink]):
        before = piece.before * share
        behind = piece.behind * share if at < ink - 1 else taken
        width = piece.width - before - (behind if at < ink - 1 else 0.0)
        done[at] = replace(piece, before=-before, behind=-behind, width=width)
    return done


def _run_together(
    pieces: Sequence[LinePiece], indent: float, gap: float, tracking: float
) -> BrokenLine:  # fmt: skip
    """Join neighbours that are set alike into runs."""
    runs: list[TextRun] = []
    begin, words, face = indent, "", pieces[0].face if pieces else Face("")
    x = indent
    joins = wide = False
    for piece in pieces:
        moved = min(piece.before, 0.0)
        if not (piece.is_wide and joins and not moved and face == piece.face):
            if words:
                runs.append(TextRun(begin, words, face, tracking + gap if wide else 0.0))
            begin, words, face, wide = x + moved, "", piece.face, piece.is_wide
        words += piece.text
        # Behind a mark that gave up room, the next run begins at its own place.
        joins = piece.is_wide and piece.before >= 0 and piece.behind >= 0
        x += piece.width
        if not piece.is_joined:
            x += gap
    if words:
        runs.append(TextRun(begin, words, face, tracking + gap if wide else 0.0))
    return BrokenLine(tuple(runs), x - gap)
