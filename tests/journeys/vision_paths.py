"""The pages of the sample's vision: for everybody, for who writes it, and for who was asked to read it."""

from jukugi.apps.drafts.enums import DocumentKind
from jukugi.apps.drafts.models import Document, ReviewInvitation


def _vision() -> Document:
    return Document.objects.get(kind=DocumentKind.VISION)


def vision_pages() -> list[str]:
    base = f"/documents/{_vision().pk}/"
    return [f"{base}1/", f"{base}1/?lang=plain", f"{base}1/?lang=english"]


def vision_desks() -> list[str]:
    base = f"/desk/documents/{_vision().pk}/"
    return [
        *(f"{base}{page}" for page in ("", "preview/", "material/", "vote/", "reviewers/", "comments/")),
        *(f"{base}languages/{language}/" for language in ("plain", "english")),
        *(f"{base}clauses/4/languages/{language}/" for language in ("plain", "english")),
        "/desk/reviews/",
        f"/desk/reviews/{ReviewInvitation.objects.get().pk}/",
    ]
