"""The checks of the written parts against themselves: parts, shares, years, what is missing."""

from __future__ import annotations

import pytest

from core.report.edit import apply
from core.report.edits import SetFigure, SetText
from core.report.finding import Severity
from core.texts.clauses import Prose
from tests.core.text_cases import codes, found, report_saying, sample

PARTS_LEFT_ALONE = [
    "公开政府信息1000条，其中网站800条，微博500条。",
    "公开政府信息73条，其中网站73条；公众号73条；公开栏73条。",
    "累计公开114条，其中网站公开72条，其中机构职能类3条、动态类69条，财政类6条等。",
    "公开政府信息47条，其中部门文件22件，通知公告16条，其他9条。",
    "收到申请518件，其中自然人516件，法人2件，予以公开199件，部分公开97件。",
    "收到申请100件，其中当面60件，网上40件，予以公开30件，其他处理70件。",
    "公开信息5500余条，其中网站60条，其他10条。",
    "公开信息100条，其中网站60余条，其他10条。",
    "公开信息100条，其中网站60条，较上年增加30条，其他10条。",
    "公开信息100条，其中微博、微信28和17条，其他5条。",
    "发布信息18439条，其中：概况类69条、动态类8043条、目录类10327条；维护专栏13个，其中新开2个。",
    "受理政府信息公开申请58件，其中予以公开18件、部分公开2件、不予公开1件。",
    "公开政府信息100条，其中网站60条，其他40条，全年发布解读30条。",
    "网站（公开100条，其中动态60条，其他40条），公报刊登信息30条，其他方式公开20条。",
    "行政复议10件，其中维持8件，驳回5件。",
    "公开政府信息100条。其中，网站60条，公报30条，其他方式10条。",
    "公开政府信息100条，包括网站60条、公报30条。",
    "公开政府信息100条，包括网站60条、微信80条。",
    "公开政府信息100条。其中网站60条。全年发布解读30条，其他10条。",
    "公开信息100条，其中网站60条（含专栏30条），其他30条。",
    "公开信息1.5万条，其中网站60条，其他30条。",
]


@pytest.mark.parametrize("text", PARTS_LEFT_ALONE)
def test_parts_that_may_overlap_or_are_not_all_are_left_alone(text: str) -> None:
    assert "X51" not in codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "公开101266条，其中网站48660条，公报109条，微博、微信分别28981条和17474条，其他方式6043条。",
        "公开2599条，(其中机构职能类信息25条，规划计划类信息28条，其他政府信息2540条)主要在网站公开。",
        "公开249条，其中：公文9条；机构设置7条；网站185条；通过其他方式公开40条。",
        "收到申请10件，其中自然人8件，法人5件。",
        "公开政府信息4511条。其中，网站3000条，公报11条，其他方式1400条。",
        "公开政府信息100条，包括网站60条、公报30条、其他方式9条。",
        "公开信息10条，其中动态类8条，通知类5条。",
    ],
)
def test_parts_that_cannot_be_right(text: str) -> None:
    (finding,) = [f for f in found(report_saying(text)) if f.code == "X51"]
    assert finding.difference
    assert str(finding.left) in finding.message


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("依申请公开中，不予公开11件，占2.14%。", False),
        ("依申请公开中，不予公开11件，占2.1%。", False),
        ("依申请公开中，不予公开11件，占2.08%。", False),  # of what was carried in too
        ("依申请公开中，不予公开11件，占2.19%。", False),  # of what was not carried out
        ("依申请公开中，不予公开11件，占2.22%。", True),
        ("依申请公开中，不予公开11件，占百分之2.14。", False),
        ("依申请公开中，不予公开11件（2.5%）。", True),
        ("依申请公开中，不予公开11件，占百分之5.14。", True),
        ("依申请公开中，不予公开11件，占百分之三。", False),
        ("依申请公开中，不予公开11件，约占3%。", False),
        ("依申请公开中，不予公开11件，占比上升3%。", False),
        ("依申请公开中，不予公开11件，占比为3.14%。", True),
        ("公开信息200条，其中网站50条，占25%。", False),
        ("公开信息200条，其中网站50条，占20%。", True),
        ("公开信息200条，其中网站50条，占26%。", True),
        ("公开信息200条，其中网站200条，占100%。", False),
        ("公开信息200条，其中网站51条，占25%。", False),
        ("公开信息200条，其中网站51条，占26%。", False),
        ("公开信息200条，其中网站51条，占27%。", True),
        ("公开信息200条，其中网站51条，占24%。", True),
        ("公开信息200条，其中网站50条，占全省的20%。", False),
        ("公开信息200条，网站50条，占20%。", False),
        ("办结率100%，部分公开59件，占45.3%；收到申请130件。", False),
        ("收到政府信息公开申请518件，其中不予公开11件，占2.12%。", False),
    ],
)
def test_shares(text: str, wrong: bool) -> None:
    assert ("X52" in codes(text)) is wrong


