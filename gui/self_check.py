"""The program tries its window: exports, parts of Qt, the sample shown."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import (
    QCollator,
    QElapsedTimer,
    QEventLoop,
    QLibraryInfo,
    QLocale,
    QMessageLogContext,
    QPluginLoader,
    QStringDecoder,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QFontDatabase, QIcon
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication

import resources
from core.base.problem import Problem
from core.forms.loader import load_forms
from core.self_check import files, run
from core.settings.office import load_office
from core.settings.settings import CONFIG, Settings
from gui.access.input_method import choose_input_method
from gui.app import has_screen, prepare
from gui.frame.window import Window
from gui.look.theme import apply_theme, theme_named
from gui.printing import KINDS

PATIENCE = 30_000
"""Milliseconds that a window may take to appear; an old machine takes one or two thousand."""
OF_NO_CONCERN = (
    "propagateSizeHints",  # the platform without a screen says so of every window,
    "does not support raise",  # and so
    "Detected locale",  # an old one, which Qt mends itself
    'Could not load the Qt platform plugin "wayland"',  # the window goes by X11, and we say so
)
NEEDED_PLUGINS = {
    "linux": (
        "iconengines/qsvgicon",
        "imageformats/qico",
        "platforminputcontexts/composeplatforminputcontextplugin",
        "platforminputcontexts/ibusplatforminputcontextplugin",
        "platforms/qoffscreen",
        "platforms/qxcb",
        "platformthemes/qxdgdesktopportal",
    ),
    "win32": (
        "iconengines/qsvgicon",
        "imageformats/qico",
        "platforms/qoffscreen",
        "platforms/qwindows",
    ),
}
"""Parts of Qt that are loaded by name, and so missed by nothing until somebody needs them."""
WAYLAND = (
    "platforms/qwayland-generic",
    "wayland-decoration-client/bradient",
    "wayland-shell-integration/xdg-shell",
)
CUPS = "printsupport/cupsprintersupport"
"""These link to libraries of the system, which may be too old for them or not there."""
_faults: list[str] = []


def main() -> int:
    """Try everything and tell it line by line; returns the exit status."""
    if not has_screen():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    choose_input_method()
    qInstallMessageHandler(_complain)
    sys.excepthook = _note_fault
    app = QApplication([sys.argv[0]])
    prepare(app)
    apply_theme(app, theme_named("light"))
    # Boxes in place of characters cannot be read back.
    unreadable = () if _has_chinese_font() else (".pdf",)
    return run(files(KINDS, unreadable), _tell_office, _try_qt, _try_window)


def _has_chinese_font() -> bool:
    return bool(QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese))


def _complain(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """Pass on what Qt has to say: a package in order has it say nothing."""
    if sys.stderr is not None and not any(each in message for each in OF_NO_CONCERN):
        sys.stderr.write(f"{kind.name}: {message}\n")


def _note_fault(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Keep what went wrong while Qt called us: nobody up the stack gets to know it."""
    _faults.append(f"{kind.__name__}：{error}")
    sys.__excepthook__(kind, error, trace)


def _tell_office(_folder: Path) -> Iterator[str]:
    """Tell which files hold the office's defaults, and what is wrong in them."""
    office = load_office()
    named = "、".join(map(str, office.files)) or "没有"
    yield f"单位的默认设置：{named}"
    yield from (f"提示：{complaint}" for complaint in office.complaints)


