"""What a clerk may choose about the printed page, as plain data."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from types import MappingProxyType


class Watermark(enum.Enum):
    """The word that lies faintly across every page. The value is what a clerk chooses from."""

    NONE = "不加水印"
    DRAFT = "草稿"
    REVIEW = "送审稿"
    AUTO = "未完成时加“草稿”"
    """草稿 as long as the report has errors or a figure is blank."""


@dataclass(frozen=True, slots=True)
class Fonts:
    """Families of fonts in place of the prescribed ones; an empty name keeps to what is prescribed.

    A family that the machine has not is replaced as the prescribed one would be.
    """

    title: str = ""
    body: str = ""
    first: str = ""
    """Headings of the first level: 一、"""
    second: str = ""
    """Headings of the second level: （一）"""
    tables: str = ""


FONT_PARTS: Mapping[str, str] = MappingProxyType(
    {
        "title": "标题",
        "first": "一级标题",
        "second": "二级标题",
        "body": "正文",
        "tables": "表格",
    }
)
"""What a clerk calls the parts of the page that have a font of their own."""


@dataclass(frozen=True, slots=True)
class Site:
    """What a government site's pages say of themselves; empty is unsaid.

    The names are those of 《政府网站发展指引》（国办发〔2017〕47号）, its annex on page labels.
    """

    name: str = ""
    domain: str = ""
    code: str = ""
    column: str = ""
    column_type: str = ""
    source: str = ""
    """Where the content comes from; the organ that reports where nothing is said."""
    keywords: str = ""
    date: str = ""
    """When the page is published: 2026-01-20, with a time behind it where that is known."""


SITE_PARTS: Mapping[str, str] = MappingProxyType(
    {
        "name": "SiteName",
        "domain": "SiteDomain",
        "code": "SiteIDCode",
        "column": "ColumnName",
        "column_type": "ColumnType",
        "source": "ContentSource",
        "keywords": "Keywords",
        "date": "PubDate",
    }
)
"""What the parts of `Site` are called in a page's head."""


@dataclass(frozen=True, slots=True)
class PageOptions:
    """Choices for the pages and the workbook; the plain report is the default."""

    tables_on_side: bool = False
    """Tables 三 and 四 stand on pages of their own, turned on their side."""
    sign_off: bool = False
    """The lines for 填表人、审核人、主要负责人、日期 and the seal follow the report."""
    picture: bool = False
    """The picture of the report (图解) follows on a page of its own."""
    check_sheet: bool = False
    """The check sheet (勾稽核对单) comes last."""
    watermark: Watermark = Watermark.NONE
    without_checks: bool = False
    """The Excel workbook has no check sheet, which it has as a rule."""
    formulas: bool = False
    """Totals in the Excel workbook are formulas, with their values beside them."""
    fonts: Fonts = field(default_factory=Fonts)
    site: Site = field(default_factory=Site)


SWITCHES = (
    "tables_on_side",
    "sign_off",
    "picture",
    "check_sheet",
    "without_checks",
    "formulas",
)
"""The choices that are on or off, by their names."""

_FONT, _SITE = "font_", "site_"


def options_as_data(options: PageOptions) -> dict[str, str | bool]:
    """Return choices as data that the settings can keep; what is as usual is not there."""
    data: dict[str, str | bool] = {key: True for key in SWITCHES if getattr(options, key)}
    if options.watermark is not Watermark.NONE:
        data["watermark"] = options.watermark.name.lower()
    data |= {_FONT + role: name for role, name in asdict(options.fonts).items() if name}
    return data | {_SITE + part: said for part, said in asdict(options.site).items() if said}


def options_from_data(data: Mapping[str, str | bool]) -> PageOptions:
    """Return the choices that were kept; what is not understood is as usual."""
    marks = {mark.name.lower(): mark for mark in Watermark}
    names = {each.name: data.get(_FONT + each.name, "") for each in fields(Fonts)}
    said = {each.name: data.get(_SITE + each.name, "") for each in fields(Site)}
    return PageOptions(
        **{key: data.get(key) is True for key in SWITCHES},
        watermark=marks.get(str(data.get("watermark", "")), Watermark.NONE),
        fonts=Fonts(**{role: name for role, name in names.items() if isinstance(name, str)}),
        site=Site(**{part: text for part, text in said.items() if isinstance(text, str)}),
    )
