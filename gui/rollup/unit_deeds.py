"""What is done with one unit, or with a file whose unit somebody names; told in words."""

from __future__ import annotations

from PySide6.QtWidgets import QInputDialog, QWidget

from core.rollup.receiving import Receipt
from core.rollup.unit import Unit, UnitState
from core.rollup.unit_list import new_key
from gui.rollup.state import RollupState


class UnitDeeds:
    """Each deed returns one sentence for the foot of the window; raises Problem."""

    def __init__(self, state: RollupState, parent: QWidget) -> None:
        self._state = state
        self._parent = parent

    def confirm(self, key: str) -> str:
        """Confirm a report, or take that back."""
        row = self._state.rows[key]
        if row.state is UnitState.CONFIRMED:
            self._state.unconfirm(key)
            return f"“{row.unit.name}”不再是已核。"
        self._state.confirm(key)
        return f"“{row.unit.name}”记为已核。"

    def adopt(self, key: str) -> str:
        """Let what was sent again count."""
        version = self._state.waiting(key)
        if version is None:
            return ""
        self._state.adopt(key, version)
        return f"采用了“{self._name(key)}”重报的一份，合计跟着变了；以前的一份还在。"

    def lay_aside(self, key: str) -> str:
        """Go on with the report that counts."""
        self._state.lay_aside(key)
        return f"“{self._name(key)}”仍用原来的一份，重报的存着。"

    def change_counting(self, key: str) -> str:
        """Set a unit apart from the sum with a reason, or count it again."""
        unit = self._state.rows[key].unit
        if not unit.is_counted:
            self._state.set_counted(unit, "")
            return f"“{unit.name}”计入合计。"
        why, is_given = QInputDialog.getText(
            self._parent,
            "不计入合计",
            f"“{unit.name}”为什么不计入，如“垂直管理，由上级汇总”：",
        )
        if not is_given or not why.strip():
            return ""
        self._state.set_counted(unit, why.strip())
        return f"“{unit.name}”不计入合计。"

    def remove(self, key: str) -> str:
        """Take a unit off the list that stands there by mistake: nothing has come from it."""
        name = self._name(key)
        self._state.remove(key)
        return f"“{name}”移出了名单。要恢复，用“单位”菜单里的“添加单位…”。"

    def answer(self, receipt: Receipt, unit: Unit) -> str:
        """Put a file to the unit that was named."""
        done = self._state.answer(receipt, unit)
        return done.words or f"“{receipt.came.found.file}”归到“{unit.name}”：{done.fate.value}。"

    def name(self, receipt: Receipt, name: str) -> str:
        """Put a file to a unit that is new."""
        unit = Unit(new_key(), name)
        self._state.add_units([unit])
        return self.answer(receipt, unit)

    def name_all(self) -> str:
        """Make units of all organs that are asked about and are like none of the list."""
        known = {row.unit.name: row.unit for row in self._state.rows.values()}
        named = [
            (receipt, receipt.came.taken.organ)
            for receipt in self._state.asked
            if receipt.came.taken.organ and receipt.match and not receipt.match.candidates
        ]
        new = {organ: Unit(new_key(), organ) for _, organ in named if organ not in known}
        self._state.add_units(new.values())
        self._state.answer_all([(r, known.get(organ) or new[organ]) for r, organ in named])
        return f"按报告里的名称，名单里添了{len(new)}个单位。"

    def _name(self, key: str) -> str:
        return self._state.rows[key].unit.name