def _try_qt(_folder: Path) -> Iterator[str]:
    """Load what Qt loads when it is needed: input methods, pictures, printing, Chinese words."""
    yield f"画面：{QApplication.platformName()}"
    needed = NEEDED_PLUGINS.get(sys.platform, ())
    for name in needed:
        fault = _load_plugin(name)
        if fault:
            raise Problem(f"Qt的部件{name}不能用（{fault}）。请重新安装程序。")
    yield f"Qt的部件：{len(needed)}个，包括输入法、图标、屏幕"
    if sys.platform == "linux":
        yield _try_icu()
        yield _try_wayland()
    if QApplication.translate("QPlatformTheme", "Cancel") == "Cancel":
        raise Problem("没有找到按钮的中文文字。请重新安装程序。")
    pictures = sorted((resources.folder() / "icons").glob("*.svg"))
    if not pictures or any(QIcon(str(file)).pixmap(32).isNull() for file in pictures):
        raise Problem("画不出图标。请重新安装程序。")
    yield f"图标：{len(pictures)}个"
    yield _try_printing()
    if not _has_chinese_font():
        yield "提示：系统里没有中文字体，汉字会显示为方框。请让管理员安装中文字体。"


def _try_icu() -> str:
    """Ask what Qt asks of ICU, whose data a package holds only in part."""
    sounds = QCollator(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    readable = all(QStringDecoder(each).isValid() for each in ("GB18030", "GBK", "Big5"))
    # By their sounds li is before zhang; by their code points it is the other way round.
    if sounds.compare("李", "张") >= 0 or not readable:
        raise Problem("Qt的中文排序和编码不能用。请重新安装程序。")
    return "中文：排序和编码"


def _try_wayland() -> str:
    _expect_files(*WAYLAND)
    fault = next(filter(None, map(_load_plugin, WAYLAND)), "")
    if fault:  # Debian 11 and its like have a Wayland from before 2022; a window then goes by X11
        return f"提示：系统的Wayland太旧或者没有，窗口用X11显示（{fault}）。"
    return "Wayland：部件齐全"


def _try_printing() -> str:
    if sys.platform == "linux":
        _expect_files(CUPS)
        fault = _load_plugin(CUPS)
        if fault:  # of a library that is not ours to bring
            return f"提示：系统没有打印服务，这台机器上只能导出，不能打印（{fault}）。"
    QPrinter(QPrinter.PrinterMode.HighResolution)
    return f"打印：部件齐全，系统里有{len(QPrinterInfo.availablePrinters())}台打印机"


def _expect_files(*names: str) -> None:
    for name in names:
        if not _plugin_file(name).exists():
            raise Problem(f"没有找到Qt的部件{name}。请重新安装程序。")


def _load_plugin(name: str) -> str:
    """Load a plugin of Qt; returns what is wrong with it."""
    loader = QPluginLoader(str(_plugin_file(name)))
    return "" if loader.load() else loader.errorString()


def _plugin_file(name: str) -> Path:
    plugin = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath), name)
    file = f"{plugin.name}.dll" if sys.platform == "win32" else f"lib{plugin.name}.so"
    return plugin.with_name(file)


def _try_window(folder: Path) -> Iterator[str]:
    """Open the window with the sample, look at it, turn every page, print, close it."""
    os.environ[CONFIG] = str(folder / "设置")  # the user's own stays as it is
    window = Window(load_forms(), Settings(theme="light"))
    window.show()
    _wait_for(window)
    window.files.open_sample()
    sections = window.workspace.tabs.sections
    for section in sections:
        window.workspace.show_section(section)
        QApplication.processEvents()
    picture = window.grab().toImage()
    if picture.isNull() or picture.allGray():
        raise Problem("窗口里什么也没有画出来。请查看显卡的驱动程序。")
    window.commands.show_preview()
    QApplication.processEvents()
    yield f"窗口：{window.windowTitle().replace('[*]', '')}，{len(sections)}页，打印预览"
    if not window.close():
        raise Problem("窗口没有关上。")
    QApplication.closeAllWindows()
    if _faults:
        raise Problem(_faults[0])


def _wait_for(window: Window) -> None:
    clock = QElapsedTimer()
    clock.start()
    while not window.windowHandle().isExposed():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 100)
        if clock.hasExpired(PATIENCE):
            raise Problem("窗口没有出现在屏幕上。请查看系统的图形界面。")
