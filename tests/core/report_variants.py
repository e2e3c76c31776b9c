"""One report in every state that an export meets: full, empty, refused, kept, hostile."""

from __future__ import annotations

from collections.abc import Callable

from core.figures.address import Address
from core.forms.form import Form
from core.report.edit import apply
from core.report.edits import SetFigure, SetText
from core.report.report import Report

HOSTILE = (
    "<script>alert(1)</script>",
    "{{7*7}}{% for %}",
    "=cmd|'/c calc'!A0",
    "+1+1",
    "-1-1",
    "@SUM(A1)",
    "＝1＋1",
    "\t=1+1",
    '"甲",乙;\n丙',
    "</td></table>&amp;&lt;<!--]]>",
    "甲\x00\x1b\x85乙\ud800\uffff",
    "𠮷😀\u200f\u202e文",
)
VARIANTS = ("full", "empty", "refused", "kept", "hostile")


def make_report(form: Form, variant: str, fill: Callable[[Form], dict[Address, str]]) -> Report:
    report = Report(form, "青禾县人民政府", form.first_year)
    if variant != "empty":
        apply(report, [SetFigure(a, text) for a, text in fill(form).items()])
        apply(
            report,
            [SetText(text.id, f"（一）{text.id}。第一段。\n第二段。") for text in form.texts],
        )
    natural = Address("applications.received.natural")
    if variant == "refused":
        apply(
            report,
            [SetFigure(natural, "约三千件"), SetFigure(Address("remedies.review.other"), "/")],
        )
    if variant == "kept":
        total = Address("applications.received.total")
        apply(report, [SetFigure(total, "99999")])
        assert report.is_kept(total)
    if variant == "hostile":
        cells = [a for a, figure in form.figures.items() if not figure.computed][-len(HOSTILE) :]
        edits = [SetFigure(a, text) for a, text in zip(cells, HOSTILE, strict=True)]
        apply(report, edits)
        apply(report, [SetText(text.id, "\n".join(HOSTILE)) for text in form.texts])
    return report
