"""The window follows an office's rules from the next report on."""

from __future__ import annotations

from pathlib import Path

from core.checks.of_office import read_rules_of_office
from core.report.edits import SetText
from gui.state.document import Document
from tests.core.text_cases import forms, report_saying

RULES = """
off = ["X81"]
[[rule]]
code = "B01"
name = "不用口语"
kind = "unwanted"
words = ["老百姓"]
passes = "方便群众。"
fails = "方便老百姓。"
"""


def test_the_open_document_is_checked_by_the_rules_of_the_office(
    qapp: object, tmp_path: Path
) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(RULES, "utf-8")
    document = Document(forms())
    document.office_rules = read_rules_of_office(path, forms())
    document.show(report_saying("方便老百姓，做好工作工作。", "2021"))
    codes = {finding.code for finding in document.inspection.findings}
    assert "B01" in codes
    assert "X81" not in codes
    document.edit([SetText("overview", "方便群众，做好工作。")], "改文字")
    document.catch_up()
    assert "B01" not in {finding.code for finding in document.inspection.findings}
