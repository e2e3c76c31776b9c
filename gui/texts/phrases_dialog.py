"""Keeping the office's phrases: add, edit, delete, and pass them on as a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.apart.stopping import Stop, go_on
from core.base.problem import Problem
from core.forms.form import Form
from core.settings.phrases import Phrase
from gui.access.announcing import announce
from gui.kit.ask import Ask
from gui.kit.dropping import FileDrops
from gui.kit.fields import dialog_column, size_dialog
from gui.kit.writing_out import write_beside
from gui.kit.written import Written, WrittenBar
from gui.texts.phrase_book import PhraseBook

FILTER = "常用语文件 (*.json)"
FILE_NAME = "常用语.json"
_PHRASE = Qt.ItemDataRole.UserRole
_PLACE = Qt.ItemDataRole.UserRole + 1


class PhrasesDialog(QDialog):
    """Lists the phrases by part; the one in hand is edited beside the list."""

    def __init__(
        self, book: PhraseBook, form: Form, ask: Ask, folder: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("常用语")
        self._book, self._form, self._folder = book, form, folder
        self._ask = ask.above(self)
        FileDrops(self).dropped.connect(self.take_in)
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setAccessibleName("常用语")
        self.place = QComboBox()
        self.place.setAccessibleName("用在哪一部分")
        for section, part, words in _places(form):
            self.place.addItem(words, (section, part))
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("常用语的文字")
        self.text.setPlaceholderText("写一句常用的话。＿＿是要填的空。")
        self.add = QPushButton("作为新的加入")
        self.keep = QPushButton("保存修改")
        self.keep.setProperty("main", True)
        self.remove = QPushButton("删除")
        self.told = QLabel()
        self.written = WrittenBar()
        self.told.setProperty("quiet", True)
        self.told.setWordWrap(True)
        self._compose()
        self.tree.currentItemChanged.connect(lambda *_: self._show())
        self.text.textChanged.connect(self._enable)
        self.place.currentIndexChanged.connect(lambda _n: self._enable())
        self.add.clicked.connect(lambda: self._do(self._add))
        self.keep.clicked.connect(lambda: self._do(self._keep))
        self.remove.clicked.connect(lambda: self._do(self._remove))
        self._do(lambda: self._fill(None))

    def in_hand(self) -> Phrase | None:
        """Return the phrase that is selected."""
        items = self.tree.selectedItems()
        phrase = items[0].data(0, _PHRASE) if items else None
        return phrase if isinstance(phrase, Phrase) else None

    def import_file(self) -> None:
        """Take in the phrases of a file beside the office's own."""
        path = self._ask.open_path("导入常用语", self._folder, FILTER)
        if path is not None:
            self.take_in(path)

    def take_in(self, path: Path) -> None:
        """Take in the phrases of this file, chosen or dropped."""
        self._do(lambda: self._tell_new(self._book.take_in(path), "导入"))

    def export_file(self) -> None:
        """Write all phrases to a file."""
        path = self._ask.save_path(
            "导出常用语", str(Path(self._folder) / FILE_NAME), FILTER, ".json"
        )
        if path is None:
            return

        def write(stop: Stop) -> None:
            self._book.write(path, lambda: go_on(stop))

        if self._do(lambda: write_beside(path, write, self)):
            told = Written(f"已导出：{path}", path)
            self.written.tell(told)
            announce(self, told)

    def _tell_new(self, count: int, verb: str) -> None:
        self._fill(self.in_hand())
        self.told.setText(f"{verb}了{count}条。" if count else f"没有新的可以{verb}，都已经有了。")

    def _fill(self, chosen: Phrase | None) -> None:
        """List what the book has, with one phrase in hand."""
        with QSignalBlocker(self.tree):
            self.tree.clear()
            groups: dict[tuple[str, str], QTreeWidgetItem] = {}
            for section, part, words in _places(self._form):
                groups[section, part] = item = QTreeWidgetItem(self.tree, [words])
                item.setData(0, _PLACE, (section, part))
                item.setExpanded(True)
            for phrase in self._book.all():
                place = (phrase.section, phrase.part)
                if place not in groups:  # from another edition, or a part that somebody named
                    groups[place] = QTreeWidgetItem(self.tree, [phrase.part or phrase.section])
                item = QTreeWidgetItem(groups[place], [" ".join(phrase.text.split())])
                item.setData(0, _PHRASE, phrase)
                item.setToolTip(0, phrase.text)
                if phrase == chosen:
                    self.tree.setCurrentItem(item)
        self._show()

    def _show(self) -> None:
        phrase, items = self.in_hand(), self.tree.selectedItems()
        if phrase is not None:
            self.text.setPlainText(phrase.text)
            self._show_place((phrase.section, phrase.part))
        elif items:
            self._show_place(items[0].data(0, _PLACE))
        self.told.setText("")
        self._enable()

    def _show_place(self, place: object) -> None:
        number = next((n for n in range(self.place.count()) if self.place.itemData(n) == place), -1)
        if number >= 0:
            self.place.setCurrentIndex(number)

    def _enable(self) -> None:
        phrase, written = self.in_hand(), self._written()
        self.add.setEnabled(written is not None and written != phrase)
        self.keep.setEnabled(phrase is not None and written is not None and written != phrase)
        self.remove.setEnabled(phrase is not None)

    def _written(self) -> Phrase | None:
        text = self.text.toPlainText().strip("\n")
        section, part = self.place.currentData()
        return Phrase(section, text, part) if text.strip() else None

    def _add(self) -> None:
        phrase = self._written()
        if phrase is not None:
            is_new = self._book.add(phrase)
            self._fill(phrase)
            self.told.setText("已加入。" if is_new else "已经有这一条了。")

    def _keep(self) -> None:
        old, new = self.in_hand(), self._written()
        if old is not None and new is not None:
            self._book.change(old, new)
            self._fill(new)
            self.told.setText("已保存。")

    def _remove(self) -> None:
        phrase = self.in_hand()
        if phrase is not None:
            self._book.remove(phrase)
            self._fill(None)
            self.told.setText("已删除。文字还在右边，可以“作为新的加入”放回去。")

    def _do(self, what: Callable[[], object]) -> bool:
        """Do something that may go wrong; returns whether it went well."""
        self.written.tell("")
        try:
            what()
        except Problem as problem:
            self._ask.tell(str(problem))
            return False
        return True

    def _compose(self) -> None:
        column = dialog_column(self)
        step = self.fontMetrics().height() // 2
        right = QWidget()
        editing = QVBoxLayout(right)
        editing.setContentsMargins(step, 0, 0, 0)
        editing.setSpacing(step)
        hint = QLabel("＿＿是要填的空；【表三·新收·总计】这样的名称插入后成为跟着表格变的数。")
        hint.setProperty("quiet", True)
        hint.setWordWrap(True)
        changes = QHBoxLayout()
        for button in (self.keep, self.add, self.remove):
            changes.addWidget(button)
        changes.addStretch()
        editing.addWidget(self.place)
        editing.addWidget(self.text, 1)
        editing.addWidget(hint)
        editing.addLayout(changes)
        editing.addWidget(self.told)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.tree)
        split.addWidget(right)
        split.setSizes([step * 50, step * 50])
        column.addWidget(split, 1)
        files = QHBoxLayout()
        for words, slot in (("导入…", self.import_file), ("导出…", self.export_file)):
            button = QPushButton(words)
            button.clicked.connect(slot)
            files.addWidget(button)
        restore = QPushButton("补上随程序附带的")
        restore.setToolTip("把程序附带而列表里没有的常用语加回来，自己的不动")
        restore.clicked.connect(
            lambda: self._do(lambda: self._tell_new(self._book.restore(), "补上"))
        )
        files.addWidget(restore)
        files.addStretch()
        close = QPushButton("关闭")
        close.clicked.connect(self.accept)
        files.addWidget(close)
        column.addLayout(files)
        column.addWidget(self.written)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)
        size_dialog(self, 64, 30)


def _places(form: Form) -> list[tuple[str, str, str]]:
    """Return where a phrase may belong: section, part, and the words for it."""
    places = []
    for text in form.texts:
        places.append((text.id, "", text.tab or text.heading))
        places += [(text.id, part, f"　{part}") for part in text.parts]
    return places
