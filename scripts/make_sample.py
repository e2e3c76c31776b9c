#!/usr/bin/env python3
"""Write the samples that ship with the program: python scripts/make_sample.py.

The figures are those that two governments published; the sentences are our own. In the sample
of Cixi two columns of table three do not balance, as published: the first check finds them.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import resources
from core.base.atomic import write_bytes
from core.document.encode import encode
from core.figures.address import Address
from core.figures.value import show
from core.forms.form import GridCell, Role, TableSection, TextSection
from core.forms.loader import Forms, load_forms
from core.report.edit import apply
from core.report.edits import Edit, SetCover, SetFigure, SetText
from core.report.report import Report

CIXI_TEXTS = {
    "preamble": """\
本报告由慈溪市人民政府依照《中华人民共和国政府信息公开条例》编写，分总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、\
政府信息公开行政复议和行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项六个部分，向社会说明2020年全市的政府信息公开工作。\
报告所列数据的统计期限为2020年1月1日至12月31日。电子版登载在慈溪市人民政府门户网站，对内容有疑问的，可以向慈溪市人民政府办公室询问。""",
    "overview": """\
2020年，全市各级行政机关围绕企业和群众最想知道的事安排公开工作，在主动发布、依法答复、规范管理、建好平台和接受监督上都有进展。\
现从五个方面报告如下。
（一）主动公开
一年里，全市经各种渠道公开的政府信息共有101266条：其中在政府网站发布48660条，在政府公报刊登109条，\
在政务微博和政务微信发布的分别是28981条、17474条，用其他方式发布6042条。
决策先听意见。凡是重要的改革方案和政策，出台以前都放到市政府门户网站的征集专栏里征求意见，全年共征集87次，\
采纳与否都向公众说明。列入重大行政决策目录的事项公布落实情况8条，代表建议和政协提案的办理复文公布全文495件。
重点领域跟得紧。疫情防控和复工复产方面发布575条，“六稳六保”和优化营商环境方面各发布55条，三大攻坚战方面发布1848条。\
重大建设项目整理成目录，由22家责任单位在同一个专栏里按项目进展逐段公布，从批准到完工都能查到。
解读与文件同行。起草单位写文件时就备好解读材料，一并送审，一并发布。全市共制发规范性文件65件，另公布14次市政府常务会议的纪要。\
主要负责人回答政策提问12次，视频解读9次，专家解读4次，还办了3期民生问政访谈和2次新闻发布会。
回应看实效。群众办完事，在窗口的终端或者网上都能打分，“好差评”每月汇总督查；得到“差评”的单位限期改正，改正的结果要让打分的人知道。
（二）依申请公开
登记、查找、会商、审查、答复由专人衔接，疑难申请先与申请人说清楚要什么，再由法制机构把关。\
2020年全市新收政府信息公开申请共518件，另有上年结转12件；全年共办结513件，其中予以公开199件，部分公开97件，不予公开11件，\
无法提供163件，不予处理34件，其他处理9件；其余17件结转下年度继续办理。
因政府信息公开被申请行政复议共17件，其中结果维持9件，结果纠正2件，其他结果5件，尚未审结1件；\
被提起行政诉讼共26件，其中未经复议直接起诉18件，复议后起诉8件，没有一件被判决纠正。
（三）政府信息管理
年初印发当年的政务公开工作要点，把18个方面的任务分给责任单位，随时督促。信息怎样发布、怎样协调、怎样调整，都有制度可依，\
内容过时的及时更新。基层政务公开先在安全生产、综合执法两个领域试行标准，再在全市推开，\
编成的事项目录涉及19个部门、18个镇（街道）、1901个事项，集中放在市政府网站的专栏里。
（四）政府信息公开平台建设
市政府网站按集约化的要求迁移平台，信息公开专栏重新划分了栏目，检索更加方便。政务新媒体逐个摸清底数，登记备案的账号有95个，\
很少更新的8个已经注销。网上大厅把申请、咨询、指导、代办和办结连在一起，浙江政务服务网上“一件事”的办事指南已有85项，累计办件60余万件。\
市行政服务中心的政务公开体验区摆放了15台自助电脑、12台自助查阅机，政府公报等资料随手可取，自助办理区昼夜开放。
（五）监督保障
全年办培训3次，讲条例，讲测评要点，也讲案例，各单位负责人和经办人员有300余人次参加。绩效考核提高了主动公开的分值，\
日常检查与第三方测评并用，打分以数据为准。社会评议用问卷听取群众的真实想法，意见交给有关单位改进。\
考核的结果和责任追究的情况，都按规定的时间向社会公布。""",
    "problems": """\
