"""The command that makes the folder for the website (发布包)."""

from __future__ import annotations

from argparse import Namespace

from core.cli.commands import inspect
from core.cli.opened import open_report
from core.cli.outcome import Outcome
from core.cli.wording import unsure_in_words
from core.forms.loader import load_forms


def publish(arguments: Namespace) -> Outcome:
    """Make the folder; the status is 1 where findings are left, which its list names."""
    from core.publishing.publishing import publish as make

    forms = load_forms()
    opened = open_report(arguments.file, forms)
    inspection, doubts = inspect(opened, arguments)
    made = make(inspection, arguments.target, arguments.kinds, forms)
    unsure = unsure_in_words(opened.unsure, opened.report.form) if opened.unsure else []
    lines = [*unsure, f"已生成发布包：{made.folder}", *(f"  {name}" for name in made.files)]
    lines += [*doubts, *made.remarks]
    if made.findings:
        lines += ["检查发现的问题，清单里已写明：", *(f"  {each}" for each in made.findings)]
    return Outcome("".join(f"{line}\n" for line in lines), int(inspection.has_errors))
