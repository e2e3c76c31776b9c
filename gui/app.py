"""Starting the window: what must be set before Qt starts, and what every start does."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

import resources
from core.forms.loader import load_forms
from core.settings.office import load_office
from core.settings.settings import load_settings
from gui.frame.window import Window
from gui.look.appearance import base_font


def main(argv: list[str]) -> int:
    """Open the window, on a file or the sample if one is named; returns the exit code."""
    if not has_screen():
        sys.stderr.write("这里没有图形界面，窗口打不开。命令的用法见 nianbao -h。\n")
        return 2
    choose_input_method()
    app = QApplication([sys.argv[0]])
    prepare(app)
    office = load_office()
    complaints = list(office.complaints)
    settings = load_settings(defaults=office.settings, tell=complaints.append)
    window = Window(load_forms(), settings, office=office)
    sys.excepthook = _excuse(window)
    window.show()
    names = [argument for argument in argv if not argument.startswith("--")]

    def begin() -> None:
        for complaint in complaints:
            window.ask.tell(complaint)
        if window.files.offer_recovery():
            return
        if "--sample" in argv:
            window.files.open_sample()
        elif names:
            path = Path(names[0])
            opening = (
                window.files.open_path if path.suffix == ".nianbao" else window.files.read_path
            )
            opening(path)

    # The window is painted before a file is opened, so that a message has a window to stand on.
    QTimer.singleShot(0, begin)
    return app.exec()


def has_screen() -> bool:
    """Tell whether a window can open; without a screen Qt would end the process itself."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def choose_input_method() -> None:
    """Let Chinese input work with fcitx: its plugin is not in Qt's wheels, ibus' is.

    fcitx5 speaks the protocol of ibus, so that plugin serves both. A plugin that is there, as on
    a system whose own Qt is used, is left alone.
    """
    named = os.environ.get("QT_IM_MODULE", "")
    if not named.startswith("fcitx"):
        return
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforminputcontexts"
    if not any(named in plugin.name for plugin in folder.glob("*")):
        os.environ["QT_IM_MODULE"] = "ibus"


def prepare(app: QApplication) -> None:
    """Give the application its name, font, icon, style and Qt's own words in Chinese."""
    app.setApplicationName("nianbao")
    app.setApplicationDisplayName("")
    app.setDesktopFileName("nianbao")
    app.setStyle("Fusion")
    app.setFont(base_font())
    app.setWindowIcon(QIcon(str(resources.folder() / "icons" / "nianbao.svg")))
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_zh_CN", folder):
        app.installTranslator(translator)


def _excuse(
    window: Window,
) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """Make the hook for what should never happen: one message, and the work stays open."""
    telling = False

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        # A fault in painting comes back with every repaint: tell it once at a time.
        nonlocal telling
        traceback.print_exception(kind, error, trace)
        if telling or issubclass(kind, KeyboardInterrupt):
            return
        telling = True
        try:
            window.ask.tell(
                "程序出了一个没有料到的差错，您的报告还在窗口里。请先另存一份，再重新启动程序。"
            )
        finally:
            telling = False

    return hook