一年来的工作还有三点不足：一是公众参与不够，有的决策在征求意见时材料不齐、方式单一，收到的意见不多；\
二是公开得不深，讲结果的多，讲过程和依据的少；三是办法不新，公开的方式还跟不上数字化的步子。
2021年，全市将从四个方面改进：一是加强培训，用好考核，让每个环节都有人负责；\
二是优化营商环境等重点领域公开得更准更细，企业和群众有疑问的及时解释；\
三是把事项标准目录用到日常办公的流程里，让线上线下说的是同一件事；\
四是办好政府网站，管好政务新媒体，把体验区建成群众愿意来的地方。""",
    "other_matters": "本年度没有其他需要报告的事项。",
}

CIXI_TABLES = {
    "proactive": """
        regulation   0    0    0
        normative    65   65   1289
        licensing    878  -187 224468
        service      1761 -414 2521318
        penalty      3794 0    14485
        coercion     136  +2   39333
        fee          24   0
        procurement  7490 21692.71
    """,
    "applications": """
        received                  516 1 0 0 0 1
        carried_in                12  0 0 0 0 0
        granted                   197 1 0 0 0 1
        partly_granted            97  0 0 0 0 0
        refused_state_secret      2   0 0 0 0 0
        refused_forbidden_by_law  0   0 0 0 0 0
        refused_safety_stability  0   0 0 0 0 0
        refused_third_party       1   0 0 0 0 0
        refused_internal_affairs  2   0 0 0 0 0
        refused_process           0   0 0 0 0 0
        refused_enforcement_file  2   0 0 0 0 0
        refused_query             4   0 0 0 0 0
        unavailable_not_held      156 0 0 0 0 0
        unavailable_to_be_created 7   0 0 0 0 0
        unavailable_unclear       0   0 0 0 0 0
        declined_petition         25  0 0 0 0 0
        declined_duplicate        7   0 0 0 0 0
        declined_publication      0   0 0 0 0 0
        declined_excessive        0   0 0 0 0 0
        declined_confirmation     2   0 0 0 0 0
        other                     9   0 0 0 0 0
        carried_out               16  0 0 0 1 0
    """,
    "remedies": """
        review            9  2 5 1
        direct_suit       11 0 7 0
        suit_after_review 7  0 1 0
    """,
}
"""Row by row as printed, without the totals, which the program computes."""

HUAIAN_TEXTS = {
    "preamble": """\
本报告依照《中华人民共和国政府信息公开条例》编写，所列数据的统计期限为2024年1月1日至12月31日，\
电子版登载在淮安市人民政府网站。""",
    "overview": """\
2024年，全市政府信息公开工作的情况如下。
（一）主动公开。全年公布市政府规章1件，制发行政规范性文件8件，废止行政规范性文件26件；各类政策文件随发随解读，市政府公报按期出版。
（二）依申请公开。全市新收政府信息公开申请共3119件，另有上年结转34件；办结3050件，结转下年度继续办理103件。\
因政府信息公开被申请行政复议共351件，其中尚未审结37件，结果维持72件，其他结果178件，结果纠正64件；\
被提起行政诉讼共46件，其中未经复议直接起诉26件，复议后起诉20件。
（三）政府信息管理。信息公布以前逐件审查，公布以后定期梳理，公开目录随职责变化调整。
（四）政府信息公开平台建设。政府网站优化专栏，政务新媒体定期检查，长期不更新的督促改正。
（五）监督保障。按季检查各县区、各部门的公开栏目，结果用于考核；培训到岗到人；全年没有发生责任追究的情形。""",
    "problems": """\
