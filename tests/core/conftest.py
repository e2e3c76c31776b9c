"""What the tests of the core share: the forms, and figures that fill a whole report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from core.cli import main
from core.document.file import save
from core.figures.address import Address
from core.figures.value import Kind, show
from core.forms.form import Form
from core.forms.loader import Forms
from core.report.edit import apply
from core.report.edits import SetFigure
from core.report.report import Report
from tests.city import make_report
from tests.editions import FORMS

Run = Callable[..., tuple[int, str]]


@pytest.fixture(scope="session")
def forms() -> Forms:
    return FORMS


@pytest.fixture(scope="session")
def full_figures() -> Callable[[Form], dict[Address, str]]:
    """Return what fills every cell of a form, totals as printed, so that every tally balances."""

    def fill(form: Form) -> dict[Address, str]:
        texts = {}
        for number, (address, figure) in enumerate(form.figures.items()):
            if figure.kind is Kind.AMOUNT:
                texts[address] = f"{number}.25"
            elif not figure.computed:
                texts[address] = str(number % 17)
        report = Report(form)
        apply(report, [SetFigure(address, text) for address, text in texts.items()])
        for column in form.table("applications").columns:
            received = Address.of("applications", "received", column)
            others = ("carried_in", "concluded", "carried_out")
            known = [report.figure(Address.of("applications", row, column)) for row in others]
            carried_in, concluded, carried_out = (figure or 0 for figure in known)
            texts[received] = str(concluded + carried_out - carried_in)
        computed = [a for a, figure in form.figures.items() if figure.computed]
        apply(report, [SetFigure(a, t) for a, t in texts.items() if a not in computed])
        return {a: texts.get(a) or show(report.figure(a), f.kind) for a, f in form.figures.items()}

    return fill


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command; returns its status and what it said."""

    def run_command(*arguments: str | Path) -> tuple[int, str]:
        status = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return status, captured.out + captured.err

    return run_command


@pytest.fixture
def folder(tmp_path: Path, forms: Forms) -> Path:
    """Return a folder with three good reports, as a heap."""
    found = tmp_path / "收件"
    found.mkdir()
    for number in range(3):
        save(make_report(forms, number), found / f"{number}.nianbao")
    return found
