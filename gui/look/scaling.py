"""Letting everything that is on the screen follow the zoom: sizes that were set once, in pixels.

Widgets take their margins, least sizes and larger fonts from the font when they are made. When the
font changes, these are scaled here, for all of them alike; a widget that works them out again by
itself is left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import QMargins, QObject, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QFormLayout,
    QFrame,
    QGridLayout,
    QLabel,
    QLayout,
    QListView,
    QMainWindow,
    QSplitter,
    QTabBar,
    QTreeView,
    QWidget,
)

KEEPS_SIZE = "keepsSize"
"""Property of a widget whose size is no matter of the zoom, such as a sheet of paper."""
_BASES = "zoomBases"
_UNSET = 16_777_215
"""What Qt has for no largest size."""


@dataclass(frozen=True, slots=True)
class _Number:
    """One number of a widget or layout: its name there, what it was, and how to set it."""

    owner: QObject
    name: str
    read: Callable[[], float]
    write: Callable[[float], object]
    was: float
    is_whole: bool = True


class Sizes:
    """What all widgets measured before a change of the zoom; `apply` scales it after."""

    def __init__(self, old: float, new: float) -> None:
        self._old, self._new = old, new
        self._numbers = [
            number
            for widget in QApplication.allWidgets()
            if not widget.property(KEEPS_SIZE)
            for number in (*_of_widget(widget), *_of_layout(widget.layout()))
        ]
        self._windows = [
            (widget, widget.size())
            for widget in QApplication.topLevelWidgets()
            if widget.isVisible() and widget.parentWidget() is not None and _is_dialog(widget)
        ]

    def apply(self) -> None:
        """Scale what still is as it was; bases are kept, so that nothing drifts by rounding."""
        for number in self._numbers:
            if not shiboken6.isValid(number.owner) or number.read() != number.was:
                continue
            bases = dict(number.owner.property(_BASES) or {})
            base, put = bases.get(number.name, (0.0, None))
            if put != number.was:
                base = number.was / self._old
            value = base * self._new
            value = max(1, round(value)) if number.is_whole else value
            number.write(value)
            bases[number.name] = (base, number.read())
            number.owner.setProperty(_BASES, bases)
        ratio = self._new / self._old
        for window, size in self._windows:
            if shiboken6.isValid(window):
                room = window.screen().availableSize()
                wanted = QSize(round(size.width() * ratio), round(size.height() * ratio))
                window.resize(wanted.boundedTo(room * 0.95).expandedTo(window.minimumSizeHint()))


def _is_dialog(widget: QWidget) -> bool:
    return widget.windowType() is Qt.WindowType.Dialog


def _of_widget(widget: QWidget) -> Iterator[_Number]:
    if widget.testAttribute(Qt.WidgetAttribute.WA_SetFont) and widget.font().pointSizeF() > 0:
        yield _number(
            widget, "font", lambda: widget.font().pointSizeF(), _font_setter(widget), whole=False
        )
    for name, read, write in (
        ("leastWidth", widget.minimumWidth, widget.setMinimumWidth),
        ("leastHeight", widget.minimumHeight, widget.setMinimumHeight),
        ("mostWidth", widget.maximumWidth, widget.setMaximumWidth),
        ("mostHeight", widget.maximumHeight, widget.setMaximumHeight),
    ):
        # The least size of a main window is set by its layout, whenever that changes.
        if 0 < read() < _UNSET and not isinstance(widget, QMainWindow):
            yield _number(widget, name, read, _whole(write))
    if isinstance(widget, QLabel):
        for name, read, write in (
            ("indent", widget.indent, widget.setIndent),
            ("margin", widget.margin, widget.setMargin),
        ):
            if read() > 0:
                yield _number(widget, name, read, _whole(write))
    if isinstance(widget, QTreeView):
        yield _number(widget, "indentation", widget.indentation, _whole(widget.setIndentation))
    if isinstance(widget, QListView) and widget.gridSize().isValid():
        yield from _of_size(widget, "grid", widget.gridSize, widget.setGridSize)
    if isinstance(widget, QAbstractItemView | QTabBar) and widget.iconSize().isValid():
        yield from _of_size(widget, "icon", widget.iconSize, widget.setIconSize)
    if isinstance(widget, QSplitter):
        yield from _of_splitter(widget)
    if not (isinstance(widget, QFrame) and widget.frameWidth()):  # there they are the frame's
        yield from _of_margins(widget, widget.contentsMargins, widget.setContentsMargins)


def _of_layout(layout: QLayout | None) -> Iterator[_Number]:
    if layout is None:
        return
    yield from _of_margins(layout, layout.contentsMargins, layout.setContentsMargins)
    if isinstance(layout, QFormLayout | QGridLayout):
        for name, read, write in (
            ("across", layout.horizontalSpacing, layout.setHorizontalSpacing),
            ("down", layout.verticalSpacing, layout.setVerticalSpacing),
        ):
            if read() > 0:
                yield _number(layout, name, read, _whole(write))
    elif layout.spacing() > 0:
        yield _number(layout, "spacing", layout.spacing, _whole(layout.setSpacing))
    # By way of the items PySide would keep wrappers of spacers that Qt deletes, and take what
    # comes to lie at their place for them. So gaps stay as they are; they are small.
    only_own = Qt.FindChildOption.FindDirectChildrenOnly
    nested: list[QLayout] = list(layout.findChildren(QLayout, options=only_own))
    for inner in nested:
        yield from _of_layout(inner)


def _of_margins(
    owner: QObject, read: Callable[[], QMargins], write: Callable[[QMargins], object]
) -> Iterator[_Number]:
    for name in ("Left", "Top", "Right", "Bottom"):

        def get(name: str = name) -> int:
            return int(getattr(read(), name.lower())())

        def put(value: float, name: str = name) -> None:
            margins = read()
            getattr(margins, f"set{name}")(round(value))
            write(margins)

        if get() > 0:
            yield _number(owner, f"margin{name}", get, put)


def _of_size(
    owner: QObject, name: str, read: Callable[[], QSize], write: Callable[[QSize], object]
) -> Iterator[_Number]:
    yield _number(
        owner,
        f"{name}Width",
        lambda: read().width(),
        lambda value: write(QSize(round(value), read().height())),
    )
    yield _number(
        owner,
        f"{name}Height",
        lambda: read().height(),
        lambda value: write(QSize(read().width(), round(value))),
    )


def _of_splitter(splitter: QSplitter) -> Iterator[_Number]:
    """Let the parts that do not stretch hold as many characters as before."""
    stretches = [_stretch(splitter, at) for at in range(splitter.count())]
    if not any(stretches) or all(stretches):
        return
    for at, stretch in enumerate(stretches):
        if stretch or splitter.sizes()[at] <= 0:
            continue

        def read(at: int = at) -> int:
            return splitter.sizes()[at]

        def write(value: float, at: int = at) -> None:
            sizes = splitter.sizes()
            rest = next(n for n, stretch in enumerate(stretches) if stretch)
            sizes[rest] = max(1, sizes[rest] + sizes[at] - round(value))
            sizes[at] = round(value)
            splitter.setSizes(sizes)

        yield _number(splitter, f"part{at}", read, write)


def _stretch(splitter: QSplitter, at: int) -> int:
    policy = splitter.widget(at).sizePolicy()
    if splitter.orientation() is Qt.Orientation.Horizontal:
        return policy.horizontalStretch()
    return policy.verticalStretch()


def _font_setter(widget: QWidget) -> Callable[[float], None]:
    def write(value: float) -> None:
        font = widget.font()
        font.setPointSizeF(value)
        if not widget.styleSheet():
            # Under a sheet of the application alone, Qt goes back to the first font it saw
            # whenever it polishes the widget.
            widget.setStyleSheet(" ")
        widget.setFont(font)
        if isinstance(widget, QAbstractScrollArea):
            widget.viewport().setFont(font)  # a sheet of its own keeps it from handing this down

    return write


def _whole(write: Callable[[int], object]) -> Callable[[float], object]:
    return lambda value: write(round(value))


def _number(
    owner: QObject,
    name: str,
    read: Callable[[], float],
    write: Callable[[float], object],
    *,
    whole: bool = True,
) -> _Number:
    return _Number(owner, name, read, write, read(), whole)
