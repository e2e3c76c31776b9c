"""The checks of the written parts over real reports: what is wrong there, and nothing else."""

from __future__ import annotations

import html
import json
import re
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest

from core.forms.loader import Forms
from core.report.edit import apply
from core.report.edits import Edit, SetCover, SetFigure, SetText
from core.report.finding import Finding
from core.report.report import Report
from core.texts.check import check_texts

# Each of these was judged by reading the report; the comments say what it really says.
TRUE_ALARMS: dict[str, list[str]] = {
    # A word written twice, and a half-width comma.
    "cixi_2020.txt": ["X81", "X83"],
    "huaian_2024.docx": [],
    # 258 and 33.9% where the table gives 275 of 805; the collector left out what comes after.
    # 265 without a record, where the table's three rows come to 337.
    # All suits upheld, where the table has one that is still open.
    "shanghai_office_2019.html": ["X17", "X19", "X43", "X52", "X73"],
    # The measures for the next year are told for the year that is over.
    "shuyang_drc_2023.html": ["X65"],
    # 2599 items, whose eleven kinds come to 2533; the collector left out the rest of the part.
    # Half-width commas in two parts.
    "pingtan_2019.txt": ["X51", "X73", "X83", "X83"],
    # A word written twice; half-width marks in two parts.
    "pingtan_2021.txt": ["X81", "X83", "X83"],
    # 75 applications received, where the table has 74 and one carried in.
    # 72 of them by natural persons, where the table has 71 and one carried in.
    # And 的 written twice.
    "pingtan_2022.txt": ["X01", "X32", "X81"],
}


# Where the written parts begin and end in the reports of that folder. The figures come from the
# transcripts beside them, so that these tests judge the checks and not the reading.
HEADINGS = {
    "overview": r"(?:一、|\n)总体情况",
    "proactive": "二、主动公开政府信息情况",
    "problems": r"五、\S{0,12}存在\S{0,12}?(?:改进情况|整改措施)",
    "other_matters": "六、其他需要报告的事项",
}


def read(path: Path, forms: Forms) -> Report:
    told = json.loads(path.with_suffix(".json").read_text("utf-8"), parse_float=Decimal)
    form = forms.by_edition(told["edition"])
    assert form is not None
    edits: list[Edit] = [SetCover(told["organ"], told["year"])]
    for address, figure in told["figures"].items():
        edits.append(SetFigure(address, "" if figure is None else str(figure)))
    text = re.sub("〔采集者注[^〕]*〕", "", plain_text(path))
    start, section = 0, "preamble"
    for following, heading in HEADINGS.items():
        found = re.compile(heading).search(text, start)
        assert found is not None
        if section != "proactive":
            edits.append(SetText(section, text[start : found.start()].strip()))
        start, section = found.end(), following
    report = Report(form)
    apply(report, [*edits, SetText(section, text[start:].strip())])
    return report


def plain_text(path: Path) -> str:
    if path.suffix == ".txt":
        return path.read_text("utf-8").rpartition("正文 ====================")[2]
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as parts:
            text = parts.read("word/document.xml").decode("utf-8").replace("</w:p>", "\n")
    else:
        text = re.sub(r"(?is)<(script|style).*?</\1>", "", path.read_text("utf-8"))
        text = re.sub(r"(?i)</(?:p|tr|div|h\d)>|<br[^>]*>", "\n", text)
    return html.unescape(re.sub("<[^>]+>", "", text))


def named(findings: list[Finding], code: str) -> Finding:
    return next(finding for finding in findings if finding.code == code)


@pytest.mark.parametrize("name", TRUE_ALARMS)
def test_a_real_report_gives_only_true_alarms(
    name: str, shared_reports: Path, forms: Forms
) -> None:
    findings = list(check_texts(read(shared_reports / name, forms)))
    assert sorted(f.code for f in findings) == TRUE_ALARMS[name]


def test_the_wrong_count_and_share_of_a_real_report(shared_reports: Path, forms: Forms) -> None:
    report = read(shared_reports / "shanghai_office_2019.html", forms)
    findings = list(check_texts(report))
    count, share = named(findings, "X17"), named(findings, "X52")
    assert (count.left, count.right, count.difference) == (258, 275, 17)
    assert "258件是805件的32.0%" in share.message
    for finding in (count, share):
        assert finding.spot is not None
        text = report.texts["overview"]
        assert "258件" in text[finding.spot.start : finding.spot.end]
