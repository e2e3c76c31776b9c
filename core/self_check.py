"""The program tries itself: all that it does with reports, once.

For a package on a machine that never saw the project: something that was left out of it shows
here, and not when a clerk first needs it.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import resources
from core.base.console import speak_chinese
from core.base.problem import Problem
from core.base.version import full_version
from core.checks.inspection import Inspection
from core.checks.tally import Balance
from core.document.encode import SUFFIX
from core.document.file import load, save
from core.exports.kinds import ExportKind, export
from core.forms.form import Form
from core.forms.loader import Forms, load_forms
from core.reading.door import open_source
from core.report.edit import apply
from core.report.edits import SetFigure
from core.report.report import Report
from core.settings.page_options import PageOptions, Watermark
from core.sources.source_kinds import PAGE, SOURCE_KINDS

Steps = Callable[[Path], Iterator[str]]
"""Does one thing after the other in a passing folder and tells each in a line."""

EVERYTHING = PageOptions(
    tables_on_side=True, sign_off=True, picture=True, check_sheet=True, watermark=Watermark.AUTO
)


def run(*parts: Steps) -> int:
    """Run every part in a folder that is removed afterwards; returns the exit status."""
    speak_chinese(sys.stdout)
    tell(f"年报 {full_version()}")
    try:
        # With Chinese characters and a space, as the folders of its users have.
        with tempfile.TemporaryDirectory(prefix="年报 自检 ") as folder:
            for steps in parts:
                for line in steps(Path(folder)):
                    tell(line)
    except Exception as error:  # noqa: BLE001  whatever it is, this is where it is to be told
        what = error if isinstance(error, Problem) else f"{type(error).__name__}：{error}"
        tell(f"自检没有通过：{' '.join(str(what).split())}")
        return 1
    tell("自检通过。")
    return 0


def tell(line: str) -> None:
    """Say one thing on stdout, where there is one."""
    if sys.stdout is not None:
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


def files(kinds: Mapping[str, ExportKind], unreadable: Collection[str] = ()) -> Steps:
    """Return the steps without a window: forms, documents, checks, every kind of export.

    A kind that can be read too is read back, but for the unreadable suffixes.
    """
    read_back = {suffix for kind in SOURCE_KINDS for suffix in kind.suffixes} - {*unreadable}

    def steps(folder: Path) -> Iterator[str]:
        forms = load_forms()
        _expect(forms.editions, "没有找到报告格式")
        for form in forms.editions:
            tallies = len(form.identities)
            yield f"格式：{form.edition}版，{len(form.figures)}个数字，{tallies}条勾稽关系"
        for form in forms.editions:
            yield _try_new(form, forms, folder)
        samples = sorted((resources.folder() / "samples").glob(f"*{SUFFIX}"))
        _expect(samples, "没有找到示例报告")
        for sample in samples:
            yield from _try_sample(sample, forms, kinds, read_back, folder)
        for source in sorted((resources.folder() / "samples").glob("*.txt")):
            report = open_source(source, forms).report()
            yield f"读取文字：{source.name}，{_count_filled(report)}个数字"

    return steps


def _try_new(form: Form, forms: Forms, folder: Path) -> str:
    """Fill an empty report figure by figure: totals and tallies have to follow."""
    report = Report(form, "自检机关", form.confirmed_to)
    inspection = Inspection(report)
    for address, figure in form.figures.items():
        if not figure.computed:
            inspection.update(apply(report, [SetFigure(address, "1")]))
    _expect(_count_filled(report) == len(form.figures), f"{form.edition}版的合计没有算出")
    _expect(not inspection.board.count()[Balance.UNFILLED], f"{form.edition}版有勾稽关系没有核对")
    path = folder / f"新建 {form.edition}{SUFFIX}"
    save(report, path)
    _expect_same(load(path, forms)[0], report, path.name)
    return f"新建、填写、保存、重新打开：{form.edition}版，{_count_filled(report)}个数字"


def _try_sample(
    sample: Path, forms: Forms, kinds: Mapping[str, ExportKind], read_back: set[str], folder: Path
) -> Iterator[str]:
    report = load(sample, forms)[0]
    inspection = Inspection(report)
    tallies = inspection.board.count()
    yield (
        f"检查：{sample.name}，勾稽关系{tallies[Balance.BALANCED]}条平、"
        f"{tallies[Balance.UNBALANCED]}条不平，问题{len(inspection.findings)}处"
    )
    copy = folder / f"示例 {sample.name}"
    save(report, copy)
    again = load(copy, forms)[0]
    _expect_same(again, report, copy.name)
    _expect(Inspection(again).findings == inspection.findings, f"{copy.name}的检查结果前后不一")
    for suffix, kind in kinds.items():
        path = folder / f"导出 {sample.stem}{suffix}"
        if kind.with_options:
            export(inspection, path, kinds, EVERYTHING)
        export(inspection, path, kinds, PageOptions())  # no mark lies on what is to be read
        line = f"导出{kind.name}（{suffix}）：{path.stat().st_size}字节"
        if suffix in read_back:
            found = open_source(path, forms, year=report.year).report()
            _expect(found.figures() == report.figures(), f"从{path.name}读回的数字与原来的不同")
            line += f"，读回{_count_filled(found)}个数字"
        yield line
        if suffix == PAGE.suffixes[0]:
            yield _try_mail(path, report, forms)


def _try_mail(page: Path, report: Report, forms: Forms) -> str:
    """Read an exported page once more as browsers save one in a single file."""
    mail = EmailMessage(policy=SMTP)
    mail.set_content(page.read_text("utf-8"), subtype="html")
    file = page.with_suffix(".mht")
    file.write_bytes(bytes(mail))
    found = open_source(file, forms, year=report.year).report()
    _expect(found.figures() == report.figures(), f"从{file.name}读回的数字与原来的不同")
    return f"读取单个文件的网页（.mht）：{_count_filled(found)}个数字"


def _count_filled(report: Report) -> int:
    return sum(report.is_filled(address) for address in report.form.figures)


def _expect_same(found: Report, report: Report, name: str) -> None:
    same = (
        found.organ == report.organ
        and found.year == report.year
        and found.texts == report.texts
        and found.figures() == report.figures()
    )
    _expect(same, f"{name}重新打开后与保存的不同")


def _expect(truth: object, fault: str) -> None:
    if not truth:
        raise Problem(f"{fault}。请重新安装程序。")
