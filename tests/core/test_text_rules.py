"""Every check of the written parts: one text that passes, one that fails, what is left alone."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.figures.address import Address
from core.forms.form import Terms
from core.report.edit import apply
from core.report.edits import SetFigure, SetText
from core.report.finding import Severity
from core.texts.check import check_texts
from core.texts.clauses import Prose
from core.texts.mentions import find_mentions
from core.texts.sums import at_least
from tests.core.text_cases import SAMPLES, codes, forms, found, report_saying, sample

# Every mention of both forms: a sentence that agrees with the sample, and one that does not.
BOTH = {
    "X01": ("2020年，全市收到政府信息公开申请518件。", "2020年，全市收到政府信息公开申请520件。"),
    "X02": ("依申请公开中，上年结转申请12件。", "依申请公开中，上年结转申请11件。"),
    "X03": ("依申请公开工作中，办结513件。", "依申请公开工作中，办结510件。"),
    "X04": ("依申请公开中，17件结转下年度继续办理。", "依申请公开中，结转下年度16件。"),
    "X05": (
        "因政府信息公开申请引起行政复议17件。",
        "因政府信息公开申请引起行政复议16件。",
    ),
    "X06": ("政府信息公开行政诉讼26件。", "政府信息公开行政诉讼18件。"),
    "X07": (
        "因政府信息公开引起行政复议和行政诉讼共43件。",
        "因政府信息公开引起行政复议和行政诉讼共44件。",
    ),
    "X12": ("全市作出行政许可决定224468件。", "全市作出行政许可决定224486件。"),
    "X13": ("全市作出行政处罚决定14485件。", "全市作出行政处罚14458件。"),
    "X14": ("全市作出行政强制决定39333件。", "全市作出行政强制措施39,334件。"),
    "X15": ("依申请公开办结513件，其中予以公开199件。", "依申请公开办结513件，其中予以公开190件。"),
    "X16": ("依申请公开办结513件，其中部分公开97件。", "依申请公开办结513件，其中部分公开79件。"),
    "X17": (
        "依申请公开，答复申请513件，其中予以公开和部分公开296件。",
        "依申请公开中，予以公开和部分公开共269件。",
    ),
    "X18": ("依申请公开中，不予公开11件。", "依申请公开中，不予公开10件。"),
    "X19": ("依申请公开中，无法提供163件。", "依申请公开中，无法提供136件。"),
    "X20": ("依申请公开中，不予处理34件。", "依申请公开中，不予处理43件。"),
    "X21": ("依申请公开中，其他处理9件。", "依申请公开中，其他处理6件。"),
    "X22": (
        "政府信息公开行政复议17件，其中结果维持9件。",
        "政府信息公开行政复议17件，其中结果维持8件。",
    ),
    "X23": (
        "政府信息公开行政复议17件，其中结果纠正2件。",
        "政府信息公开行政复议17件，其中结果纠正3件。",
    ),
    "X24": (
        "政府信息公开行政复议17件，其中其他结果5件。",
        "政府信息公开行政复议17件，其中其他结果4件。",
    ),
    "X25": (
        "政府信息公开行政复议17件，其中尚未审结1件。",
        "政府信息公开行政复议17件，其中未审结2件。",
    ),
    "X26": (
        "政府信息公开行政诉讼26件，其中结果维持18件。",
        "政府信息公开行政诉讼26件，其中结果维持11件。",
    ),
    "X27": (
        "政府信息公开行政诉讼26件，其中结果纠正0件。",
        "政府信息公开行政诉讼26件，其中结果纠正1件。",
    ),
    "X28": (
        "政府信息公开行政诉讼26件，其中其他结果8件。",
        "政府信息公开行政诉讼26件，其中其他结果7件。",
    ),
    "X29": (
        "政府信息公开行政诉讼26件，其中尚未审结0件。",
        "政府信息公开行政诉讼26件，其中尚未审结1件。",
    ),
    "X30": (
        "政府信息公开行政诉讼26件，其中未经复议直接起诉18件。",
        "政府信息公开行政诉讼26件，其中未经复议直接起诉16件。",
    ),
    "X31": (
        "政府信息公开行政诉讼26件，其中复议后起诉8件。",
        "政府信息公开行政诉讼26件，其中复议后起诉6件。",
    ),
    "X32": (
        "收到政府信息公开申请518件，其中自然人申请516件。",
        "收到政府信息公开申请518件，其中自然人申请517件。",
    ),
    **{
        code: (f"{before}{right}。", f"{before}{wrong}。")
        for code, before, right, wrong in (
            ("X33", "依申请公开中，无法提供163件，其中本机关不掌握", "156件", "165件"),
            ("X34", "依申请公开办结513件，其中信访举报投诉类申请", "25件", "52件"),
            ("X35", "依申请公开办结513件，其中重复申请", "7件", "9件"),
            ("X36", "收到政府信息公开申请518件，其中商业企业", "1件", "2件"),
            ("X37", "收到政府信息公开申请518件，其中科研机构", "0件", "1件"),
            ("X38", "收到政府信息公开申请518件，其中社会公益组织", "0件", "1件"),
            ("X39", "收到政府信息公开申请518件，其中法律服务机构", "0件", "2件"),
            ("X40", "收到政府信息公开申请518件，其中法人或其他组织", "2件", "3件"),
            ("X41", "收到政府信息公开申请518件，", "17件正在办理", "均已办结"),
            ("X42", "政府信息公开行政复议17件，", "9件维持", "均获维持"),
            ("X44", "政府信息公开行政复议17件，", "有2件被纠正", "未出现纠错"),
        )
    },
}
# Of both forms too; the older sample has no suit that was lost.
SUITS = {
    "X43": ("政府信息公开行政诉讼46件，有25件维持。", "政府信息公开行政诉讼46件，均获维持。"),
    "X45": ("政府信息公开行政诉讼46件，有5件败诉。", "政府信息公开行政诉讼46件，未出现败诉情况。"),
}
ONLY_2019 = {
    "X08": ("全市共发布行政规范性文件65件。", "全市共发布行政规范性文件56件。"),
    "X11": ("全年制定规章0件。", "全年制定规章1件。"),
}
ONLY_2021 = {
    "X08": ("全市制发行政规范性文件8件。", "全市制发行政规范性文件9件。"),
    "X09": ("集中公开现行有效的行政规范性文件66件。", "集中公开现行有效行政规范性文件65件。"),
    "X10": ("废止行政规范性文件26件。", "废止行政规范性文件20件。"),
    "X11": ("全年新增公开市政府规章1件。", "全年制定市政府规章2件。"),
    "X21": ("依申请公开中，其他处理187件。", "依申请公开中，其他处理188件。"),
}
OTHERS = {
    "X51": (
        "公开政府信息100条，其中网站60条，公报30条，其他方式10条。",
        "公开政府信息100条，其中网站60条，公报30条，其他方式9条。",
    ),
    "X52": (
        "依申请公开办结513件，其中予以公开199件，占38.8%。",
        "依申请公开办结513件，其中予以公开199件，占33.8%。",
    ),
    "X61": (
        "统计期限为2020年1月1日至2020年12月31日。",
        "统计期限为2019年1月1日至2019年12月31日。",
    ),
    "X62": ("2020年，全市收到政府信息公开申请518件。", "2019年，全市收到政府信息公开申请518件。"),
    "X64": ("2020年，我市做好公开工作。", "2019年，我市做好公开工作。"),
}
EXAMPLES = [
    *((code, "2019", good, bad) for code, (good, bad) in (BOTH | ONLY_2019 | OTHERS).items()),
    *((code, "2021", good, bad) for code, (good, bad) in (SUITS | ONLY_2021).items()),
]


@pytest.mark.parametrize(("code", "edition", "good", "bad"), EXAMPLES)
def test_each_check_passes_one_and_fails_the_other(
    code: str, edition: str, good: str, bad: str
) -> None:
    assert codes(good, edition) == []
    assert codes(bad, edition) in ([code], [code, "X64"])


def test_every_mention_of_both_forms_has_its_examples() -> None:
    for form in forms().editions:
        own = ONLY_2019 if form.edition == "2019" else ONLY_2021
        here = set(BOTH) | set(SUITS) | set(own)
        # The others are tried on the examples in the form file (test_rule_list).
        assert here | {m.code for m in form.mentions if m.example} == {
            mention.code for mention in form.mentions
        }
        assert all(mention.basis for mention in form.mentions)


def test_both_forms_speak_alike() -> None:
    older, newer = (
        {m.code: (m.name, m.patterns, m.context, m.part_of, m.sums) for m in form.mentions}
        for form in forms().editions
    )
    alike = (set(BOTH) | set(SUITS)) - {"X21"}
    assert {code: older[code] for code in alike} == {code: newer[code] for code in alike}


@pytest.mark.parametrize("edition", SAMPLES)
def test_every_number_of_a_sample_is_watched(edition: str) -> None:
    report = sample(edition)
    overview = report.texts["overview"]
    said = find_mentions(report, Prose("overview", overview))
    assert len(said) >= 14
    for each in said:
        spot = each.prose.spot(each.start, each.end)
        quote = overview[spot.start : spot.end]
        wrong = quote.replace(str(each.number), str(each.number + 1))
        apply(report, [SetText("overview", overview[: spot.start] + wrong + overview[spot.end :])])
        (finding,) = [f for f in found(report) if f.code == each.mention.code]
        assert wrong in finding.message
        assert finding.difference == 1


def test_a_finding_names_place_numbers_and_cells() -> None:
    text = "（二）依申请公开情况。2020年，全市共收到　政府信息公开申请 ５２０ 件，均已答复。"
    report = report_saying(text)
    (finding,) = found(report)
    assert finding.severity is Severity.WARNING
    assert finding.message == (
        "“收到　政府信息公开申请 ５２０ 件”与表三不一致：本年新收总计是518件，相差2。"
    )
    assert (finding.left, finding.right, finding.difference) == (520, 518, 2)
    assert finding.addresses == (Address("applications.received.total"),)
    assert finding.spot is not None
    assert text[finding.spot.start : finding.spot.end] == "收到　政府信息公开申请 ５２０ 件"
    assert finding.advice
    assert finding.basis


def test_the_advice_names_a_likely_mistake() -> None:
    (finding,) = found(report_saying("2020年，全市收到政府信息公开申请530件。"))
    assert "530件等于表中“新收”、“上年结转”相加" in finding.advice
    (finding,) = found(report_saying("2020年，全市收到政府信息公开申请531件。"))
    assert "相加" not in finding.advice


def test_several_cells_may_be_meant() -> None:
    assert codes("全市发布规范性文件1289件。") == []
    (finding,) = found(report_saying("全市发布规范性文件60件。"))
    assert "本年新制作数量65件、本年新公开数量65件、对外公开总数量1289件，相差5" in finding.message


def test_nothing_is_judged_while_the_cells_are_blank() -> None:
    report = report_saying("2020年，全市收到政府信息公开申请520件，结转下年度16件。")
    apply(report, [SetFigure(Address("applications.received.other"), "")])
    assert [f.code for f in found(report)] == ["X04"]


def test_a_number_told_about_may_be_that_far_off() -> None:
    said = "2020年，全市收到政府信息公开申请{}件。"
    near = ("约600", "约500", "超500", "500余", "近600", "近500")
    assert [each for each in near if codes(said.format(each))] == []
    far = ("约400", "约620", "超过600", "逾250", "600多", "近800", "近480")
    assert [each for each in far if codes(said.format(each)) != ["X01"]] == []


def test_a_blank_cell_is_not_one_case() -> None:
    report = report_saying("收到政府信息公开申请518件，其中社会公益组织0件。")
    apply(report, [SetFigure(Address("applications.received.welfare"), "")])
    assert found(report) == []


def test_a_doubtful_number_needs_two_small_neighbours_that_agree() -> None:
    # 不予公开11件 alone may be the table's by chance.
    assert codes("处理信访事项40件，其中不予公开11件，予以公开5件。") == []
    assert "X15" in codes("处理信访事项40件，其中不予公开11件，结转下年度17件，予以公开5件。")


def test_a_difference_from_a_blank_is_not_known() -> None:
    report = sample()
    out = Address("applications.carried_out.total")
    terms = Terms((Address("applications.received.total"),), (out,))
    assert at_least(report, terms) == (501, True)
    apply(report, [SetFigure(Address("applications.carried_out.other"), "")])
    assert at_least(report, terms) == (0, False)
    assert at_least(report, Terms(terms.plus)) == (518, True)


def test_a_number_below_what_is_already_filled_is_wrong_in_any_case() -> None:
    report = report_saying("2020年，全市收到政府信息公开申请500件。")
    apply(report, [SetFigure(Address("applications.received.other"), "")])
    (finding,) = found(report)
    assert "仅表中已填的各格就有517件，相差17" in finding.message


LEFT_ALONE = [
    # parts, not the whole
    "2020年，全市通过网站收到政府信息公开申请300件。",
    "2020年，市财政局收到政府信息公开申请12件。",
    "2020年，市政府办公室共收到政府信息公开申请120件。",
    "2020年，市本级收到政府信息公开申请200件。",
    "2020年，市政府收到政府信息公开申请200件。",
    "2020年，各镇（街道）收到政府信息公开申请200件。",
    "市财政局办理量较大，收到政府信息公开申请120件。",
    "收到政府信息公开申请518件，其中通过网站收到申请300件，当面收到申请218件。",
    "收到政府信息公开申请518件，其中：网上收到申请300件；当面收到申请218件。",
    "收到政府信息公开申请518件（其中信函申请10件，收到网络申请4件）。",
    "2020年，依申请公开中网上申请300件，其中予以公开120件。",
    # another time
    "2019年全市收到政府信息公开申请430件，2020年收到政府信息公开申请518件。",
    "2020年，全市收到政府信息公开申请518件，2019年收到政府信息公开申请430件。",
    "上年收到政府信息公开申请430件。",
    "今年上半年收到政府信息公开申请200件。",
    "2020年第一季度收到政府信息公开申请100件。",
    "2020年5月收到政府信息公开申请40件。",
    "近三年收到政府信息公开申请1500件。",
    "自2008年以来，累计收到政府信息公开申请4000件。",
    "截至2020年底，累计收到政府信息公开申请4000件。",
    "下一年预计收到政府信息公开申请600件。",
    # a comparison, a share, something about
    "收到政府信息公开申请较上年增加20件。",
    "收到政府信息公开申请比2019年的430件多。",
    "收到政府信息公开申请约500件。",
    "收到政府信息公开申请518件，17件正在办理，均已办结。",
    "收到政府信息公开申请500余件。",
    "收到政府信息公开申请500件以上。",
    "收到政府信息公开申请近500件。",
    "收到政府信息公开申请0.05万件。",
    "受理政府信息公开申请518件中的300件。",
    # another sum, and the text says so
    "2020年，全市收到政府信息公开申请530件（含上年结转12件）。",
    "2020年，全市收到政府信息公开申请530件，其中上年度结转12件。",
    "收到政府信息公开申请518件，结转17件，办结501件。",
    "因政府信息公开被申请行政复议17件（含上年结转3件）。",
    "因政府信息公开被申请行政复议17件，其中上年结转3件。",
    "因政府信息公开被申请行政复议17件，上年结转3件，结转下年度1件。",
    # another matter
    "全年收到人大代表建议120件，办结120件。",
    "办理答复人大代表建议120件，予以公开100件，不予公开20件。",
    "受理行政许可申请500件，上年结转30件，结转下年度20件。",
    "（三）政府信息管理。受理申请300件，办结12345热线申请200件。",
    "市政府作为复议机关，审理政府信息公开行政复议案件30件。",
    "政府信息公开行政复议纠错3件，行政诉讼败诉1件。",
    "全年受理行政复议案件120件。",
    "未出现行政诉讼败诉案件，行政复议无纠错。",
    "无因政府信息公开引起的行政复议纠错情况。",
    "解读规范性文件10件，起草规范性文件12件，清理规范性文件120件。",
    "全市通过网站公开规范性文件30件。",
    "政策、规范性文件类信息68条。",
    "根据《2019年度收到政府信息公开申请430件的通报》开展工作。",
    "行政许可公示300件，公开行政处罚信息500条。",
]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_is_not_clearly_this_years_whole_is_left_alone(text: str) -> None:
    assert codes(text) == []


SAID_OTHERWISE = [
    ("全市共收到520件政府信息公开申请。", "X01"),
    ("我市各级行政机关新收政府信息公开申请共计520件。", "X01"),
    ("2020年1月1日至12月31日，全市共受理依申请公开520件。", "X01"),
    ("收到公民、法人或者其他组织提出的政府信息公开申请520件。", "X01"),
    ("申请数量较去年回落12.3%，收到政府信息公开申请520件。", "X01"),
    ("收到政府信息公开申请1,518件。", "X01"),
    ("（二）依申请公开情况\n2020年，全市共收到申请520件。", "X01"),
    ("依申请公开情况。2020年，全市共收到申请520件。", "X01"),
    ("2020年，我市未收到政府信息公开申请。", "X01"),
    ("收到政府信息公开申请518件（含自然人516件），均已答复，其中15件顺延至下一年度办理。", "X04"),
    ("答复政府信息公开申请805件（含上年度结转申请18件，另有72件按规定顺延到下年度答复）。", "X03"),
    ("因政府信息公开引起的行政诉讼案件26件、行政复议案件12件。", "X05"),
    ("行政复议17件，其中维持9件；因政府信息公开被提起行政诉讼20件。", "X06"),
    ("未发生因政府信息公开申请提起的行政复议和行政诉讼案件。", "X05"),
    ("没有发生政府信息公开行政复议、行政诉讼案件。", "X06"),
    ("收到政府信息公开申请518件，均已办理。其中，予以公开190件。", "X15"),
]


@pytest.mark.parametrize(("text", "code"), SAID_OTHERWISE)
def test_the_same_said_in_other_words(text: str, code: str) -> None:
    assert code in codes(text)


def test_two_told_together_are_each_held_against_their_cell() -> None:
    together = "政府信息公开申请中，自然人、商业企业分别提出520件和2件。"
    assert codes(together) == ["X32", "X36"]


def test_a_western_comma_ends_a_clause_but_parts_no_number() -> None:
    assert codes("收到政府信息公开申请518件,不予公开12件。") == ["X18", "X83"]
    assert codes("全市作出行政强制措施39,333件。") == []


def test_whose_number_it_is_depends_on_who_reports() -> None:
    text = "2020年，{}共收到政府信息公开申请12件。"
    bureau = "慈溪市发展和改革局"
    assert codes(text.format("我局"), organ=bureau) == ["X01"]
    assert codes(text.format("市发改局"), organ=bureau) == ["X01"]
    assert codes(text.format("慈溪市发展和改革局"), organ=bureau) == ["X01"]
    assert codes(text.format("全市"), organ=bureau) == []
    assert codes(text.format("市财政局"), organ=bureau) == []
    assert codes(text.format("镇政府"), organ="慈溪市龙山镇人民政府") == ["X01"]
    assert codes(text.format("市政府办公室"), organ="慈溪市人民政府办公室") == ["X01"]


def test_the_samples_are_clean() -> None:
    for edition in SAMPLES:
        assert list(check_texts(sample(edition))) == []


PIECES = st.sampled_from(
    [
        *"，。；：、（）《》“”\n 0123456789５％%件条",
        *(
            "其中",
            "全市",
            "2019年",
            "2020年",
            "收到",
            "政府信息公开",
            "申请",
            "行政复议",
            "占",
            "无",
        ),
        *(
            "结转",
            "上年",
            "下年度",
            "予以公开",
            "其他",
            "统计期限",
            "规范性文件",
            "将",
            "（一）",
            "518件",
        ),
    ]
)


@settings(deadline=None, max_examples=150)
@given(
    text=st.lists(PIECES, max_size=60).map("".join),
    section=st.sampled_from(["overview", "problems"]),
)
def test_any_text_is_checked_and_every_spot_lies_in_it(text: str, section: str) -> None:
    report = report_saying(text, section=section)
    for finding in check_texts(report):
        assert finding.message
        if finding.spot is not None:
            where = report.texts[finding.spot.section]
            assert 0 <= finding.spot.start <= finding.spot.end <= len(where)


@pytest.mark.parametrize(
    "piece",
    [
        "全市收到政府信息公开申请518件，",
        "其中网站5条，",
        "1",
        "（",
        "5条，其中",
        "因政府信息公开",
        "占5件",
        "《",
    ],
)
def test_no_text_is_slow(piece: str) -> None:
    report = report_saying((piece * 30000)[:30000])
    start = time.process_time()
    list(check_texts(report))
    assert time.process_time() - start < 3
