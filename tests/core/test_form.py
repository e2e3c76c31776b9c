"""Both shipped editions against the official format, cell by cell."""

from __future__ import annotations

import pytest

import resources
from core.figures.address import Address
from core.figures.value import Kind
from core.forms.form import Form, GridCell, Role, TableSection
from core.forms.loader import load_forms
from tests.editions import FORMS

EDITIONS = ("2019", "2021")
HEADINGS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
APPLICANTS = ("natural", "business", "research", "welfare", "legal", "other", "total")
OUTCOMES = ("upheld", "corrected", "other", "pending", "total")
CORNER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
PARTLY = "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"
NOT_CORRECTED = "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"
FEE_UNPAID = "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"

# Table 三 below its header: (text, lines down, columns across) of every label, and the row.
FIRST_ROWS = [
    (("一、本年新收政府信息公开申请数量", 1, 3), "received"),
    (("二、上年结转政府信息公开申请数量", 1, 3), "carried_in"),
    (("（一）予以公开", 1, 2), "granted"),
    ((PARTLY, 1, 2), "partly_granted"),
    (("（三）不予公开", 8, 1), ("1.属于国家秘密", 1, 1), "refused_state_secret"),
    (("2.其他法律行政法规禁止公开", 1, 1), "refused_forbidden_by_law"),
    (("3.危及“三安全一稳定”", 1, 1), "refused_safety_stability"),
    (("4.保护第三方合法权益", 1, 1), "refused_third_party"),
    (("5.属于三类内部事务信息", 1, 1), "refused_internal_affairs"),
    (("6.属于四类过程性信息", 1, 1), "refused_process"),
    (("7.属于行政执法案卷", 1, 1), "refused_enforcement_file"),
    (("8.属于行政查询事项", 1, 1), "refused_query"),
    (("（四）无法提供", 3, 1), ("1.本机关不掌握相关政府信息", 1, 1), "unavailable_not_held"),
    (("2.没有现成信息需要另行制作", 1, 1), "unavailable_to_be_created"),
    (("3.补正后申请内容仍不明确", 1, 1), "unavailable_unclear"),
    (("（五）不予处理", 5, 1), ("1.信访举报投诉类申请", 1, 1), "declined_petition"),
    (("2.重复申请", 1, 1), "declined_duplicate"),
    (("3.要求提供公开出版物", 1, 1), "declined_publication"),
    (("4.无正当理由大量反复申请", 1, 1), "declined_excessive"),
    (("5.要求行政机关确认或重新出具已获取信息", 1, 1), "declined_confirmation"),
]
OTHER_ROWS: dict[str, list[tuple[tuple[str, int, int] | str, ...]]] = {
    "2019": [(("（六）其他处理", 1, 2), "other")],
    "2021": [
        (("（六）其他处理", 3, 1), (NOT_CORRECTED, 1, 1), "other_not_corrected"),
        ((FEE_UNPAID, 1, 1), "other_fee_unpaid"),
        (("3.其他", 1, 1), "other_other"),
    ],
}
LAST_ROWS = [
    (("（七）总计", 1, 2), "concluded"),
    (("四、结转下年度继续办理", 1, 3), "carried_out"),
]
PROACTIVE = {
    "2019": [
        ("第二十条第（一）项",),
        ("信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量"),
        ("规章", "regulation", "made", "published", "public_total"),
        ("规范性文件", "normative", "made", "published", "public_total"),
        ("第二十条第（五）项",),
        ("信息内容", "上一年项目数量", "本年增/减", "处理决定数量"),
        ("行政许可", "licensing", "prior_items", "change", "decisions"),
        ("其他对外管理服务事项", "service", "prior_items", "change", "decisions"),
        ("第二十条第（六）项",),
        ("信息内容", "上一年项目数量", "本年增/减", "处理决定数量"),
        ("行政处罚", "penalty", "prior_items", "change", "decisions"),
        ("行政强制", "coercion", "prior_items", "change", "decisions"),
        ("第二十条第（八）项",),
        ("信息内容", "上一年项目数量", "本年增/减"),
        ("行政事业性收费", "fee", "prior_items", "change"),
        ("第二十条第（九）项",),
        ("信息内容", "采购项目数量", "采购总金额"),
        ("政府集中采购", "procurement", "items", "amount"),
    ],
    "2021": [
        ("第二十条第（一）项",),
        ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
        ("规章", "regulation", "issued", "repealed", "in_force"),
        ("行政规范性文件", "normative", "issued", "repealed", "in_force"),
        ("第二十条第（五）项",),
        ("信息内容", "本年处理决定数量"),
        ("行政许可", "licensing", "decisions"),
        ("第二十条第（六）项",),
        ("信息内容", "本年处理决定数量"),
        ("行政处罚", "penalty", "decisions"),
        ("行政强制", "coercion", "decisions"),
        ("第二十条第（八）项",),
        ("信息内容", "本年收费金额（单位：万元）"),
        ("行政事业性收费", "fee", "amount"),
    ],
}


