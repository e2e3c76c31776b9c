"""What a file holds beyond what is seen: copies of the text, names, comments, hidden parts.

Nothing that prints counts, and no time. An unknown kind of file is refused, never called clean.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from core.base.problem import SourceProblem
from core.sources.file_content import FileKind, is_markup, kind_of, refusal
from core.sources.html_tree import Element
from core.sources.package import Package, attribute, children, local

EXPORTED = "urn:nianbao:exported"
"""The namespace of what our Word files for review carry along."""
TRACKED = frozenset({"ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "numberingChange"})
"""Elements of Word that are a tracked change; so are those whose names end in PrChange."""
_SHOWN = 60
_PROPERTIES = {
    "docProps/core.xml": {
        "creator": "作者",
        "lastModifiedBy": "最后修改者",
        "description": "备注",
        "keywords": "关键词",
        "category": "类别",
    },
    "docProps/app.xml": {"Company": "单位", "Manager": "主管"},
}


@dataclass(frozen=True, slots=True)
class Hidden:
    """Something that is not seen; ``stays`` tells that scrubbing does not take it away."""

    words: str
    stays: bool = False


def find_hidden(content: bytes) -> tuple[Hidden, ...]:
    """Return what is in a file and not seen. Raises Problem for a kind that cannot be judged."""
    kind = kind_of(content)
    if kind is FileKind.PACKAGE:
        package = Package(content)
        main = package.main_part()
        if main.startswith("word/"):
            return (*_in_any(package), *_in_word(package))
        if main.startswith("xl/"):
            return (*_in_any(package), *_in_workbook(package, main))
        raise refusal(content)
    if kind is FileKind.PDF:
        return tuple(_in_pdf(content))
    if kind is FileKind.OTHER and (is_markup(content) or b"<svg" in content[:1024]):
        return tuple(_in_page(content))
    raise SourceProblem(
        "这种文件里有没有看不见的内容，本程序看不出来。"
        "能看的有 .docx、.xlsx、.pdf、.html、.svg 和本程序导出的 .doc。"
    )


def is_word(content: bytes) -> bool:
    """Tell whether a file is a Word document that can be scrubbed."""
    is_package = kind_of(content) is FileKind.PACKAGE
    return is_package and Package(content).main_part().startswith("word/")


def carries_report(content: bytes) -> bool:
    """Tell whether a file is a Word document of ours that carries the whole report along."""
    if kind_of(content) is not FileKind.PACKAGE:
        return False
    package = Package(content)
    return any(_is_ours(package, part) for part in sorted(package.names))


def is_tracked(element: Element) -> bool:
    """Tell whether an element of Word is a tracked change."""
    return local(element) in TRACKED or local(element).endswith("PrChange")


def _is_ours(package: Package, part: str) -> bool:
    if not re.fullmatch(r"customXml/item\d+\.xml", part):
        return False
    root = package.xml(part)
    return root is not None and root.tag == f"{{{EXPORTED}}}exported"


def _in_any(package: Package) -> Iterator[Hidden]:
    """Yield what a Word file and a workbook have alike."""
    data = [n for n in package.names if re.fullmatch(r"customXml/item\d+\.xml", n)]
    own = [n for n in data if _is_ours(package, n)]
    if own:
        yield Hidden("导出时的全文和全部数字（供读回用）：后来在文件里删改的，原来的还在")
    if len(data) > len(own):
        yield Hidden(f"别的程序放进文件的数据{len(data) - len(own)}份（customXml）")
    for part, names in _PROPERTIES.items():
        for each in children(package.xml(part)):
            said = (each.text or "").strip()
            if said and local(each) in names:
                yield Hidden(f"文件属性里的{names[local(each)]}：{_short(said)}")
    custom = [
        attribute(each, "name") or "" for each in children(package.xml("docProps/custom.xml"))
    ]
    if custom:
        yield Hidden(f"自定义的文件属性{len(custom)}项：{_short('、'.join(custom))}")
    for folder, words in (
        ("embeddings/", "嵌入的对象"),
        ("externalLinks/", "指向别的文件的链接"),
        ("vbaProject.bin", "宏"),
    ):
        count = sum(folder in part and not part.endswith(".rels") for part in package.names)
        if count:
            yield Hidden(f"{words}{count}个", stays=True)
    if any(part.startswith("docProps/thumbnail") for part in package.names):
        yield Hidden("首页的缩略图")


def _in_word(package: Package) -> Iterator[Hidden]:
    counts: Counter[str] = Counter()
    authors: dict[str, None] = {}
    for part in word_parts(package):
        root = package.xml(part)
        for element in () if root is None else root.iter():
            what = _what(element, part)
            counts[what] += 1
            counts["rsid"] += any("}rsid" in key for key in element.attrib)
            if what == "tracked":
                authors[attribute(element, "author") or "没有署名"] = None
    if counts["rsid"]:
        yield Hidden("每次编辑留下的编号（rsid），可以看出哪些字是同一次写的")
    if counts["comment"]:
        yield Hidden(f"批注{counts['comment']}条")
    if counts["docVar"]:
        yield Hidden(f"文档变量{counts['docVar']}个", stays=True)
    if counts["tracked"]:
        who = _short("、".join(authors))
        words = f"修订{counts['tracked']}处（{who}），删去的字还在文件里；请在Word里接受或者拒绝"
        yield Hidden(words, stays=True)
    if counts["vanish"]:
        words = f"隐藏的文字{counts['vanish']}处；请在Word里显示出来，再删去或者取消隐藏"
        yield Hidden(words, stays=True)


def _what(element: Element, part: str) -> str:
    """Tell what an element of Word says of hidden things; empty where nothing."""
    name = local(element)
    if is_tracked(element):
        return "tracked"
    if name in {"vanish", "specVanish"}:  # a style may be hidden and used nowhere
        is_off = attribute(element, "val") in _OFF or part == "word/styles.xml"
        return "" if is_off else "vanish"
    if name == "rsids":
        return "rsid"
    return name if name in {"comment", "docVar"} else ""


_OFF = frozenset({"0", "false", "off"})


def word_parts(package: Package) -> tuple[str, ...]:
    """Return the names of the XML parts of a Word file that hold text or say how it is set."""
    return tuple(sorted(n for n in package.names if re.fullmatch(r"word/[^/]+\.xml", n)))


def _in_workbook(package: Package, main: str) -> Iterator[Hidden]:
    book = package.xml(main)
    for element in () if book is None else book.iter():
        if local(element) == "sheet" and attribute(element, "state") in {"hidden", "veryHidden"}:
            yield Hidden(f"隐藏的工作表“{attribute(element, 'name')}”", stays=True)
    rows = comments = 0
    for part in sorted(package.names):
        if re.fullmatch(r"xl/worksheets/[^/]+\.xml", part):
            root = package.xml(part)
            rows += sum(
                local(each) in {"row", "col"} and attribute(each, "hidden") in {"1", "true"}
                for each in (() if root is None else root.iter())
            )
        elif re.fullmatch(r"xl/(?:threadedC|c)omments/?[^/]*\.xml", part):
            root = package.xml(part)
            comments += sum(
                local(each) in {"comment", "threadedComment"}
                for each in (() if root is None else root.iter())
            )
    if rows:
        yield Hidden(f"隐藏的行或者列{rows}处", stays=True)
    if comments:
        yield Hidden(f"批注{comments}条", stays=True)


_COMMENT = re.compile(r"<!--(?!\s*\[if\b|\s*\[endif\])(.*?)-->", re.DOTALL | re.IGNORECASE)
_AUTHOR = re.compile(
    r"<meta[^>]+name\s*=\s*[\"']?(author|generator)\b[^>]*>|<o:(Author|LastAuthor|Company)>",
    re.IGNORECASE,
)
_HIDDEN_TAG = re.compile(
    r"<(?!style)[a-z][^>]*(?:\shidden\b|display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all"
    r"|type\s*=\s*[\"']?hidden)[^>]*>",
    re.IGNORECASE,
)


def _in_page(content: bytes) -> Iterator[Hidden]:
    page = content.decode("utf-8", "replace")
    for pattern, words in (
        (_COMMENT, "网页源代码里的注释{}处"),
        (_AUTHOR, "作者、单位或者所用程序{}处"),
        (_HIDDEN_TAG, "不显示的内容{}处"),
    ):
        count = len(pattern.findall(page))
        if count:
            yield Hidden(words.format(count), stays=True)


def _in_pdf(content: bytes) -> Iterator[Hidden]:
    import pypdfium2  # type: ignore[import-untyped]  # it ships no types
    from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise refusal(content) from error
    try:
        for key, words in (("Author", "作者"), ("Subject", "主题"), ("Keywords", "关键词")):
            said = document.get_metadata_value(key).strip()
            if said:
                yield Hidden(f"文件属性里的{words}：{_short(said)}", stays=True)
        attached = document.count_attachments()
        if attached:
            yield Hidden(f"附件{attached}个", stays=True)
        notes = sum(raw.FPDFPage_GetAnnotCount(page) for page in document)
        if notes:
            yield Hidden(f"批注或者链接{notes}处", stays=True)
    finally:
        document.close()


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
