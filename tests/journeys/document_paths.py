"""The pages of the sample's document: those for everybody, and those on which it is written."""

from jukugi.apps.drafts.enums import DocumentKind
from jukugi.apps.drafts.models import Document, Origin


def _document() -> Document:
    return Document.objects.get(kind=DocumentKind.POLICY)


def _serial(document: Document) -> int:
    """A clause whose words changed, with many voices."""
    return document.clauses.get(texts__edition__number=1, texts__text__startswith="新しい建物をつくる").serial


def document_pages() -> list[str]:
    document = _document()
    base, serial = f"/documents/{document.pk}/", _serial(document)
    return [
        "/documents/",
        base,
        f"{base}1/",
        f"{base}compare/",
        f"{base}not-taken-up/",
        f"{base}clauses/{serial}/",
        f"{base}clauses/{serial}/voices/",
    ]


def document_desks() -> list[str]:
    document = _document()
    base, serial = f"/desk/documents/{document.pk}/", _serial(document)
    origin = Origin.objects.filter(clause__serial=serial, clause__document=document).first()
    return [
        "/desk/documents/",
        "/desk/documents/new/",
        *(f"{base}{page}" for page in ("", "plan/", "begin/", "preview/", "compare/", "clauses/new/", "not-taken-up/")),
        *(f"{base}clauses/{serial}/{page}" for page in ("", "move/", "split/", "merge/", "end/")),
        f"{base}clauses/{serial}/origins/?kind=opinion",
        f"{base}clauses/{serial}/origins/?kind=law",
        f"/desk/documents/origins/{origin.pk}/end/",
    ]
