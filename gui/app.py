"""Starting the window: what comes before Qt, and what every start does."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator, qVersion
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

import resources
from core.base.version import full_version
from core.checks.of_office import load_rules_of_office
from core.forms.loader import load_forms
from core.keeping.crash_log import CrashLog
from core.keeping.sweeping import sweep_own_folder
from core.settings.office import load_office
from core.settings.settings import load_settings, own_folder
from gui.access.input_method import choose_input_method
from gui.frame.arrivals import Arrivals
from gui.frame.windows import Windows
from gui.keeping.surprises import WORDS, WORDS_AT_THE_END, Surprises
from gui.look.appearance import base_font
from gui.words.plain_text import dress_plainly

if TYPE_CHECKING:
    from core.keeping.doorway import Doorway


def main(argv: list[str], door: Doorway | None = None) -> int:
    """Open the window, on a file or the sample if one is named; returns the exit code.

    ``door`` is where later starts hand over what they were asked to open.
    """
    if not has_screen():
        sys.stderr.write("这里没有图形界面，窗口打不开。命令的用法见 nianbao -h。\n")
        return 2
    log = CrashLog(own_folder())
    log.watch()
    surprises = Surprises(log)
    surprises.take_over()
    try:
        return _run(argv, log, surprises, door)
    except Exception as error:
        log.note(error, "启动")  # a windowed program has no console that could show it
        raise
    finally:
        surprises.give_back()
        log.end()


def _run(argv: list[str], log: CrashLog, surprises: Surprises, door: Doorway | None) -> int:
    has_fcitx_4 = choose_input_method()
    app = QApplication([sys.argv[0]])
    prepare(app)
    if has_fcitx_4:
        from gui.access.fcitx_4 import bridge_fcitx_4

        bridge_fcitx_4(app, os.environ)
    office = load_office()
    complaints = list(office.complaints)
    settings = load_settings(defaults=office.settings, tell=complaints.append)
    forms = load_forms()
    windows = Windows(forms, settings, office, load_rules_of_office(forms, complaints))
    surprises.came.connect(lambda: windows.tell(WORDS if windows.every else WORDS_AT_THE_END))
    window = windows.open()
    arrivals = Arrivals(door, windows) if door is not None else None
    names = [argument for argument in argv if not argument.startswith("--")]

    def begin() -> None:
        for complaint in complaints:
            window.ask.tell(complaint)
        log.note_run(f"begins: {full_version()}, Qt {qVersion()}")
        log.collect()
        # Nobody waits for it: the folder may lie on a drive that hangs.
        Thread(target=sweep_own_folder, args=(own_folder(),), daemon=True).start()
        window.versions.tell_crash(log)
        window.recovering.offer_all()
        if "--sample" in argv:
            windows.front.files.open_sample()
        for name in names:
            windows.front.files.open_path(Path(name))
        if arrivals is not None:
            arrivals.open()

    # The window is painted before a file is opened, so that a message has a window to stand on.
    QTimer.singleShot(0, begin)
    status = app.exec()
    if arrivals is not None:
        arrivals.close()
    log.note_run("ends")
    return status


def has_screen() -> bool:
    """Tell whether a window can open; without a screen Qt would end the process itself."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def desktop_entry(program: Path) -> str:
    """Name our desktop entry: that of a store's package is called as the folder of the package."""
    match program.parts:
        case "/", "opt", "apps", name, _, *_:
            return name
    return "nianbao"


def prepare(app: QApplication) -> None:
    """Give the application its name, font, icon, style and Qt's own words in Chinese."""
    # What was imported lives as long as the program. Looking through it for garbage held a key
    # up for 30 ms now and then; the windows, which come later, take 6.
    gc.freeze()
    app.setApplicationName("nianbao")
    app.setApplicationDisplayName("")
    app.setDesktopFileName(desktop_entry(Path(sys.executable)))
    dress_plainly(app)
    app.setFont(base_font())
    app.setWindowIcon(QIcon(str(resources.folder() / "icons" / "nianbao.svg")))
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_zh_CN", folder):
        app.installTranslator(translator)
