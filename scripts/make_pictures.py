"""Take the pictures of the real window that the guide and the README show.

`make pictures` writes resources/help/pictures and, for the README, docs/window.png and the same
scenes without their numbers in docs/pictures; with them words.json: the words that each picture
shows, by which a test finds out when a picture has gone stale.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen
from PySide6.QtWidgets import QApplication

from gui.app import prepare
from scripts.guide_scenes import stage
from scripts.scene_parts import Scene, at, settle
from scripts.widget_words import words_in

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "help" / "pictures"
WORDS = FOLDER / "words.json"
WINDOW = ROOT / "docs" / "window.png"
BESIDE_README = ROOT / "docs" / "pictures"
OF_README = (
    "check",
    "first-check",
    "writing",
    "reading",
    "begin-last",
    "keeping-history",
    "rollup",
    "rollup-papers",
    "comparing",
    "returning",
    "sharing",
    "signing",
    "printing",
    "printing-publish",
)
"""The scenes that the README shows too, a capability each."""
NUMBERS = "①②③④⑤⑥⑦⑧⑨"
WIDEST = 900
"""Pixels that a picture may be wide: the page of the guide has so many on a small screen."""
_COLOR = "#C2410C"
_DISC = 22
_COLORS = 256


def main() -> None:
    """Take every picture, and write down the words."""
    app = QApplication([])
    prepare(app)
    for folder in (FOLDER, BESIDE_README):
        folder.mkdir(exist_ok=True)
    words: dict[str, list[str]] = {}
    with stage() as played:
        for name in played.scenes():
            for scene in played.play(name):
                words[name] = words_of(scene)
                picture = draw(scene)
                if picture.width() > WIDEST:
                    raise ValueError(f"{name} is {picture.width()} pixels wide")
                with_few_colors(picture).save(str(FOLDER / f"{name}.png"), quality=0)
                if name in OF_README:
                    plain = with_few_colors(draw(scene, numbered=False))
                    plain.save(str(BESIDE_README / f"{name}.png"), quality=0)
    with stage(QSize(1366, 740)) as played:
        for scene in played.sample():
            with_few_colors(draw(scene)).save(str(WINDOW), quality=0)
    WORDS.write_text(json.dumps(words, ensure_ascii=False, indent=1) + "\n", "utf-8")
    for old in FOLDER.glob("*.png"):
        if old.stem not in words:
            old.unlink()
    size = sum(file.stat().st_size for file in FOLDER.iterdir())
    print(f"{len(words)} pictures, {size // 1024} KB")


def words_of(scene: Scene) -> list[str]:
    """Return the words that the picture of a scene shows."""
    shown = [*(scene.parts or [scene.widget]), *([scene.over[0]] if scene.over else [])]
    return [words for widget in shown for words in words_in(widget)]


def draw(scene: Scene, numbered: bool = True) -> QImage:
    """Draw a scene: the widget, what lies over it, and a numbered frame around each mark."""
    settle()
    image = scene.widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    rects = [mark() for mark in scene.marks]
    painter = QPainter(image)
    if scene.over is not None:
        other, place = scene.over
        painter.drawPixmap(place(), other.grab())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if numbered:
        _mark(painter, rects, image.rect())
    painter.end()
    return image.copy(_seen(scene, image.rect()))


def _seen(scene: Scene, whole: QRect) -> QRect:
    """Return the part of the widget that the picture shows."""
    seen = QRect()
    for part in scene.parts:
        seen = seen.united(at(scene.widget, part)())
    edge = scene.edge
    return whole if seen.isNull() else seen.adjusted(-edge, -edge, edge, edge).intersected(whole)


def _mark(painter: QPainter, rects: Sequence[QRect], room: QRect) -> None:
    font = QFont(painter.font())
    font.setPixelSize(14)
    font.setBold(True)
    painter.setFont(font)
    for rect in rects:
        painter.setPen(QPen(QColor(_COLOR), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(rect.adjusted(-2, -2, 1, 1)), 5, 5)
    for number, rect in enumerate(rects, start=1):
        half = _DISC // 2
        corner = rect.topLeft() + QPoint(-half // 2, -half // 2)
        x = min(max(corner.x(), half + 1), room.right() - half - 1)
        y = min(max(corner.y(), half + 1), room.bottom() - half - 1)
        painter.setPen(QPen(QColor("#FFFFFF"), 1.5))
        painter.setBrush(QColor(_COLOR))
        painter.drawEllipse(QPointF(x, y), half, half)
        disc = QRect(x - half, y - half, _DISC, _DISC)
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(number))


def with_few_colors(image: QImage) -> QImage:
    """Return the picture with a palette: the colours that cover most of it stay as they are."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    counted = Counter(memoryview(plain.constBits()).cast("I"))
    table = [color for color, _count in counted.most_common(_COLORS)]
    flags = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    return plain.convertToFormat(QImage.Format.Format_Indexed8, table, flags)


if __name__ == "__main__":
    main()
