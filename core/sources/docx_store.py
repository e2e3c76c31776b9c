"""Content controls of a Word document that are bound to its store of data (customXml).

What Word shows in them is what the store holds, whatever text stands in the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.sources.html_tree import Element
from core.sources.package import Package, attribute, child, children, local

DIFFERS = "bound"
"""The attribute of a text that the store has put in the place of another."""
_MOST_CONTROLS = 5_000
_MOST_STORES = 50
_LONGEST = 2_000
_STEP = re.compile(r"/(?:([\w.-]+):)?([\w.-]+)(?:\[(\d{1,5})\])?")
_PREFIX = re.compile(r"xmlns:([\w.-]+)\s*=\s*(?:'([^']*)'|\"([^\"]*)\")")


def fill_controls(package: Package, main: str, root: Element) -> None:
    """Put into the bound controls of a document what the store holds, as far as that is plain."""
    bound = [each for each in root.iter("{*}sdt") if _binding(each) is not None]
    if not bound:
        return
    stores = dict(_stores(package, main))
    for control in bound[:_MOST_CONTROLS]:
        binding = _binding(control)
        value = _value(stores, binding)
        properties = child(control, "sdtPr")
        content = child(control, "sdtContent")
        if value is None or binding is None or properties is None or content is None:
            continue
        texts = list(content.iter("{*}t"))
        value = _spelt(properties, value)
        if value is None or not texts:
            continue
        waiting = child(properties, "showingPlcHdr")
        if waiting is not None and value:
            properties.remove(waiting)
        if "".join(each.text or "" for each in texts) != value:
            for each in texts:
                each.text = ""
            texts[0].text = value
            texts[0].attrib[DIFFERS] = "1"
        properties.remove(binding)


def _binding(control: Element) -> Element | None:
    return child(control, "sdtPr", "dataBinding")


def _spelt(properties: Element, value: str) -> str | None:
    """Return how a value is shown; None where a control shows it in some way of its own."""
    for each in properties:
        name = local(each)
        if name in {"date", "picture", "checkbox", "docPartList", "repeatingSection"}:
            return None
        if name in {"dropDownList", "comboBox"}:
            for item in each:
                if attribute(item, "value") == value:
                    return attribute(item, "displayText") or value
    return value


def _stores(package: Package, main: str) -> Iterator[tuple[str, Element]]:
    """Yield the parts of the store by their identifiers."""
    count = 0
    for kind, target in package.targets(main).values():
        if kind != "customXml" or count >= _MOST_STORES:
            continue
        count += 1
        root = package.xml(target)
        named = next((t for k, t in package.targets(target).values() if k == "customXmlProps"), "")
        properties = package.xml(named)
        name = ""
        for key, said in dict(properties.attrib if properties is not None else {}).items():
            if key.endswith("itemID"):
                name = said
        if root is not None:
            yield name.upper(), root


def _value(stores: dict[str, Element], binding: Element | None) -> str | None:
    """Return what the store holds for a binding; None where that is not certain."""
    name = (attribute(binding, "storeItemID") or "").upper()
    path = attribute(binding, "xpath") or ""
    steps = list(_STEP.finditer(path))
    if "".join(step[0] for step in steps) != path or not steps or len(path) > 500:
        return None
    spaces = {
        each[1]: each[2] or each[3] or ""
        for each in _PREFIX.finditer((attribute(binding, "prefixMappings") or "")[:_LONGEST])
    }
    candidates = [stores[name]] if name in stores else list(stores.values()) if not name else []
    for root in candidates:
        found: Element | None = root if _fits(root, steps[0], spaces) else None
        for step in steps[1:]:
            if found is None:
                break
            fitting = [each for each in found if _fits(each, step, spaces)]
            at = int(step[3] or 1) - 1
            found = fitting[at] if 0 <= at < len(fitting) else None
        if found is not None and not children(found):
            return (found.text or "")[:_LONGEST]
    return None


def _fits(element: Element, step: re.Match[str], spaces: dict[str, str]) -> bool:
    space = spaces.get(step[1] or "", "")
    return element.tag == (f"{{{space}}}{step[2]}" if space else step[2])
