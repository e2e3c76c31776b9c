"""What each command does: from its arguments to what it has to say."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Mapping
from pathlib import Path

from core.base.exact_json import Json, write_json
from core.base.problem import Problem
from core.checks.inspection import Inspection
from core.checks.tally import Balance
from core.cli.opened import Opened, form_of_year, open_report
from core.cli.outcome import Outcome
from core.cli.wording import figure_tables, findings_in_words, title_of, unsure_in_words
from core.document.encode import SUFFIX
from core.document.file import is_document_file, save
from core.exports.kinds import ExportKind
from core.forms.loader import Forms, load_forms
from core.report.edit import apply
from core.report.edits import SetPrior
from core.report.finding import Finding
from core.report.report import Report
from core.settings.page_options import PageOptions
from core.texts.office_rules import OfficeRules
from core.years.last import read_last_year


def read(arguments: Namespace) -> Outcome:
    """Read a source and save it as a document."""
    source: Path = arguments.source
    target: Path = arguments.target
    forms = load_forms()
    if is_document_file(source):
        raise Problem(f"“{source.name}”已经是年报文档，不用再读取，可以直接检查或者导出。")
    if arguments.year is not None:
        form_of_year(arguments.year, forms)
    _check_target(target, source, force=arguments.force)
    opened = open_report(source, forms, arguments.organ, arguments.year)
    if opened.year is None:
        raise Problem(f"“{source.name}”里没有认出报告的年度，没有保存。请加上 --year 写明年度。")
    report = opened.report
    save(report, target, overwrite=arguments.force)
    read_figures = sum(report.is_filled(address) for address in report.form.figures)
    lines = [
        f"来源：{source}",
        f"机关：{report.organ or '（没有认出）'}",
        f"年度：{report.year}",
        f"格式：{report.form.edition}版（{report.form.document}）",
        f"数字：{len(report.form.figures)}个中有{read_figures}个",
        *unsure_in_words(opened.unsure, report.form),
        f"已保存：{target}",
    ]
    return _lines(lines)


def figures(arguments: Namespace) -> Outcome:
    """List every figure of a report."""
    opened = open_report(arguments.file, load_forms())
    report = opened.report
    if not arguments.json:
        lines = [title_of(report, opened.year), "", *figure_tables(report)]
        return _lines([*lines, *unsure_in_words(opened.unsure, report.form)])
    return _json(
        {
            "organ": report.organ,
            "year": opened.year,
            "edition": report.form.edition,
            "figures": {str(address): figure for address, figure in report.figures().items()},
            "texts": dict(report.texts),
            "unsure": [item.as_json() for item in opened.unsure],
        }
    )


def check(arguments: Namespace) -> Outcome:
    """Check a report; the status is 1 where a finding is an error."""
    if arguments.rules:
        return _list_rules(arguments)
    if _is_folder(arguments.file):
        from core.cli.rollup import check_many

        return check_many(arguments)
    forms = load_forms()
    complaints: list[str] = []
    office = _office_rules(arguments, forms, complaints)
    opened = open_report(arguments.file, forms).dated(arguments.file.name)
    inspection, doubts = inspect(opened, arguments, office)
    remarks = (*doubts, *complaints)
    status = int(inspection.has_errors)
    if not arguments.json:
        lines = unsure_in_words([item for item in opened.unsure if item.address is None], None)
        return _lines([*findings_in_words(inspection), *remarks, *lines], status)
    tallies = inspection.board.count()
    return _json(
        {
            "tallies": {balance.name.lower(): tallies[balance] for balance in Balance},
            "findings": [
                each for found in inspection.findings for each in _told(inspection, found)
            ],
            "unwatched": inspection.report.form.unwatched(),
            "unsure": [item.as_json() for item in opened.unsure],
        },
        status,
    )


def _list_rules(arguments: Namespace) -> Outcome:
    """List the rules of the newest edition; the status is 1 where one fails its own examples."""
    from core.checks.rule_list import list_rules

    forms = load_forms()
    form = max(forms.editions, key=lambda each: each.first_year)
    complaints: list[str] = []
    rules = list_rules(form, _office_rules(arguments, forms, complaints))
    tried = [rule for rule in rules if rule.holds is not None]
    held = sum(bool(rule.holds) for rule in tried)
    status = int(held < len(tried))
    if arguments.json:
        listed = [
            {
                "code": rule.code,
                "name": rule.name,
                "severity": rule.severity,
                "basis": rule.basis,
                "passes": rule.passes,
                "fails": rule.fails,
                "holds": rule.holds,
            }
            for rule in rules
        ]
        return _json({"edition": form.edition, "rules": listed}, status)
    lines = [f"检查规则（{form.edition}版，{form.document}）"]
    for rule in rules:
        lines += [
            "",
            f"{rule.code} {rule.name}" + (f"（{rule.severity}）" if rule.severity else ""),
        ]
        lines += [f"  依据：{rule.basis}"]
        if rule.holds is not None:
            lines += [f"  通过：{rule.passes}", f"  不通过：{rule.fails}"]
        if rule.holds is False:
            lines += ["  自检没有通过：这一条判断不了它自己的例子。"]
    lines += ["", f"自检 {held}/{len(tried)}：有例子的规则，各用一个通过、一个不通过的例子试过。"]
    return _lines([*lines, *complaints], status)


def _office_rules(arguments: Namespace, forms: Forms, complaints: list[str]) -> OfficeRules | None:
    from core.checks.of_office import rules_wanted

    return rules_wanted(arguments.office_rules, forms, complaints)


def export(arguments: Namespace) -> Outcome:
    """Export a report to another kind of file."""
    from core.exports.kinds import export as write

    file: Path = arguments.file
    target: Path = arguments.target
    if _is_same(file, target):
        raise Problem(f"输出文件和来源是同一个文件（{target}），没有导出。请换一个文件名。")
    options: PageOptions = arguments.options(arguments)
    _check_options(options, target, arguments.kinds)
    opened = open_report(file, load_forms())
    inspection, doubts = inspect(opened, arguments)
    remarks = write(inspection, target, arguments.kinds, options, for_review=arguments.for_review)
    remarks = (*doubts, *remarks)
    unsure = unsure_in_words(opened.unsure, opened.report.form) if opened.unsure else []
    return _lines([*unsure, f"已导出：{target}", *remarks])


def inspect(
    opened: Opened, arguments: Namespace, office: OfficeRules | None = None
) -> tuple[Inspection, tuple[str, ...]]:
    """Inspect a report, against last year's where one is named; returns remarks about that one."""
    report = opened.dated_report(arguments.file.name)
    path: Path | None = arguments.prior
    if path is None:
        return Inspection(report, office), ()
    last = read_last_year(path, load_forms())
    objections = last.objections(report)
    if last.year != report.year - 1:
        raise Problem(f"{objections[0]}请换一份，或者不写 --prior。")
    apply(report, [SetPrior(last.prior(report))])
    return Inspection(report, office), tuple(f"请留意：{objection}" for objection in objections)


