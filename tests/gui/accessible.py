"""What a screen reader is told: Qt's own accessible tree of a window, read out by a test."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

Role = QAccessible.Role
CONTROLS = frozenset({
    Role.Button, Role.ButtonMenu, Role.ButtonDropDown, Role.CheckBox, Role.RadioButton,
    Role.EditableText, Role.ComboBox, Role.SpinBox, Role.List, Role.Tree, Role.Table,
    Role.PageTabList, Role.PageTab, Role.MenuItem, Role.Slider, Role.Link,
})  # fmt: skip
"""What is worked with; whatever else takes the keyboard is added to it."""
HOLDERS = frozenset({Role.List, Role.Tree, Role.Table, Role.PageTabList})
ITEMS = frozenset({Role.ListItem, Role.TreeItem, Role.Cell})
KNOWN_LATIN = re.compile(
    r"Word|Excel|PDF|OFD|Qt|LGPL|SVG|PNG|Ctrl|Shift|Enter|Esc|Tab|F\d+"
    r"|\.[a-z]+|nianbao|\([A-Z0-9]\)"
)
"""Words that a clerk knows in Latin letters, names of files and keys, and mnemonics."""
HOLLOW = frozenset({"按钮", "列表", "输入框", "文本框", "表格", "树", "复选框", "组合框", "标签"})
"""Names that say only what the role says already."""


@dataclass(frozen=True)
class Node:
    """One thing in the accessible tree."""

    role: Role
    name: str
    value: str
    description: str
    states: frozenset[str]
    widget: QWidget | None
    children: list[Node] = field(default_factory=list)

    @property
    def words(self) -> str:
        """The name without its mnemonic."""
        return re.sub(r"\(&?[A-Z0-9]\)|&", "", self.name).strip()

    @property
    def is_control(self) -> bool:
        """Tell whether a clerk works with it."""
        if self.role in {Role.Grip, Role.ScrollBar}:
            return False  # the mouse's; whatever they move is moved by keys where the focus is
        if self.role is Role.StaticText and self.widget is not None:
            return bool(self.widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        return self.role in CONTROLS or self.takes_keys

    @property
    def takes_keys(self) -> bool:
        """Tell whether the keyboard can come here."""
        return self.role not in ITEMS and "focusable" in self.states

    def walk(self) -> Iterator[Node]:
        """Yield this and everything below it."""
        yield self
        for child in self.children:
            yield from child.walk()

    def find(self, role: Role, words: str) -> Node:
        """Return the one thing with this role whose name begins with these words."""
        (found,) = (n for n in self.walk() if n.role is role and n.words.startswith(words))
        return found

    def line(self) -> str:
        """Say it in a line, for a message."""
        return f"{self.role.name} “{self.name}” {self.value} {type(self.widget).__name__}"


_STATES = (
    "focusable", "focused", "checkable", "checked", "expandable", "expanded", "collapsed",
    "disabled", "editable", "readOnly", "selected", "selectable", "invisible", "hasPopup",
)  # fmt: skip


def read(widget: QWidget) -> Node:
    """Read the accessible tree of a widget, what is hidden left out."""
    top = QAccessible.queryAccessibleInterface(widget)
    assert top is not None, widget
    return _read(top)


def _read(there: QAccessibleInterface) -> Node:
    state = there.state()
    children = []
    for number in range(there.childCount()):
        child = there.child(number)
        if child is not None and child.isValid() and not _is_hidden(child):
            children.append(_read(child))
    found = there.object()
    name = there.text(QAccessible.Text.Name)
    if isinstance(found, QComboBox):
        # On Linux Qt says its value here; its name it tells by the label.
        name = found.accessibleName() or " ".join(labels(there))
    return Node(
        there.role(),
        name,
        there.text(QAccessible.Text.Value),
        there.text(QAccessible.Text.Description),
        frozenset(name for name in _STATES if getattr(state, name)),
        found if isinstance(found, QWidget) else None,
        children,
    )


def labels(there: QAccessibleInterface) -> list[str]:
    """Return the words of the labels that belong to a field."""
    related = there.relations(QAccessible.RelationFlag.Label)
    return [other.text(QAccessible.Text.Name) for other, _ in related]


def _is_hidden(there: QAccessibleInterface) -> bool:
    widget = there.object()
    return isinstance(widget, QWidget) and not widget.isVisible()


def faults(top: Node) -> list[str]:
    """Say what a clerk who cannot see it would stumble over, control by control."""
    found, seen = [], set()
    for node in top.walk():
        if not node.is_control:
            continue
        fault = _fault(node)
        # Two alike could not be told apart; what stands in a list is told by its place there.
        key = (node.role, node.words)
        if not fault and node.role not in ITEMS and key in seen:
            fault = "has the name of another"
        seen.add(key)
        if fault:
            found.append(f"{fault}: {node.line()}")
    return found


def _fault(node: Node) -> str:
    if not node.words:
        return "has no name"
    if node.words in HOLLOW:
        return "says only what it is"
    if re.search("[A-Za-z]", KNOWN_LATIN.sub("", node.name)):
        return "has words that are not Chinese"
    if not re.search("[\u4e00-\u9fff]", node.name):
        return "has no Chinese in its name"
    return ""


def tab_order(window: QWidget, but: Collection[QWidget] = ()) -> list[QWidget]:
    """Press Tab all the way round, and return where it stopped ``but`` for some, from the top."""
    before = QApplication.focusWidget()
    order: list[QWidget] = []
    while window.focusNextChild() and (focus := QApplication.focusWidget()) is not None:
        if order and focus is order[0]:
            break
        assert focus not in order, f"Tab is caught at {focus}"
        order.append(focus)
    if before is not None:
        before.setFocus()
    order = [widget for widget in order if widget not in but]
    turned = ([*order[at:], *order[:at]] for at in range(len(order)))
    return min(turned, key=lambda stops: len(steps_back(stops)), default=[])


def steps_back(order: list[QWidget]) -> list[tuple[QWidget, QWidget]]:
    """Return the pairs where Tab goes against the order of reading: upwards or to the left."""
    found = []
    for first, second in itertools.pairwise(order):
        a, b = _place(first), _place(second)
        is_beside = b.top() < a.bottom() and a.top() < b.bottom()
        goes_left = is_beside and b.right() <= a.left()
        goes_up = b.bottom() <= a.top() and b.left() < a.right()
        if goes_left or goes_up:
            found.append((first, second))
    return found


def _place(widget: QWidget) -> QRect:
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())