@pytest.fixture(params=EDITIONS)
def form(request: pytest.FixtureRequest) -> Form:
    found = FORMS.by_edition(request.param)
    assert found is not None
    return found


def lines_of(table: TableSection) -> list[list[GridCell]]:
    return [[cell for cell in table.cells if cell.line == line] for line in range(table.lines)]


def test_the_years_of_the_editions() -> None:
    editions = [form.edition for form in FORMS.editions]
    years = {year: FORMS.for_year(year) for year in range(2017, 2030)}
    assert editions == ["2019", "2021"]
    assert {year: form.edition for year, form in years.items() if form} == {
        2019: "2019",
        2020: "2019",
        **dict.fromkeys(range(2021, 2030), "2021"),
    }
    assert years[2018] is None
    assert [form.confirmed_to for form in FORMS.editions] == [2020, 2025]
    assert [form.document for form in FORMS.editions] == [
        "国办公开办函〔2019〕60号",
        "国办公开办函〔2021〕30号",
    ]
    assert FORMS.by_edition("2020") is None


def test_the_sections_in_order(form: Form) -> None:
    assert tuple(section.heading for section in form.sections) == HEADINGS
    assert [text.id for text in form.texts] == ["preamble", "overview", "problems", "other_matters"]
    assert [table.id for table in form.tables] == ["proactive", "applications", "remedies"]
    assert form.title == "政府信息公开工作年度报告"


def test_how_many_figures_there_are(form: Form) -> None:
    total, applications, proactive = {"2019": (198, 161, 22), "2021": (200, 175, 10)}[form.edition]
    assert len(form.figures) == total
    assert {t.id: len(t.figures) for t in form.tables} == {
        "proactive": proactive,
        "applications": applications,
        "remedies": 15,
    }
    assert list(form.figures) == [a for table in form.tables for a in table.figures]


def test_table_two_line_by_line(form: Form) -> None:
    table = form.table("proactive")
    expected = PROACTIVE[form.edition]
    assert table.header_lines == 0
    assert table.grid_columns == {"2019": 5, "2021": 4}[form.edition]
    assert table.lines == len(expected)
    for cells, line in zip(lines_of(table), expected, strict=True):
        row = table.rows.get(line[1]) if len(line) > 1 else None
        if row is None:
            assert tuple(cell.text for cell in cells) == line
            roles = {cell.role for cell in cells}
            assert roles == ({Role.BAND} if len(line) == 1 else {Role.HEAD})
        else:
            label, *figures = cells
            assert (label.text, label.role) == (line[0], Role.LABEL)
            assert row.columns == line[2:]
            assert [cell.address for cell in figures] == [
                Address.of("proactive", row.id, column) for column in row.columns
            ]


def test_the_kinds_of_figures_in_table_two(form: Form) -> None:
    kinds = {a: f.kind for a, f in form.figures.items() if a.section == "proactive"}
    amount = {"2019": "procurement.amount", "2021": "fee.amount"}[form.edition]
    assert [a for a, kind in kinds.items() if kind is Kind.AMOUNT] == [f"proactive.{amount}"]
    assert form.figures[Address(f"proactive.{amount}")].unit == "万元"
    assert all((kind is Kind.SIGNED) == (a.column == "change") for a, kind in kinds.items())


