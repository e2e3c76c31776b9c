"""What every test stands on: no screen, no widget left over, the real reports."""

from __future__ import annotations

import gc
import os

from tests import bytecode

bytecode.keep()

# Wine hands on no variable that begins with QT_.
os.environ.setdefault("QT_QPA_PLATFORM", os.environ.get("NIANBAO_TEST_PLATFORM", "offscreen"))

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

from tests import font_sets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication

if fonts := font_sets.choose():
    os.environ["FONTCONFIG_FILE"] = font_sets.environment(fonts)["FONTCONFIG_FILE"]

# No test asserts a time: these machines are shared. A build that judges a change tries the same
# examples each time; a maker's own machine goes on looking for new ones.
# Whoever looks for more than the suite has time for sets NIANBAO_EXAMPLES.
EXAMPLES = int(os.environ.get("NIANBAO_EXAMPLES", "50"))
hypothesis.settings.register_profile("maker", deadline=None, max_examples=EXAMPLES)
hypothesis.settings.register_profile(
    "build", deadline=None, max_examples=EXAMPLES, derandomize=True, database=None
)
hypothesis.settings.load_profile("build" if os.environ.get("CI") else "maker")

_FONTS_OF_DEBIAN = ("Noto*CJK*.ttc", "LiberationSerif-*.ttf", "DejaVuSans*.ttf")
ROOT = Path(__file__).resolve().parent.parent


def pytest_report_header() -> str:
    """Say which fonts the tests print with."""
    return f"fonts: {fonts or 'those of this machine; no set of tests/fontconfig is whole'}"


def pytest_collection_finish() -> None:
    """Keep the garbage collector from going through five thousand tests over and over."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _disk_not_waited_for() -> Iterator[None]:
    """Leave to the system when it brings a file to the disk: no test outlives a power cut.

    Thousands of files are saved here, and each would be waited for. A test that asks what is
    brought to the disk, or lets that fail, has a stand-in of its own.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda handle: os.fstat(handle) and None)
        yield


@pytest.fixture(scope="session")
def unreadable() -> Path:
    """Return what opens like a file and gives an error when it is read, as where a disk fails."""
    path = Path("/proc/self/mem")
    if not path.exists():
        pytest.skip("no file here that opens and gives an error when it is read")
    return path


@pytest.fixture(scope="session")
def shared_reports() -> Path:
    """Return the folder of published reports beside the checkout, or skip."""
    folder = ROOT.parent / "shared" / "reports"
    if not folder.is_dir():
        pytest.skip("the published reports (../shared/reports) are not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> Iterator[QApplication]:
    """Give Qt fonts where it finds none: without a screen it does not ask Windows for them."""
    if sys.platform == "win32" and qapp.platformName() == "offscreen":
        _load_windows_fonts()
    yield qapp
    # Without a screen the clipboard outlives Python, and what Python put into it would crash.
    qapp.clipboard().clear()


def _load_windows_fonts() -> None:
    """Load the fonts of Windows, or of the folder that NIANBAO_TEST_FONTS names, into Qt."""
    from PySide6.QtGui import QFontDatabase

    usual = Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"
    folder = os.environ.get("NIANBAO_TEST_FONTS", str(usual))
    os.environ.setdefault("QT_QPA_FONTDIR", folder)  # where it finds none, but says nothing either
    for pattern in ("sim*.tt?", "msyh*.tt?", "times*.ttf", "seg*.ttf", *_FONTS_OF_DEBIAN):
        for file in sorted(Path(folder).rglob(pattern)):
            QFontDatabase.addApplicationFont(str(file))


@pytest.fixture(autouse=True)
def _nothing_left_over() -> Iterator[None]:
    """Delete, after each test, the widgets it asked Qt to delete later."""
    yield
    core = sys.modules.get("PySide6.QtCore")
    if core is not None and core.QCoreApplication.instance() is not None:
        core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete.value)
