"""Nothing that a document, a file's name or another user says is run: it is shown as it stands."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QLibraryInfo, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QApplication,
    QFormLayout,
    QGridLayout,
    QLabel,
    QLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QMessageBox,
    QProgressDialog,
    QStackedLayout,
    QToolTip,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from core.forms.loader import Forms, load_forms
from core.keeping.presence import Marker, Presence
from core.report.edits import SetCover
from gui.frame.header_bar import HeaderBar
from gui.frame.window import Window
from gui.kit.ask import Ask
from gui.printing.preview import Preview
from gui.series.window import SeriesWindow
from gui.texts.phrases_menu import make_phrases_menu
from gui.words.plain_text import PlainText, literal, literal_title
from gui.words.rich_text import RichLabel, joined, markup
from tests.conftest import ROOT
from tests.gui import every_window, test_safekeeping
from tests.gui.conftest import Answers
from tests.gui.every_window import OPENERS, open_window
from tests.gui.hostile_words import (
    CANARY,
    TAGS,
    faults,
    hostile_forms,
    leave_sample,
    make_hostile,
    show_tips,
    shown_tip,
)
from tests.gui.test_shared_file import come_forward

THE_PLACES = "gui/words/rich_text.py", "gui/words/plain_text.py"
RISKY = {
    "setHtml", "insertHtml", "setMarkdown", "insertMarkdown", "RichText", "AutoText",
    "MarkdownText",
    "setWhatsThis", "QErrorMessage", "QWhatsThis", "QStaticText", "mightBeRichText",
}  # fmt: skip
ALLOWED = {
    ("gui/tables/copying.py", "setHtml"),  # to the clipboard: our own template, which escapes
    ("gui/guide/search_bar.py", "setMarkdown"),  # the chapters of the guide
    ("gui/kit/ask.py", "QMessageBox"),
}


@pytest.fixture(scope="module")
def forms() -> Forms:
    return hostile_forms(load_forms())


@pytest.fixture
def hostile(window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Window:
    sample = leave_sample(tmp_path, window.document.forms)
    monkeypatch.setattr(every_window, "SAMPLE", sample)
    monkeypatch.setattr(test_safekeeping, "SAMPLE", sample)
    make_hostile(window, tmp_path)
    return window


@pytest.mark.parametrize("name", OPENERS)
def test_no_window_runs_what_it_shows(name: str, hostile: Window, tmp_path: Path) -> None:
    made = open_window(name, hostile, tmp_path)
    made.grab()
    assert faults() == []
    assert show_tips(made) == []
    made.close()


def test_no_page_runs_what_it_shows(hostile: Window) -> None:
    for section in hostile.workspace.tabs.sections:
        hostile.workspace.show_section(section)
        hostile.grab()
        assert faults() == []
    assert show_tips(hostile) == []
    hostile.document.leave()
    hostile.grab()
    assert faults() == []


def test_no_box_runs_what_it_says(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[QMessageBox] = []

    def look(box: QMessageBox) -> int:
        box.show()
        box.grab()
        seen.append(box)
        assert faults() == []
        box.hide()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", look)
    ask = Ask(window)
    ask.tell(TAGS)
    ask.save_first(TAGS)
    ask.overwrite(TAGS)
    ask.confirm(TAGS, TAGS, "好")
    assert [box.textFormat() for box in seen] == [Qt.TextFormat.PlainText] * 4
    shown = [label.text() for box in seen for label in box.findChildren(QLabel)]
    assert sum(TAGS in words for words in shown) == 5
    waiting = QProgressDialog(TAGS, "取消", 0, 9, window)  # a box of Qt's own
    waiting.show()
    waiting.grab()
    assert faults() == []
    waiting.close()


def test_a_tooltip_is_plain_whoever_asks_for_it(window: Window, qtbot: QtBot) -> None:
    plain = Qt.TextFormat.PlainText
    assert shown_tip(TAGS, window).textFormat() is plain
    assert shown_tip(f"{TAGS}，再一次", window).textFormat() is plain  # in the same label
    QToolTip.hideText()
    widget, items = QWidget(), QListWidget()
    widget.setToolTip(f"部件{TAGS}")
    item = QListWidgetItem("一项", items)
    item.setToolTip(f"表里{TAGS}")
    for shown, at in ((widget, QPoint(2, 2)), (items, items.visualItemRect(item).center())):
        qtbot.addWidget(shown)
        shown.show()
        below = items.viewport() if shown is items else shown
        event = QHelpEvent(QHelpEvent.Type.ToolTip, at, below.mapToGlobal(at))
        QApplication.sendEvent(below, event)
        words = QToolTip.text()
        assert words in {f"部件{TAGS}", f"表里{TAGS}"}
        assert shown_tip(words, shown).textFormat() is plain
    QToolTip.hideText()


def test_a_mark_that_is_no_name_is_nobody(hostile: Window, tmp_path: Path) -> None:
    path = tmp_path / "某局.nianbao"
    hostile.document.save(path)
    hostile.watch.settle()
    Marker(path, Presence(TAGS, TAGS, 7, "2026-01-12T09:41:00")).enter()
    Marker(path, Presence("张\n三", "甲\u202e", 8, "2026-01-12T09:41:00")).enter()
    come_forward(hostile)
    assert f"{TAGS}（电脑“{TAGS}”）" in hostile.versions.bar.words.text()
    assert "张" not in hostile.versions.bar.words.text()
    hostile.grab()
    assert faults() == []


def test_a_sign_in_a_name_is_shown(hostile: Window, qtbot: QtBot) -> None:
    book, page = hostile.workspace.book, hostile
    menu = make_phrases_menu(book, "overview", lambda _phrase: None, page)
    menus = [menu, *menu.findChildren(QMenu), *hostile.findChildren(QMenu)]
    texts = [action.text() for each in menus for action in each.actions()]
    assert any("R&&D" in text for text in texts)
    assert not [text for text in texts if "R&D" in text.replace("&&", "")]
    assert "R&D" in hostile.windowTitle()
    assert "[*][*]" in hostile.windowTitle()  # Qt shows one of them
    assert literal("R&D") == "R&&D"
    assert literal_title("甲[*]") == "甲[*][*]"


def test_rich_text_is_made_of_our_tags_alone(qtbot: QtBot) -> None:
    made = joined(
        (markup("<b>{}</b>", TAGS), markup("{}", markup("<i>{}</i>", "一\n<二>"))), "<br>"
    )
    assert made.html.count("<img") == 0
    assert made.html.endswith("<br><i>一<br>&lt;二&gt;</i>")
    label = RichLabel()
    qtbot.addWidget(label)
    label.setText(TAGS)
    assert "<img" not in label.text()
    label.setText(made)
    assert label.text() == made.html


def test_labels_are_kept_plain_by_one_style(qapp: QApplication, window: Window) -> None:
    assert len(list(qapp.findChildren(PlainText))) == 1


@pytest.mark.parametrize("kind", [QVBoxLayout, QGridLayout, QFormLayout, QStackedLayout])
def test_a_label_is_plain_before_a_layout_measures_it(
    kind: type[QLayout], window: Window, qtbot: QtBot
) -> None:
    shown, label = QWidget(), QLabel(TAGS)
    qtbot.addWidget(shown)
    label.setWordWrap(True)
    layout = kind(shown)
    layout.addWidget(label)
    assert layout.heightForWidth(50) > 0 or kind is QStackedLayout
    assert layout.sizeHint().isValid()
    assert label.textFormat() is Qt.TextFormat.PlainText


def test_no_event_of_the_application_goes_through_python() -> None:
    """Dear at each key; and PySide may know a new object by the name of a dead one."""
    asked = [
        (path.name, ast.unparse(node.func.value))
        for path in sorted((ROOT / "gui").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "installEventFilter"
    ]
    assert asked
    assert [each for each in asked if re.search(r"\bq?app\b|instance\(", each[1].lower())] == []


def _uses(nodes: Sequence[ast.AST]) -> list[tuple[int, str]]:
    names = [(n.lineno, n.attr) for n in nodes if isinstance(n, ast.Attribute)]
    return names + [(n.lineno, n.id) for n in nodes if isinstance(n, ast.Name)]


def test_only_one_place_makes_rich_text() -> None:
    wrong = []
    for path in sorted((ROOT / "gui").rglob("*.py")):
        inside = path.relative_to(ROOT).as_posix()
        if inside in THE_PLACES:
            continue
        nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
        for line, name in _uses(nodes):
            is_box = name == "QMessageBox" or name in RISKY
            if is_box and (inside, name) not in ALLOWED:
                wrong.append(f"{inside}:{line} {name}")
        for node in nodes:
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                made = node.func.id
                if made == "Markup":
                    wrong.append(f"{inside}:{node.lineno} makes Markup by itself")
                if made == "markup" and isinstance(
                    node.args[0], ast.JoinedStr | ast.BinOp | ast.Call
                ):
                    wrong.append(f"{inside}:{node.lineno} a frame that is put together")
    assert wrong == []


def test_no_name_leads_a_dialog_elsewhere(
    hostile: Window, answers: Answers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    year = hostile.document.report.year
    hostile.document.edit([SetCover(r"\\server\share\某局/办公室", year)], "改")
    hostile.preferences.set(last_folder=str(tmp_path))
    hostile.saving.save_as()
    hostile.exporting.export(".docx", "Word 文档")
    hostile.commands.show_preview()
    previews = (shown for shown in QApplication.topLevelWidgets() if isinstance(shown, Preview))
    preview = next(shown for shown in previews if shown.isVisible())
    preview.save(".pdf")
    names: list[str] = []
    monkeypatch.setattr(QPrinter, "setDocName", lambda _printer, name: names.append(name))
    monkeypatch.setattr(QPrintDialog, "exec", lambda _dialog: 0)
    preview.print_pages()
    preview.close()
    series = open_window("series", hostile, tmp_path)
    assert isinstance(series, SeriesWindow)
    series.export(".png", "图")
    series.close()
    whole = f"server-share-某局-办公室{year}年政府信息公开"
    report = f"{whole}工作年度报告"
    proposed = [Path(each) for each in answers.asked]
    assert [each.parent for each in proposed] == [tmp_path] * 4
    assert [each.name for each in proposed] == [
        f"{report}.nianbao", f"{report}.docx", f"{report}.pdf", f"{whole}历年对比.png",
    ]  # fmt: skip
    assert names == [report]
    assert hostile.document.report.organ == r"\\server\share\某局/办公室"


@pytest.mark.skipif(sys.platform == "win32", reason="links to the plugins need a right there")
def test_icons_are_drawn_without_the_plugin_that_opens_drawings(tmp_path: Path) -> None:
    plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    for folder in plugins.iterdir():
        if folder.is_dir():
            (tmp_path / folder.name).mkdir()
            for file in folder.iterdir():
                if "qsvg." not in file.name:
                    (tmp_path / folder.name / file.name).symlink_to(file)
    script = (
        "import sys; from PySide6.QtCore import QCoreApplication; from PySide6.QtGui import QIcon,"
        "QImageReader; from PySide6.QtWidgets import QApplication; import resources;"
        "QCoreApplication.setLibraryPaths([sys.argv[1]]); app = QApplication([]);"
        "QCoreApplication.setLibraryPaths([sys.argv[1]]);"
        "files = sorted((resources.folder() / 'icons').glob('*.svg'));"
        "assert b'svg' not in QImageReader.supportedImageFormats();"
        "assert files and not any(QIcon(str(f)).pixmap(32).isNull() for f in files)"
    )
    command = [sys.executable, "-c", script, str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert '"qsvg"' not in (ROOT / "build.spec").read_text("utf-8")


@pytest.mark.skipif(sys.platform != "linux", reason="strace is a program of Linux")
def test_no_path_in_a_name_is_looked_for(tmp_path: Path) -> None:
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace, which would see what is opened, is not installed")

    def looked_for(*command: str) -> list[str]:
        log = tmp_path / "calls"
        calls = [strace, "-f", "--seccomp-bpf", "-qq", "-e", "trace=%file,connect", "-o", str(log)]
        done = subprocess.run(
            [*calls, sys.executable, *command],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        if "ptrace" in done.stderr or "Operation not permitted" in done.stderr:
            pytest.skip(f"strace may not look here: {done.stderr[:200]}")
        assert done.returncode == 0, done.stdout + done.stderr
        return [line for line in log.read_text("utf-8", "replace").splitlines() if CANARY in line]

    bait = (
        "from PySide6.QtWidgets import QApplication, QLabel; app = QApplication([]);"
        "from tests.gui.hostile_words import TAGS; QLabel(TAGS).grab()"
    )
    assert looked_for("-c", bait)  # a label that is left alone looks, and is seen
    tests = "test_no_window or test_no_page or test_no_box or test_a_tooltip or test_a_mark"
    assert looked_for("-m", "pytest", "-q", "-n", "0", __file__, "-k", tests) == []


def test_reported_documents_only_show_their_names(window: Window) -> None:
    folder = ROOT.parent / "shared" / "faults" / "hostile"
    files = sorted(folder.glob("organ-*.nianbao"))
    if not files:
        pytest.skip("the hostile documents (../shared/faults) are not beside this checkout")
    for file in files:
        window.document.open(file)
        window.grab()
        header = window.findChild(HeaderBar)
        assert isinstance(header, HeaderBar)
        assert "<img" in header.title.text()
        assert faults() == []
        assert show_tips(window) == []