def test_the_header_of_table_three(form: Form) -> None:
    table = form.table("applications")
    assert (table.grid_columns, table.header_lines) == (10, 3)
    header = [
        [(cell.text, cell.down, cell.across) for cell in line] for line in lines_of(table)[:3]
    ]
    assert header == [
        [(CORNER, 3, 3), ("申请人情况", 1, 7)],
        [("自然人", 2, 1), ("法人或其他组织", 1, 5), ("总计", 2, 1)],
        [(name, 1, 1) for name in ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")],
    ]


def test_table_three_line_by_line(form: Form) -> None:
    table = form.table("applications")
    expected = FIRST_ROWS + OTHER_ROWS[form.edition] + LAST_ROWS
    body = lines_of(table)[3:]
    assert len(body) == {"2019": 23, "2021": 25}[form.edition]
    results = {"2019": 20, "2021": 22}[form.edition]
    for number, (cells, line) in enumerate(zip(body, expected, strict=True)):
        *labels, row = line
        if number == 2:
            labels = [("三、本年度办理结果", results, 1), *labels]
        found = [(c.text, c.down, c.across) for c in cells if c.role is Role.LABEL]
        assert found == labels
        figures = [(c.address, c.column) for c in cells if c.role is Role.FIGURE]
        assert figures == [
            (Address.of("applications", str(row), column), place)
            for place, column in enumerate(APPLICANTS, 3)
        ]


def test_table_four_line_by_line(form: Form) -> None:
    table = form.table("remedies")
    outcomes = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    lines = lines_of(table)
    assert (table.grid_columns, table.header_lines, table.lines) == (15, 3, 4)
    assert [[(c.text, c.down, c.across) for c in line] for line in lines[:3]] == [
        [("行政复议", 1, 5), ("行政诉讼", 1, 10)],
        [
            *((text, 2, 1) for text in outcomes),
            ("未经复议直接起诉", 1, 5),
            ("复议后起诉", 1, 5),
        ],
        [(text, 1, 1) for text in outcomes * 2],
    ]
    assert [(c.address, c.column) for c in lines[3]] == [
        (Address.of("remedies", row, column), number * 5 + place)
        for number, row in enumerate(("review", "direct_suit", "suit_after_review"))
        for place, column in enumerate(OUTCOMES)
    ]


def test_every_place_of_every_grid_is_taken_once(form: Form) -> None:
    for table in form.tables:
        taken = [
            (line, column)
            for cell in table.cells
            for line in range(cell.line, cell.line + cell.down)
            for column in range(cell.column, cell.column + cell.across)
        ]
        every = [(line, c) for line in range(table.lines) for c in range(table.grid_columns)]
        assert sorted(taken) == every
        assert len(table.widths) == table.grid_columns


def test_labels_and_heads_of_a_figure_are_the_printed_ones() -> None:
    form = FORMS.by_edition("2021")
    assert form is not None
    figure = form.figures[Address("applications.other_fee_unpaid.welfare")]
    assert figure.labels == ("三、本年度办理结果", "（六）其他处理", FEE_UNPAID)
    assert figure.heads == ("申请人情况", "法人或其他组织", "社会公益组织")
    licensing = form.figures[Address("proactive.licensing.decisions")]
    assert (licensing.labels, licensing.heads) == (("行政许可",), ("本年处理决定数量",))
    suit = form.figures[Address("remedies.suit_after_review.pending")]
    assert suit.heads == ("行政诉讼", "复议后起诉", "尚未审结")
    assert suit.place == "“行政诉讼·复议后起诉”尚未审结"


def test_the_identities_are_those_of_the_official_format(form: Form) -> None:
    rows = {"2019": 23, "2021": 25}[form.edition]
    counts: dict[str, int] = {}
    for identity in form.identities:
        counts[identity.code] = counts.get(identity.code, 0) + 1
    assert counts == {"T31": 7, "T32": 7, "T33": rows, "T41": 3}
    by_id = {identity.id: identity for identity in form.identities}
    balance = by_id["T31.legal"]
    assert balance.left == ("applications.received.legal", "applications.carried_in.legal")
    assert balance.right == ("applications.concluded.legal", "applications.carried_out.legal")
    assert by_id["T33.granted"].left == tuple(f"applications.granted.{c}" for c in APPLICANTS[:-1])
    results = [row for *_, row in (FIRST_ROWS + OTHER_ROWS[form.edition])[2:]]
    assert by_id["T32.total"].left == tuple(f"applications.{row}.total" for row in results)
    assert by_id["T41.review"].left == tuple(f"remedies.review.{c}" for c in OUTCOMES[:-1])


def test_totals_are_computed_once_and_addends_come_first(form: Form) -> None:
    computed = [identity.computes for identity in form.totals]
    assert len(computed) == len(set(computed))
    assert set(computed) == {a for a, figure in form.figures.items() if figure.computed}
    assert set(computed) == {
        a
        for a in form.figures
        if a.section != "proactive" and (a.column == "total" or a.row == "concluded")
    }
    for number, identity in enumerate(form.totals):
        assert not set(identity.left) & set(computed[number:])


def test_nothing_of_table_two_is_watched_and_all_the_rest_is(form: Form) -> None:
    assert form.unwatched() == form.table("proactive").figures


def test_every_section_has_guidance_and_a_basis(form: Form) -> None:
    for section in (form.preamble, *form.sections):
        assert section.guidance, section.id
        assert section.basis, section.id


def test_the_shipped_forms_hold_where_every_pattern_is_tried() -> None:
    tried = load_forms(resources.folder() / "forms")
    assert tried == load_forms()
    assert any(form.mentions for form in tried.editions)


def test_a_figure_is_mentioned_by_each_name_once() -> None:
    for form in load_forms().editions:
        assert form.mentioned
        assert all(len(set(names)) == len(names) for names in form.mentioned.values())
