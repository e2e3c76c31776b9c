"""What every scene of the guide is made with: a clock that stands still, and places to mark."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QApplication, QWidget

MORNING = datetime(2026, 2, 9, 9, 30)  # noqa: DTZ001  of no zone: it is 9:30 wherever one is
Locate = Callable[[], QRect]


@dataclass(frozen=True)
class Scene:
    """A widget in a state, what of it is seen, and the places that get a number.

    ``parts`` are the widgets that the picture is cut to, and whose words it shows; without any
    it shows all of it. ``over`` lies over it, with its corner at a place of the widget.
    """

    widget: QWidget
    marks: Sequence[Locate] = ()
    parts: Sequence[QWidget] = ()
    over: tuple[QWidget, Callable[[], QPoint]] | None = None
    edge: int = 0
    """Pixels around the parts that are seen too."""


class Clock:
    """A time that stands still until it is moved on, for all modules that tell the time."""

    def __init__(self) -> None:
        self.time = MORNING

    def pass_by(self, minutes: int) -> None:
        """Let time pass."""
        self.time += timedelta(minutes=minutes)

    @contextmanager
    def rules(self) -> Iterator[None]:
        """Be the time of the program as long as this holds."""
        clock = self

        class Standing(datetime):
            @classmethod
            def now(  # type: ignore[override]  # plain times do for the scenes
                cls, tz: tzinfo | None = None
            ) -> datetime:
                here = clock.time.astimezone()
                return here.astimezone(tz) if tz else clock.time

        with _replaced(Standing):
            yield


@contextmanager
def _replaced(other: type[datetime]) -> Iterator[None]:
    ours = [
        module
        for name, module in list(sys.modules.items())
        if name.startswith(("core.", "gui.")) and getattr(module, "datetime", None) is datetime
    ]
    for module in ours:
        vars(module)["datetime"] = other
    try:
        yield
    finally:
        for module in ours:
            vars(module)["datetime"] = datetime


def shown(
    dialog: QWidget, scene: Callable[[], Scene], size: QSize | None = None
) -> Iterator[Scene]:
    """Show a window beside the main one for as long as its scene is looked at."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if size is not None:
        dialog.resize(size)
    dialog.show()
    settle()
    yield scene()
    dialog.close()
    settle()


def settle() -> None:
    """Let everything be laid out that lays itself out again after it is shown."""
    for _ in range(4):
        QApplication.processEvents()


def at(base: QWidget, widget: QWidget) -> Locate:
    """Find a widget in another one, when asked."""

    def locate() -> QRect:
        if not widget.isVisibleTo(base):
            raise LookupError(f"{type(widget).__name__} is not there to be marked")
        return QRect(widget.mapTo(base, QPoint()), widget.size())

    return locate


def around(base: QWidget, *widgets: QWidget) -> Locate:
    """Find the room that several widgets take."""

    def locate() -> QRect:
        whole = QRect()
        for widget in widgets:
            whole = whole.united(at(base, widget)())
        return whole

    return locate
