"""The commands about many reports: adding them up, checking them, sending them back."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from core.base.exact_json import Json, write_json
from core.base.problem import Problem
from core.checks.of_office import rules_wanted
from core.cli.heap import index_of, read_heap, units_listed
from core.cli.opened import form_of_year
from core.cli.outcome import Outcome
from core.cli.rollup_project import SumMade, check_overview, make_sum, write_overview
from core.cli.rollup_tables import check_tables, write_reminder, write_tables
from core.cli.wording import aligned
from core.document.encode import SUFFIX
from core.document.file import load, save
from core.forms.form import Form
from core.forms.loader import Forms, load_forms
from core.report.report import Report
from core.rollup.entry import Entry, EntryState, Gathering
from core.rollup.gathering import gather, usual_year
from core.rollup.index import Index
from core.rollup.judging import is_sum
from core.rollup.lower import with_lower_told
from core.rollup.matching import Matcher, name_of
from core.rollup.project import is_project, open_project
from core.rollup.receiving import gathering_of, remarks_on
from core.rollup.survey import look_over
from core.rollup.taken import Taken
from core.rollup.total import RollupTotal, add_up, corrections
from core.texts.office_rules import OfficeRules

_LONGEST_WHY = 120


def rollup(arguments: Namespace) -> Outcome:
    """Add up the reports of a folder; the status is 1 where units are missing or wrong."""
    target: Path = arguments.target
    forms = load_forms()
    _check_target(target, forms, arguments.folder, force=arguments.force)
    check_tables(arguments.tables)
    check_overview(arguments.overview, arguments.folder)
    tables = (*arguments.tables, *filter(None, [arguments.overview]))
    gathering = sort_out(arguments, forms, (target, *tables))
    takens = [entry.taken for entry in gathering.counted if entry.taken is not None]
    total = add_up(gathering.form, takens, gathering.expected)
    organ = (arguments.organ or "").strip()
    made = make_sum(arguments.folder, forms, total, organ, gathering.year)
    if takens:
        save(made.report, target, overwrite=True)
    written = write_tables(arguments.tables, gathering, total, organ, made.corrections or ())
    if arguments.overview is not None:
        names = [entry.name for entry in gathering.counted]
        overview = arguments.overview, arguments.folder, forms, names, organ, gathering.year
        written.append(write_overview(*overview))
    status = 0 if gathering.is_right else 1
    if arguments.json:
        return Outcome(f"{write_json(_as_json(gathering, total, made))}\n", status)
    lines = [*_matrix(gathering), *_about_total(gathering, total)]
    lines.append(f"已保存：{target}" if takens else "没有可以相加的报告，没有写出汇总文档。")
    lines += [*written, *made.words()]
    return Outcome("".join(f"{line}\n" for line in lines), status)


def check_many(arguments: Namespace) -> Outcome:
    """Check every report of a folder, a line each; the status is 1 where one is wrong."""
    if arguments.prior is not None:
        raise Problem("检查一个文件夹时不能用 --prior，请去掉它；要对照上年，请逐份检查。")
    forms = load_forms()
    complaints: list[str] = []
    office = rules_wanted(arguments.office_rules, forms, complaints)
    takens = read_heap(arguments.file, forms, office=office, afresh=arguments.afresh)
    if not takens:
        raise Problem(f"“{arguments.file}”里没有文件。请指明放着年报的文件夹。")
    if not any(taken.is_read for taken in takens):
        raise Problem(
            f"“{arguments.file}”里的{len(takens)}个文件一个也读不出来，例如：{takens[0].why}"
        )
    wrong = sum(not taken.is_read or taken.errors > 0 for taken in takens)
    status = int(wrong > 0)
    count = {
        "files": len(takens),
        "right": len(takens) - wrong,
        "faulty": sum(taken.errors > 0 for taken in takens),
        "unreadable": sum(not taken.is_read for taken in takens),
    }
    if arguments.json:
        shape: Json = {"files": [_checked(taken) for taken in takens], "count": count}
        return Outcome(f"{write_json(shape)}\n", status)
    lines = [f"{taken.file}：{_check_words(taken)}" for taken in takens]
    lines.append(
        f"共{count['files']}份：没有错误{count['right']}份，有错误{count['faulty']}份，"
        f"读不出{count['unreadable']}份。"
    )
    lines += complaints
    return Outcome("".join(f"{line}\n" for line in lines), status)


def send_back(arguments: Namespace) -> Outcome:
    """Write a letter for every faulty report of a folder (退回意见)."""
    from core.rollup.papers.letters import write_letters

    out: Path = arguments.target
    if arguments.pdf and arguments.letter_pdfs is None:
        raise Problem("这里不能写PDF，请去掉 --pdf，或者重新安装程序。")
    pdfs = arguments.letter_pdfs if arguments.pdf else None
    gathering = sort_out(arguments, load_forms(), (out,))
    written = write_letters(gathering, out, arguments.organ or "", pdfs=pdfs)
    reminded = write_reminder(gathering, out, arguments.organ or "")
    if not written:
        lines = ["没有需要退回的报告，没有写出退回意见。", *_unread(gathering), reminded]
        return Outcome("".join(f"{line}\n" for line in lines if line))
    lines = [f"{name}：{path}" for name, path in written]
    lines.append(
        f"共写出{len(written)}份退回意见，另有可以直接发送的文字“{out / '退回意见.txt'}”。"
    )
    lines += [*_unread(gathering), reminded]
    return Outcome("".join(f"{line}\n" for line in lines if line))


def _unread(gathering: Gathering) -> list[str]:
    """Say which files could not be read: whether there is anything to send back, nobody knows."""
    return [
        f"读不出，没有检查：{entry.name}（{'；'.join(entry.remarks)}）"
        for entry in gathering.entries
        if entry.state is EntryState.UNREADABLE
    ]


def sort_out(arguments: Namespace, forms: Forms, leave_out: Sequence[Path]) -> Gathering:
    """Read a heap and sort it out by the year, the list and the organ that were named."""
    if arguments.year is not None:
        form_of_year(arguments.year, forms)
    if is_project(arguments.folder):
        return _project_sorted_out(arguments, forms)
    matcher = None
    if arguments.units is not None:
        matcher = Matcher(units_listed(arguments.units))
        leave_out = (*leave_out, arguments.units)
    office = _office(arguments, forms)
    takens = read_heap(arguments.folder, forms, leave_out, office, afresh=arguments.afresh)
    year = arguments.year if arguments.year is not None else usual_year(takens)
    if year is None:
        what = "里没有文件" if not takens else f"里的{len(takens)}个文件都读不出年报"
        raise Problem(
            f"“{arguments.folder}”{what}，不知道汇总哪一年度。"
            "请指明放着各单位年报的文件夹；要看逐个文件的原因，请用 nianbao check。"
        )
    form = forms.for_year(year)
    if form is None:
        raise Problem(f"{year}年度没有统一的报告格式。请用 --year 写明年度。")
    gathering = gather(takens, form, year, matcher, organ=arguments.organ or "")
    return with_lower_told(gathering, arguments.folder, forms)


def _office(arguments: Namespace, forms: Forms) -> OfficeRules | None:
    """Return the rules by which a heap is checked; raises Problem where they cannot be used."""
    complaints: list[str] = []
    rules = rules_wanted(arguments.office_rules, forms, complaints)
    if complaints:
        raise Problem("".join(complaints))
    return rules


def _project_sorted_out(arguments: Namespace, forms: Forms) -> Gathering:
    """Return what a project holds: its own list, and of each unit the version that counts."""
    project = open_project(arguments.folder, forms)
    project.office = _office(arguments, forms)
    head = project.head
    if arguments.units is not None:
        raise Problem(
            f"“{arguments.folder}”是汇总工程，单位按它自己的名单，不能再用 --units，请去掉它。"
        )
    if arguments.year not in {None, head.year}:
        raise Problem(
            f"“{arguments.folder}”是{head.year}年度的汇总工程，没有{arguments.year}年度的报告。"
            "请核对年度。"
        )
    arguments.organ = arguments.organ or head.organ
    with closing(
        Index(None) if arguments.afresh else index_of(project.folder, project.office)
    ) as index:
        rows = look_over(project, index)
    return gathering_of(project, rows, remarks_on(rows))


def _as_json(gathering: Gathering, total: RollupTotal, made: SumMade) -> Json:
    return {
        "year": gathering.year,
        "edition": gathering.form.edition,
        "complete": gathering.is_complete,
        "expected": gathering.expected,
        "counted": total.counted,
        "units": [_entry(entry) for entry in gathering.entries],
        "figures": {str(address): made.report.figure(address) for address in total.figures},
        **made.as_json(),
    }


def _entry(entry: Entry) -> Json:
    taken = entry.taken
    return {
        "unit": entry.name,
        "file": taken.file if taken else None,
        "state": entry.state.value,
        "errors": taken.errors if taken else 0,
        "warnings": taken.warnings if taken else 0,
        "why": entry.why,
    }


def _checked(taken: Taken) -> Json:
    return {
        "file": taken.file,
        "unit": name_of(taken) if taken.is_read else None,
        "year": taken.year,
        "edition": taken.edition or None,
        "state": "unreadable" if not taken.is_read else "faulty" if taken.errors else "right",
        "errors": taken.errors,
        "warnings": taken.warnings,
        "why": taken.why,
    }


def _check_words(taken: Taken) -> str:
    if not taken.is_read:
        return f"读不出。{taken.why}"
    year = f"{taken.year}年度" if taken.year else "年度不明"
    about = f"{name_of(taken)}，{year}，错误{taken.errors}条，提醒{taken.warnings}条"
    unsure = f"，没有读准{taken.doubts}格" if taken.doubts else ""
    return f"{about}{unsure}"


def _matrix(gathering: Gathering) -> list[str]:
    grid = [["单位", "状态", "错误", "提醒", "文件"]]
    for entry in gathering.entries:
        taken = entry.taken
        counts = [str(taken.errors), str(taken.warnings)] if taken and taken.is_read else ["", ""]
        grid.append([entry.name, entry.state.word, *counts, taken.file if taken else ""])
    lines = [f"{gathering.year}年度汇总（{gathering.form.edition}版格式）", *aligned(grid), ""]
    told = [entry for entry in gathering.entries if entry.remarks]
    lines += [f"{entry.name}［{entry.state.word}］{_short(entry.why)}" for entry in told]
    return [*lines, ""] if told else lines


def _about_total(gathering: Gathering, total: RollupTotal) -> list[str]:
    times = Counter(entry.state for entry in gathering.entries)
    counts = "，".join(f"{each.word}{times[each]}" for each in EntryState if times[each])
    extent = (
        total.extent
        if gathering.is_complete or total.expected is not None
        else (f"{total.counted}个单位之和，还不完整")
    )
    lines = [f"{counts}。", f"汇总：{extent}。"]
    blank = _blanks(total, gathering.form)
    return [*lines, blank] if blank else lines


def _blanks(total: RollupTotal, form: Form) -> str:
    typed = {a: n for a, n in total.lacking.items() if not form.figures[a].computed}
    if not typed:
        return ""
    most = max(typed, key=lambda address: typed[address])
    none = sum(total.figures[address] is None for address in typed)
    return (
        f"有{len(typed)}格不是每个单位都填了，空着的没有当作0："
        f"{form.figures[most].place}有{typed[most]}个单位空着"
        + (f"；其中{none}格所有单位都空着，汇总里也空着。" if none else "。")
    )


def _check_target(target: Path, forms: Forms, folder: Path, *, force: bool) -> None:
    """Refuse what is no document, and to write over somebody's work; an untouched sum may go.

    A report among those to be added up is refused whatever was asked: it would be lost, and its
    unit with it.
    """
    if target.suffix.lower() != SUFFIX:
        raise Problem(f"汇总结果是年报文档，后缀要是{SUFFIX}，不能存为“{target.name}”。请改后缀。")
    try:
        is_there = target.exists()
        is_folder = target.is_dir()
        is_within = is_there and folder.resolve() in target.resolve().parents
    except OSError:  # a name too long, a closed folder: saving has the words for it
        return
    if is_folder:
        raise Problem(f"“{target}”是文件夹，不能存为这个名字。请换一个文件名。")
    if is_within and _is_a_report(target, forms):
        raise Problem(
            f"“{target}”是要汇总的一份报告，没有覆盖它，也没有汇总。请给汇总结果换一个文件名。"
        )
    if is_there and not force and not _is_untouched(target, forms):
        raise Problem(
            f"已有文件“{target}”，里面有不是汇总得来的内容，没有覆盖它。"
            "请换一个文件名；要覆盖它，请加上 --force。"
        )


def _is_untouched(target: Path, forms: Forms) -> bool:
    """Tell whether a file is a sum in which nobody has typed anything."""
    try:
        report = load(target, forms)[0]
    except Problem:
        return False
    return is_sum(report) and not _is_worked_on(report)


def _is_a_report(target: Path, forms: Forms) -> bool:
    """Tell whether a file is a report that was not added up here."""
    try:
        return not is_sum(load(target, forms)[0])
    except Problem:
        return False


def _is_worked_on(report: Report) -> bool:
    has_texts = any(text.strip() for text in report.texts.values())
    none = RollupTotal(report.form, dict.fromkeys(report.form.figures), {}, 0, None)
    return has_texts or bool(report.notes) or bool(corrections(report, none))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_WHY else f"{text[: _LONGEST_WHY - 1]}…"