def test_a_share_names_what_it_should_be() -> None:
    (finding,) = found(report_saying("公开信息200条，其中网站50条，占20%。"))
    assert "50条是200条的25%，相差5个百分点" in finding.message


def test_no_part_is_more_than_its_whole() -> None:
    (finding,) = found(report_saying("公开信息200条，其中网站300条，占150%。"))
    assert finding.message == "“300条，占150%”与总数对不上：300条比总数200条还多100条。"
    assert (finding.left, finding.right, finding.difference) == (300, 200, 100)


@pytest.mark.parametrize("typed", ["", "0"])
def test_a_share_of_a_whole_that_is_blank_or_nothing_is_left_alone(typed: str) -> None:
    report = report_saying("依申请公开中，不予公开11件，占2.9%。")
    assert [finding.code for finding in found(report)] == ["X52"]
    table = [a for a in report.form.figures if a.section == "applications"]
    apply(report, [SetFigure(a, typed) for a in table if a not in report.form.addends])
    assert "X52" not in [finding.code for finding in found(report)]


@pytest.mark.parametrize(
    ("section", "text", "code"),
    [
        ("preamble", "报告所列数据的统计时限自2020年1月1日起至2021年12月31日止。", "X61"),
        ("preamble", "现公布慈溪市2019年度政府信息公开工作年度报告。", "X63"),
        ("preamble", "编制了《慈溪市2019年政府信息公开工作年度报告》。", "X63"),
        ("preamble", "现公布慈溪市2020年度政府信息公开工作年度报告。", None),
        ("preamble", "根据《关于做好2019年政府信息公开工作年度报告编制工作的通知》编写。", None),
        ("preamble", "统计期限为2020年1月1日至12月31日，2021年1月公布。", None),
        ("overview", "（一）主动公开情况\n2019年，我市公开信息。", "X64"),
        ("overview", "2019年5月15日起施行新条例。", None),
        ("overview", "2019年，新条例施行。2020年，我市认真落实。", None),
        ("other_matters", "2019年，没有收取信息处理费。", "X64"),
        ("problems", "2021年，我市将加强培训。", None),
        ("problems", "2020年，我市将加强培训。", "X65"),
        ("problems", "（二）整改措施。2020年我市加大工作力度，完善机制。", "X65"),
        ("problems", "2020年，工作取得了成绩，但还存在不足，今后将继续改进。", None),
        ("problems", "改进措施：2020年，我市进一步加强培训，已组织3次。", None),
        ("problems", "不足。2020年，我市不断加强培训。", None),
    ],
)
def test_years(section: str, text: str, code: str | None) -> None:
    assert codes(text, section=section) == ([code] if code else [])


def test_last_years_figure_that_happens_to_be_this_years() -> None:
    both = "2019年收到政府信息公开申请518件，2020年收到政府信息公开申请518件。"
    assert codes(both) == []
    assert codes("2020年与2019年收到政府信息公开申请518件相比持平。") == []


@pytest.mark.parametrize(
    ("section", "text", "code"),
    [
        ("overview", "", "X71"),
        ("overview", "（文字描述）", "X71"),
        ("problems", " \n", "X71"),
        ("problems", "无。", "X72"),
        ("problems", "没有", "X72"),
        ("problems", "无序问题不少，已经整改。", None),
        ("overview", "只说了主动公开。", "X73"),
        ("overview", "主动公开、依申请公开、政府信息管理、平台建设、监督保障。", None),
        ("other_matters", "另附说明。", "X74"),
        ("other_matters", "", "X74"),
        ("other_matters", "收取信息处理费3940元。", None),
        ("other_matters", "无", None),
    ],
)
def test_what_the_parts_must_contain(section: str, text: str, code: str | None) -> None:
    report = sample()
    apply(report, [SetText(section, text)])
    assert [f.code for f in found(report, content=True)] == ([code] if code else [])


def test_the_hint_names_the_missing_parts() -> None:
    report = report_saying("主动公开信息；办理依申请公开；加强考核。")
    (hint,) = [f for f in found(report, content=True) if f.code == "X73"]
    assert hint.severity is Severity.HINT
    assert "政府信息管理、政府信息公开平台建设的内容" in hint.message


@pytest.mark.parametrize("blank", ["\t", " ", "\u3000", "\u00a0 ", " \t"])
def test_a_blank_between_digits_keeps_two_numbers_apart(blank: str) -> None:
    # Cells of a pasted table: 12 and 3.5 % are no 123.5 %, and 51 and 8 no 518.
    assert Prose("overview", f"12{blank}3.5%").plain != "123.5%"
    assert codes(f"收到政府信息公开申请51{blank}8件。") == []


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("收到 1 234 件", "收到1234件"),
        ("１，３７１件", "1,371件"),
        ("2020 年 5 月", "2020年5月"),
        ("5\u200b00件", "500件"),
        ("５１８　件", "518件"),
    ],
)
def test_blanks_that_divide_no_numbers_are_read_over(written: str, read: str) -> None:
    prose = Prose("overview", written)
    assert prose.plain == read
    assert prose.quote(0, len(read)) == written
