"""Colours by role: light, dark and high contrast."""

from __future__ import annotations

from dataclasses import dataclass, fields

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from core.checks.progress import Progress
from core.checks.tally import Balance
from core.report.finding import Severity
from gui.look.style_sheet import style_sheet
from gui.look.system_contrast import system_wants_contrast


@dataclass(frozen=True, slots=True)
class Theme:
    """A colour for every role; code names roles, never colours."""

    name: str
    """``light``, ``dark`` or ``contrast``: also the ending of the icons that fit it."""
    border: int
    """Pixels of the lines around what can be worked."""
    tint: int
    """How strongly, of 255, the accent lies over what is selected."""
    ground: str
    surface: str
    line: str
    ink: str
    quiet: str
    accent: str
    on_accent: str
    balanced: str
    unbalanced: str
    unfilled: str
    head: str
    band: str
    computed: str
    hover: str
    addend: str
    total: str
    fault: str
    doubt: str
    mark: str
    """A line around cells that belong together, where a tint would not do."""

    @property
    def is_contrast(self) -> bool:
        """Tell whether every state must be drawn with a line, too."""
        return self.name == "contrast"

    @property
    def roles(self) -> dict[str, str]:
        """Every role with its colour."""
        kept = ("name", "border", "tint")
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name not in kept}

    def color(self, role: str) -> QColor:
        """Return the colour of a role."""
        return QColor(getattr(self, role))

    def balance(self, state: Balance) -> str:
        """Return the role of a tally's state."""
        return {
            Balance.BALANCED: "balanced",
            Balance.UNBALANCED: "unbalanced",
            Balance.UNFILLED: "unfilled",
        }[state]

    def severity(self, severity: Severity) -> str:
        """Return the role of a finding's severity."""
        return {
            Severity.ERROR: "unbalanced",
            Severity.WARNING: "unfilled",
            Severity.HINT: "quiet",
        }[severity]

    def progress(self, state: Progress) -> str:
        """Return the role of a section's state."""
        return {
            Progress.DONE: "balanced",
            Progress.UNBALANCED: "unbalanced",
            Progress.FAULTY: "unbalanced",
            Progress.UNFILLED: "quiet",
            Progress.TO_REVIEW: "unfilled",
            Progress.CHECKING: "quiet",
        }[state]


LIGHT = Theme(
    name="light",
    border=1,
    tint=26,
    ground="#F6F7F9",
    surface="#FFFFFF",
    line="#D9DEE5",
    ink="#1B2430",
    quiet="#556070",
    accent="#1F5FA8",
    on_accent="#FFFFFF",
    balanced="#26703A",
    unbalanced="#A9201A",
    unfilled="#735B00",
    head="#F1F3F6",
    band="#E3ECF6",
    computed="#EEF2F7",
    hover="#E9EDF2",
    addend="#DFEBFA",
    total="#FBE9B7",
    fault="#FBE3E1",
    doubt="#FFF4CF",
    mark="#1F5FA8",
)

DARK = Theme(
    name="dark",
    border=1,
    tint=26,
    ground="#14181D",
    surface="#1B2027",
    line="#363E49",
    ink="#E6EAF0",
    quiet="#B0BAC7",
    accent="#7DB2EE",
    on_accent="#0E1B2A",
    balanced="#72C98B",
    unbalanced="#FFA79F",
    unfilled="#E3C25C",
    head="#222831",
    band="#24344A",
    computed="#262D37",
    hover="#2B323C",
    addend="#1D3A5B",
    total="#453910",
    fault="#471D1A",
    doubt="#3D330F",
    mark="#7DB2EE",
)

_LOOK = "look"
"""Property of the application: what it wears."""

CONTRAST = Theme(
    name="contrast",
    border=2,
    tint=30,
    ground="#000000",
    surface="#000000",
    line="#FFFFFF",
    ink="#FFFFFF",
    quiet="#EBEBEB",
    accent="#FFF200",
    on_accent="#000000",
    balanced="#7CF29C",
    unbalanced="#FFCFCA",
    unfilled="#FFE27A",
    head="#000000",
    band="#1C1C1C",
    computed="#161616",
    hover="#2B2B00",
    addend="#002C49",
    total="#2B2300",
    fault="#400000",
    doubt="#2B2400",
    mark="#00FFFF",
)


def theme_named(name: str) -> Theme:
    """Return the theme of a setting: by its name, or for ``system`` what the system shows."""
    named = {theme.name: theme for theme in (LIGHT, DARK, CONTRAST)}
    if name in named:
        return named[name]
    if system_wants_contrast():
        return CONTRAST
    dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return DARK if dark else LIGHT


def wears(app: QApplication, theme: Theme, zoom: int) -> bool:
    """Tell whether the application is dressed so already."""
    return bool(app.property(_LOOK) == f"{theme.name} {zoom}")


def apply_theme(app: QApplication, theme: Theme, zoom: int = 100) -> None:
    """Dress the whole application; ``zoom`` is in percent."""
    apply_colors(app, theme, zoom)
    apply_sheet(app, theme, zoom)


def apply_sheet(app: QApplication, theme: Theme, zoom: int) -> None:
    """Put on the style sheet alone."""
    app.setStyleSheet(style_sheet(theme.roles, theme.name, theme.border, zoom))


def apply_colors(app: QApplication, theme: Theme, zoom: int) -> None:
    """Put on all but the style sheet."""
    palette = QPalette()
    roles = QPalette.ColorRole
    for role, color in (
        (roles.Window, theme.ground),
        (roles.WindowText, theme.ink),
        (roles.Base, theme.surface),
        (roles.AlternateBase, theme.head),
        (roles.Text, theme.ink),
        (roles.Button, theme.surface),
        (roles.ButtonText, theme.ink),
        (roles.ToolTipBase, theme.surface),
        (roles.ToolTipText, theme.ink),
        (roles.PlaceholderText, theme.quiet),
        (roles.Highlight, theme.accent),
        (roles.HighlightedText, theme.on_accent),
        (roles.Link, theme.accent),
        (roles.Light, theme.surface),
        (roles.Midlight, theme.hover),
        (roles.Mid, theme.line),
        (roles.Dark, theme.quiet),
        (roles.Shadow, theme.line),
    ):
        palette.setColor(role, QColor(color))
    for role in (roles.Text, roles.ButtonText, roles.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.quiet))
    app.setPalette(palette)
    app.setProperty(_LOOK, f"{theme.name} {zoom}")
