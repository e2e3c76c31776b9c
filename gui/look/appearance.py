"""How the whole application looks: theme and zoom, applied in one place, while it runs too."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QApplication

from core.settings.settings import ZOOMS
from gui.look.theme import Theme, apply_colors, apply_sheet, apply_theme, theme_named, wears
from gui.state.preferences import Preferences

_PutOn = Callable[[QApplication, Theme, int], None]
CHINESE_FONTS = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "思源黑体",
    "WenQuanYi Micro Hei",
)


class Appearance(QObject):
    """Dresses the application as the preferences say, and again whenever they change."""

    changed = Signal(object)
    """Another `Theme` or another size is worn: what paints by itself has to follow."""

    def __init__(self, preferences: Preferences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self.theme = theme_named(preferences.settings.theme)
        self._lacks_sheet = self._dress(self.theme, preferences.settings.zoom, apply_colors)
        preferences.changed.connect(self.follow)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self.follow)

    @property
    def zoom(self) -> int:
        """How large the window is drawn, in percent."""
        return self._preferences.settings.zoom

    def finish(self) -> None:
        """Put on the style sheet, once the first window is put together.

        With the sheet on, Qt dresses a piece anew with all in it whenever it is put into another.
        """
        app = QApplication.instance()
        if self._lacks_sheet and isinstance(app, QApplication):
            apply_sheet(app, self.theme, self.zoom)
        self._lacks_sheet = False

    def follow(self) -> None:
        """Look as the preferences and the system say now."""
        theme, zoom = theme_named(self._preferences.settings.theme), self.zoom
        if self._dress(theme, zoom, apply_theme) or theme is not self.theme:
            self.theme = theme
            self.changed.emit(theme)

    def step_zoom(self, step: int) -> None:
        """Take the next larger zoom, with -1 the next smaller."""
        others = [zoom for zoom in ZOOMS if (zoom > self.zoom if step > 0 else zoom < self.zoom)]
        if others:
            self._preferences.set(zoom=others[0] if step > 0 else others[-1])

    def reset_zoom(self) -> None:
        """Go back to 100 %."""
        self._preferences.set(zoom=100)

    def _dress(self, theme: Theme, zoom: int, put_on: _PutOn) -> bool:
        """Dress the application; returns whether anything about it changed."""
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            return False
        worn = worn_zoom(app)
        if worn == zoom and wears(app, theme, zoom):
            return False
        sizes = None
        if worn != zoom:
            from gui.look.scaling import Sizes

            sizes = Sizes(worn / 100, zoom / 100)
            app.setFont(zoomed_font(zoom))
        put_on(app, theme, zoom)
        if sizes is not None:
            sizes.apply()
        return True


def worn_zoom(app: QApplication) -> int:
    """Return the zoom that the application wears now, in percent."""
    return round(app.font().pointSizeF() / base_font().pointSizeF() * 100)


def zoomed_font(zoom: int) -> QFont:
    """Return the font of the window at a zoom, in percent."""
    font = base_font()
    font.setPointSizeF(font.pointSizeF() * zoom / 100)
    return font


def base_font() -> QFont:
    """Return the system's font, with a Chinese sans of the system where it names none."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    families = set(QFontDatabase.families())
    chinese = [name for name in CHINESE_FONTS if name in families]
    if font.family() not in CHINESE_FONTS and chinese:
        # The Chinese face comes first: its figures and Latin letters go with its characters.
        font.setFamilies([*chinese[:1], font.family()])
    return font
