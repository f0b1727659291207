"""Words that would run if a page took them for its own: put into every field where somebody can write."""

from typing import Any

from lxml import html

from tests.found_forms import FoundForm
from tests.hostile_values import Pairs, default

SHORT = "\"'><img src=x onerror=hit(1)>"
LONG = (
    f"{SHORT}<script>hit(2)</script></title></textarea><svg onload=hit(3)>hit{{{{7*7}}}}hit\n\n"
    "[見本](javascript:hit(4)) <a href='javascript:hit(5)'>見本</a> ![x](x' onerror='hit(6)) </script>"
)
WRITTEN = {"text": SHORT, "search": SHORT, "hidden": SHORT, "select": SHORT, "textarea": LONG}


def marked(form: FoundForm, good: dict[str, list[bytes]]) -> Pairs:
    """The form as it should be, with a mark in every field that holds words; where a form only asks, in every field."""
    pairs: Pairs = []
    for field in form.fields:
        takes = field.kind in (("text", "search", "textarea") if form.method == "POST" else WRITTEN)
        mark = WRITTEN.get(field.kind, SHORT).encode()
        values = [mark] if takes else good.get(field.name, default(field))
        pairs += [(field.name.encode(), value) for value in values if field.kind != "file"]
    return pairs


def runs(page: bytes) -> str | None:
    """The part of a page in which a mark would run; None where all marks are words."""
    if b"hit" not in page:
        return None
    if b"hit49hit" in page:
        return "a template was filled in"
    for part in html.fromstring(page.decode()).iter():
        if isinstance(part.tag, str) and _runs(part):
            return html.tostring(part, encoding="unicode")[:300]
    return None


def _runs(part: Any) -> bool:
    if part.tag in ("script", "style") and "hit(" in (part.text or ""):
        return True
    return any(
        "hit(" in value and (name.startswith("on") or value.strip().lower().startswith("javascript:"))
        for name, value in part.attrib.items()
    )
