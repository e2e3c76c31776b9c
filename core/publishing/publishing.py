"""Making the folder for the website from a report, or refusing to and saying why."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from core.apart.stopping import Stop, go_on, never
from core.base.atomic import reason, write_bytes
from core.base.file_name import file_name
from core.base.problem import Problem
from core.base.whole_folder import refuse_taken, whole_folder
from core.checks.inspection import Inspection
from core.exports.kinds import ExportKind
from core.exports.parts.check_words import finding_words, part_names
from core.forms.form import COVER_NAME
from core.forms.loader import Forms
from core.picture.picture import draw_up
from core.printed.page import one_line
from core.publishing.same_figures import says_the_same
from core.report.report import Report
from core.report.transition import copy
from core.settings.page_options import PageOptions
from core.signing.round import round_remarks, round_words
from core.sources.hidden import find_hidden
from core.texts.private import find_bank_cards, find_identity_numbers, find_mobile_numbers

SUFFIXES = (".docx", ".pdf", ".ofd", ".html", ".json", ".csv", ".svg", ".png")
"""The kinds of file in the folder, in the order of the list."""
SUMS = "SHA256SUMS"
"""The sums of the files, as `sha256sum -c` reads them."""
LIST = "发布清单.txt"
_PICTURES = (".svg", ".png")
_OF_PICTURE = "（图解）"
_FOR_PUBLIC = "（图解长图）"
_MAY_BE_HIDDEN = (".docx", ".pdf", ".html", ".svg")
_FAILURE = "发布包没有生成"
_PRIVATE = (find_identity_numbers, find_mobile_numbers, find_bank_cards)


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """A file of the folder: the name of its kind, its own name, its bytes."""

    kind: str
    name: str
    data: bytes


@dataclass(frozen=True, slots=True, eq=False)
class Publication:
    """All that goes into the folder of a report as it was; nothing is written or read back yet."""

    report: Report
    files: tuple[PublishedFile, ...]
    findings: tuple[str, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Published:
    """A folder that was made: its files, what the list names, what a reader should know."""

    folder: Path
    files: tuple[str, ...]
    findings: tuple[str, ...]
    remarks: tuple[str, ...]


def folder_name(inspection: Inspection) -> str:
    """Return the name that the folder of a report gets where nobody gives it another."""
    return file_name(inspection.report.organ, "", end=f"{_title(inspection.report)}（发布包）")


def publish(
    inspection: Inspection,
    folder: Path,
    kinds: Mapping[str, ExportKind],
    forms: Forms,
    options: PageOptions | None = None,
) -> Published:
    """Make the folder; ``kinds`` must have all of `SUFFIXES`. Raises Problem and leaves nothing.

    It is made beside its place and gets its name when everything in it is found in order.
    """
    try:
        refuse_taken(folder, _FAILURE)
    except OSError as error:
        raise Problem(f"{_FAILURE}：{reason(error)}（{folder}）。") from error
    return write_publication(make_publication(inspection, kinds, options), folder, forms)


def make_publication(
    inspection: Inspection, kinds: Mapping[str, ExportKind], options: PageOptions | None = None
) -> Publication:
    """Make what goes into the folder; raises Problem where the report is not for the public."""
    _refuse_private(inspection)
    try:
        files, remarks = _make(inspection, kinds, options or PageOptions())
    except OSError as error:
        raise Problem(f"{_FAILURE}：{reason(error)}。") from error
    report = copy(inspection.report)
    remarks = tuple(dict.fromkeys((*remarks, *round_remarks(report))))
    return Publication(report, files, tuple(_findings(inspection)), remarks)


def write_publication(
    publication: Publication, folder: Path, forms: Forms, stop: Stop = never
) -> Published:
    """Write the folder and read it back; raises Problem, and Stopped, and leaves nothing.

    Neither the window nor the report that is open in it is touched: a drive may take its time.
    """
    with whole_folder(folder, _FAILURE) as beside:
        for each in publication.files:
            go_on(stop)
            write_bytes(beside / each.name, each.data, failure=_FAILURE)
        for each in publication.files:
            go_on(stop)
            _check(beside / each.name, publication.report, forms)
        _write_lists(publication, beside)
        go_on(stop)
    names = (LIST, SUMS, *(each.name for each in publication.files))
    return Published(folder, names, publication.findings, publication.remarks)


def _title(report: Report) -> str:
    return f"{report.year}年{report.form.title}"


def _refuse_private(inspection: Inspection) -> None:
    """Refuse a report with numbers of persons that nobody has explained."""
    report = inspection.report
    names = part_names(report.form)
    places = [
        (COVER_NAME, "", report.organ),
        *((names[part.id], part.id, report.texts[part.id]) for part in report.form.texts),
        *(
            (figure.place, "", report.value(address).text)
            for address, figure in report.form.figures.items()
            if report.figure(address) is None
        ),
    ]
    found = [
        f"{where}“{text[start:end]}”{why}"
        for where, section, text in places
        for find in _PRIVATE
        for start, end, why in find(text)
        if not _is_explained(inspection, section, start)
    ]
    if found:
        raise Problem(
            f"{_FAILURE}：报告里有个人信息，不能公开：{'；'.join(found)}。"
            "请删去后再试；确实可以公开的，请在检查结果里写明说明。"
        )


def _is_explained(inspection: Inspection, section: str, at: int) -> bool:
    return any(
        finding.spot is not None
        and finding.spot.section == section
        and finding.spot.start <= at < finding.spot.end
        and bool(inspection.note(finding))
        for finding in inspection.findings
    )


def _kind(kinds: Mapping[str, ExportKind], suffix: str) -> ExportKind:
    kind = kinds.get(suffix)
    if kind is None:
        raise Problem(f"{_FAILURE}：缺少导出{suffix}文件的部件。请重新安装程序。")
    return kind


def _make(
    inspection: Inspection, kinds: Mapping[str, ExportKind], options: PageOptions
) -> tuple[tuple[PublishedFile, ...], tuple[str, ...]]:
    """Make every kind, and the picture for the public; returns their files and remarks."""
    made: list[PublishedFile] = []
    said: list[str] = []
    for suffix in SUFFIXES:
        kind = _kind(kinds, suffix)
        if kind.with_options is not None:
            kind = kind.with_options(options)
        end = _title(inspection.report) + (_OF_PICTURE if suffix in _PICTURES else "")
        picture = kind.for_public
        kinds_here = [(kind, end)]
        if picture is not None and not draw_up(inspection.report).is_blank:
            kinds_here.append((picture, _title(inspection.report) + _FOR_PUBLIC))
        for each, name in kinds_here:
            data, remarks = each.make(inspection)
            own = file_name(inspection.report.organ, suffix, end=name)
            made.append(PublishedFile(each.name, own, data))
            said += remarks
    return tuple(made), tuple(dict.fromkeys(said))


def _check(file: Path, report: Report, forms: Forms) -> None:
    """Refuse a file that does not say what the report says, or says more than is seen."""
    if not says_the_same(file, report, forms):
        raise Problem(
            f"{_FAILURE}：从{file.suffix}文件读回的数字与报告不同。"
            "请检查报告里的数字是否都是数字，字体是否齐全；仍不行时，请联系维护人员。"
        )
    if file.suffix not in _MAY_BE_HIDDEN:
        return
    # The organ that publishes is the author.
    usual = f"文件属性里的作者：{one_line(report.organ)}"
    hidden = [each.words for each in find_hidden(file.read_bytes())]
    found = [words for words in hidden if not usual.startswith(words.rstrip("…"))]
    if found:
        raise Problem(f"{_FAILURE}：{file.suffix}文件里有看不见的内容：{'；'.join(found)}。")


def _findings(inspection: Inspection) -> Iterator[str]:
    for finding in inspection.findings:
        words = finding_words(inspection, finding)
        said = f"（{words.advice}）" if inspection.note(finding) else ""
        yield f"{finding.severity.word}［{words.part}］{finding.message}{said}"


def _write_lists(publication: Publication, folder: Path) -> None:
    report, findings = publication.report, publication.findings
    sums = {
        each.name: hashlib.sha256((folder / each.name).read_bytes()).hexdigest()
        for each in publication.files
    }
    lines = [
        f"{one_line(report.organ)}{_title(report)}　发布清单",
        "",
        "Word、PDF、OFD、网页、数据文件里的数字都已读回，与报告相同。",
        "除标题和机关名称外，没有看不见的内容；没有发现没有说明的个人信息。",
        "这份清单和 SHA256SUMS 供本单位核对，不用放到网站上。",
        "",
    ]
    for each in publication.files:
        lines += [f"{each.kind}：{each.name}", f"  SHA-256：{sums[each.name]}"]
    lines += ["", "检查发现的问题：" if findings else "检查没有发现问题。"]
    lines += [f"  {finding}" for finding in findings]
    signed = round_words(report)
    lines += ["", "审签："] if signed else []
    lines += [f"  {line}" for line in signed]
    text = "".join(f"{line}\r\n" for line in lines)  # for the editors of Windows too
    write_bytes(folder / LIST, text.encode("utf-8-sig", "replace"), failure=_FAILURE)
    listed = "".join(f"{sum_of}  {name}\n" for name, sum_of in sums.items())
    write_bytes(folder / SUMS, listed.encode(), failure=_FAILURE)


def free_folder(parent: Path, name: str) -> Path:
    """Return a folder that is not there yet: the name, else with a number behind it."""
    folder, number = parent / name, 1
    while folder.exists():
        number += 1
        folder = parent / f"{name}（{number}）"
    return folder
