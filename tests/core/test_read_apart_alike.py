"""What another process read is what this one reads: nothing is lost or changed on the way."""

from __future__ import annotations

import io

import openpyxl
import pytest

import resources
from core.apart.apart import read_apart
from core.apart.child import Request, read
from core.base.problem import Problem
from core.checks.inspection import Inspection
from core.document.file import load
from core.exports.word.docx import word_for_review
from core.forms.loader import Forms
from core.labels.blocks import Grid
from tests.core.returned_files import edited


@pytest.fixture(scope="module")
def inspection(forms: Forms) -> Inspection:
    return Inspection(load(resources.folder() / "samples" / "cixi-2020.nianbao", forms)[0])


def sums() -> bytes:
    """Return a workbook whose sums no program has worked out."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append([1, 2, "=SUM(A1:B1)", "=A1+B1-3", "=SUM(A1:B1,5)", "=A1*B1"])
    sheet.append(["=SUM(A1,B1)+A1", "=-A1", "='别的'!A1"])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def test_a_word_file_that_comes_back(inspection: Inspection) -> None:
    sent = word_for_review(inspection)
    back = edited(sent, [("慈溪市人民政府", "慈溪市政府")], [("总体情况", "请再核对")])
    request = Request(back, ".docx", with_review=True)
    here = read(request)
    assert here == read_apart(request)
    assert here.tracked
    assert [remark.text for remark in here.remarks] == ["请再核对"]
    assert here.snapshot
    assert here.blocks


def test_a_workbook_with_sums() -> None:
    request = Request(sums(), ".xlsx")
    here = read(request)
    assert here == read_apart(request)
    assert not here.is_for_review
    (grid,) = (block for block in here.blocks if isinstance(block, Grid))
    assert [cell.text for cell in grid.rows[0]][:5] == ["1", "2", "3", "0", "8"]


def test_what_is_refused_is_refused_in_the_same_words() -> None:
    request = Request(b"PK\x03\x04 and no more", ".docx")
    with pytest.raises(Problem) as here:
        read(request)
    with pytest.raises(Problem) as apart:
        read_apart(request)
    assert str(here.value) == str(apart.value)