def new(arguments: Namespace) -> Outcome:
    """Make an empty document."""
    year: int = arguments.year
    target: Path = arguments.target
    form = form_of_year(year, load_forms())
    _check_target(target, None, force=arguments.force)
    save(Report(form, arguments.organ, year), target, overwrite=arguments.force)
    lines = [f"已建立：{target}（{year}年度，{form.edition}版格式，{form.document}）"]
    if year > form.confirmed_to:
        lines.append(
            f"本程序所知的格式文件只到{form.confirmed_to}年度，{year}年度沿用其中最近的一份。"
            "请以当年的通知为准；格式有变化时，请更新本程序。"
        )
    return _lines(lines)


_CHOICES = {
    "tables_on_side": "横排",
    "sign_off": "签字栏",
    "picture": "图解",
    "check_sheet": "核对单",
    "watermark": "水印",
    "fonts": "字体",
    "site": "网站信息",
    "without_checks": "“不附核对单”",
    "formulas": "合计公式",
}
"""What a clerk calls the choices about pages and workbook."""


def _check_options(options: PageOptions, target: Path, kinds: Mapping[str, ExportKind]) -> None:
    kind = kinds.get(target.suffix.lower())
    if kind is None or options == PageOptions():
        return
    heeded = PageOptions() if kind.with_options is None else kind.with_options(options).heeded
    if heeded == options:
        return
    unheeded = (
        words for key, words in _CHOICES.items() if getattr(options, key) != getattr(heeded, key)
    )
    whole = "、".join(f"{k.name}（{s}）" for s, k in kinds.items() if _heeds(k, options))
    raise Problem(
        f"{kind.name}（{target.suffix}）用不上{'、'.join(unheeded)}，没有导出。"
        f"请去掉{'这个选项' if not whole else f'这个选项，或者导出为{whole}'}。"
    )


def _heeds(kind: ExportKind, options: PageOptions) -> bool:
    return kind.with_options is not None and kind.with_options(options).heeded == options


def _check_target(target: Path, source: Path | None, *, force: bool) -> None:
    if target.suffix.lower() != SUFFIX:
        raise Problem(
            f"年报文档的后缀是{SUFFIX}，不能存为“{target.name}”。请改后缀；"
            "要 Word 或 Excel 文件，请用 nianbao export。"
        )
    if source is not None and _is_same(source, target):
        raise Problem(f"保存的文档和来源是同一个文件（{target}）。请换一个文件名。")
    if _is_there(target) and not force:
        raise Problem(f"已有文件“{target}”，没有覆盖它。请换一个文件名；要覆盖它，请加上 --force。")


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a name too long, a closed folder: saving has the words for it
        return False


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # reading has the words for it
        return False


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except (OSError, ValueError):  # one of them is not there, so they are two
        return False


def _told(inspection: Inspection, finding: Finding) -> Iterator[Json]:
    """Yield a finding and those that the same fault brings, which name its code."""
    yield _finding(inspection, finding)
    for other in finding.follows:
        yield _finding(inspection, other) | {"follows": finding.code}


def _finding(inspection: Inspection, finding: Finding) -> dict[str, Json]:
    found: dict[str, Json] = {
        "code": finding.code,
        "severity": finding.severity.value,
        "addresses": finding.addresses,
        "left": finding.left,
        "right": finding.right,
        "difference": finding.difference,
        "message": finding.message,
        "advice": finding.advice,
    }
    if note := inspection.note(finding):
        found["note"] = note
    if finding.spot:
        spot = finding.spot
        found |= {"section": spot.section, "start": spot.start, "end": spot.end}
    return found


def _lines(lines: list[str], status: int = 0) -> Outcome:
    return Outcome("".join(f"{line}\n" for line in lines), status)


def _json(value: Json, status: int = 0) -> Outcome:
    return Outcome(f"{write_json(value)}\n", status)
