"""The samples that ship: they open, are what the script writes, and show what they should."""

from __future__ import annotations

import importlib.util
import json
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

import resources
from core.checks.inspection import Inspection
from core.document.decode import decode
from core.document.encode import encode
from core.document.file import load
from core.forms.loader import Forms
from core.reading.source import read_source
from core.report.finding import Severity
from core.report.report import Report
from core.texts.check import check_texts

FOLDER = resources.folder() / "samples"
DOCUMENTS = ("cixi-2020.nianbao", "huaian-2024.nianbao")
PUBLISHED = {"cixi-2020.nianbao": "cixi_2020.json", "huaian-2024.nianbao": "huaian_2024.json"}


@cache
def script() -> ModuleType:
    path = Path(__file__).parent.parent.parent / "scripts" / "make_sample.py"
    spec = importlib.util.spec_from_file_location("make_sample", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def sample(name: str, forms: Forms) -> Report:
    report, _ = load(FOLDER / name, forms)
    return report


def test_the_samples_are_what_the_script_writes(forms: Forms) -> None:
    made = script().samples(forms)
    assert {path.name: path.read_bytes() for path in FOLDER.iterdir()} == made


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_sample_is_canonical(name: str, forms: Forms) -> None:
    data = (FOLDER / name).read_bytes()
    assert encode(decode(data, forms, name)) == data


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_sample_is_complete(name: str, forms: Forms) -> None:
    report = sample(name, forms)
    assert None not in report.figures().values()
    assert all(report.texts.values())
    assert not report.doubts


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_sample_has_the_published_figures(name: str, forms: Forms, shared_reports: Path) -> None:
    published = json.loads(
        (shared_reports / PUBLISHED[name]).read_text("utf-8"), parse_float=Decimal
    )
    report = sample(name, forms)
    assert report.figures() == published["figures"]
    assert (report.organ, report.year) == (published["organ"], published["year"])


def test_cixi_has_the_two_errors_that_were_published(forms: Forms) -> None:
    findings = Inspection(sample("cixi-2020.nianbao", forms)).findings
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    assert [error.code for error in errors] == ["T31", "T31"]
    assert "自然人" in errors[0].message
    assert "法律服务机构" in errors[1].message
    assert list(findings) == errors


def test_huaian_has_no_finding(forms: Forms) -> None:
    assert Inspection(sample("huaian-2024.nianbao", forms)).findings == ()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_texts_agree_with_the_tables(name: str, forms: Forms) -> None:
    assert list(check_texts(sample(name, forms))) == []


def test_the_overview_of_cixi_is_of_a_real_length(forms: Forms) -> None:
    overview = sample("cixi-2020.nianbao", forms).texts["overview"]
    assert 1200 <= len(overview) <= 1800
    for heading in ("（一）主动公开", "（二）依申请公开", "（三）政府信息管理", "（五）监督保障"):
        assert f"\n{heading}\n" in overview


def test_the_copied_page_reads_back_as_the_document(forms: Forms) -> None:
    reading = read_source(FOLDER / "cixi-2020.txt", forms)
    assert reading.notes == ()
    read, document = reading.report(), sample("cixi-2020.nianbao", forms)
    assert (read.organ, read.year, read.texts) == (document.organ, document.year, document.texts)
    assert (read.values, read.doubts) == (document.values, document.doubts)
    assert {origin.words for origin in read.origins.values()} == {"从文件读取：cixi-2020.txt"}


OFFICIAL = (
    "中华人民共和国政府信息公开条例",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议",
    "主动公开政府信息情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
    "政府信息公开申请",
    "政府信息管理",
    "结转下年度继续办理",
    "政务公开工作要点",
    "规范性文件",
)
"""Terms of the law, of the form and of office life, which nobody wrote."""


def test_the_sentences_are_our_own(forms: Forms, shared_reports: Path) -> None:
    published = "".join((shared_reports / "cixi_2020.txt").read_text("utf-8").split())
    for section, text in sample("cixi-2020.nianbao", forms).texts.items():
        own = "".join(text.split())
        for term in OFFICIAL:
            own = own.replace(term, "\n")
        copied = [own[at : at + 10] for at in range(len(own) - 9)]
        assert [piece for piece in copied if piece in published] == [], section