主要问题：有的政策解读形式单一，不容易看懂；有的单位经办人员变动频繁，业务不熟。
改进情况：解读多用问答和图表，由懂业务的人来讲；新到岗的人员有老同志带，定期组织培训。""",
    "other_matters": "2024年收取的信息处理费合计3940元。",
}

HUAIAN_TABLES = {
    "proactive": """
        regulation  1       0  11
        normative   8       26 66
        licensing   447228
        penalty     3985758
        coercion    88283
        fee         96171.6
    """,
    "applications": """
        received                  3001 53 0 0 61 4
        carried_in                34   0  0 0 0  0
        granted                   1288 21 0 0 50 3
        partly_granted            447  7  0 0 0  0
        refused_state_secret      2    0  0 0 0  0
        refused_forbidden_by_law  30   1  0 0 0  0
        refused_safety_stability  5    0  0 0 0  0
        refused_third_party       6    0  0 0 0  0
        refused_internal_affairs  7    1  0 0 0  0
        refused_process           12   0  0 0 0  0
        refused_enforcement_file  9    0  0 0 0  0
        refused_query             105  0  0 0 0  0
        unavailable_not_held      746  12 0 0 10 1
        unavailable_to_be_created 11   0  0 0 0  0
        unavailable_unclear       1    0  0 0 0  0
        declined_petition         56   6  0 0 0  0
        declined_duplicate        25   0  0 0 0  0
        declined_publication      0    0  0 0 0  0
        declined_excessive        0    0  0 0 0  0
        declined_confirmation     1    0  0 0 0  0
        other_not_corrected       67   3  0 0 1  0
        other_fee_unpaid          6    0  0 0 0  0
        other_other               108  2  0 0 0  0
        carried_out               103  0  0 0 0  0
    """,
    "remedies": """
        review            72 64 178 37
        direct_suit       13 4  8   1
        suit_after_review 12 1  1   6
    """,
}

PRINTED_HEADS = {"采购总金额": "采购总金额（万）"}
"""What a published page prints in place of the form's heading: the unit of the amount."""


def cixi(forms: Forms) -> Report:
    """Make the sample of edition 2019."""
    return _report(forms, "慈溪市人民政府", 2020, CIXI_TEXTS, CIXI_TABLES)


def huaian(forms: Forms) -> Report:
    """Make the sample of edition 2021."""
    return _report(forms, "淮安市人民政府", 2024, HUAIAN_TEXTS, HUAIAN_TABLES)


def page_of(report: Report) -> str:
    """Return a report as text copied from its page: one cell a line, the first number lost."""
    lines = [report.organ, f"{report.year}年{report.form.title}", ""]
    lines += [report.texts[report.form.preamble.id], ""]
    for section in report.form.sections:
        first = section is report.form.sections[0]
        lines += [section.heading.partition("、")[2] if first else section.heading, ""]
        if isinstance(section, TextSection):
            lines += [report.texts[section.id], ""]
        else:
            lines += _table(report, section)
    return "\n".join(lines).rstrip() + "\n"


def _report(
    forms: Forms, organ: str, year: int, texts: Mapping[str, str], tables: Mapping[str, str]
) -> Report:
    form = forms.for_year(year)
    if form is None:
        raise SystemExit(f"no form for {year}")
    report = Report(form, organ, year)
    edits: list[Edit] = [SetCover(organ, year)]
    edits += [SetText(section, text) for section, text in texts.items()]
    for section, table in tables.items():
        for line in filter(str.strip, table.splitlines()):
            row, *figures = line.split()
            columns = [
                column
                for column in form.table(section).rows[row].columns
                if not form.figures[Address.of(section, row, column)].computed
            ]
            edits += [
                SetFigure(Address.of(section, row, column), figure)
                for column, figure in zip(columns, figures, strict=True)
            ]
    apply(report, edits)
    return report


def _table(report: Report, table: TableSection) -> list[str]:
    """Print a table cell by cell; what a cell from above covers is an empty cell."""
    lines: list[str] = []
    for number in range(table.lines):
        cells = [c for c in table.cells if c.line <= number < c.line + c.down]
        cells.sort(key=lambda cell: cell.column)
        lines += ["\t" + (_words(report, c) if c.line == number else "") for c in cells]
        lines.append("")
    return [*lines, ""]


def _words(report: Report, cell: GridCell) -> str:
    if cell.role is Role.FIGURE and cell.address:
        return show(report.figure(cell.address), report.form.figures[cell.address].kind)
    return PRINTED_HEADS.get(cell.text, cell.text)


def samples(forms: Forms) -> dict[str, bytes]:
    """Return the content of every sample file by its name."""
    return {
        "cixi-2020.nianbao": encode(cixi(forms)),
        "cixi-2020.txt": page_of(cixi(forms)).encode("utf-8"),
        "huaian-2024.nianbao": encode(huaian(forms)),
    }


def main() -> None:
    """Write every sample into resources/samples."""
    folder = resources.folder() / "samples"
    folder.mkdir(exist_ok=True)
    for name, content in samples(load_forms()).items():
        write_bytes(folder / name, content)
        print(folder / name, len(content))


if __name__ == "__main__":
    main()
