"""What the room tells of many voices at once: in letters, in the numbers of threads, and where threads lack."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jukugi.apps.drafts.queries import reaching
from jukugi.apps.opinions.enums import RECEIPT_KIND
from jukugi.kit.pages.gaps import Gap, Reach, thread_gaps, thread_reaches
from jukugi.kit.pages.voices import Teller, fates_of


def register() -> None:
    fates_of.register("drafts", Teller(frozenset({RECEIPT_KIND}), reaching.fates_in_documents), order=40)
    reach = Reach(
        _("文書の文につながった"),
        _("公開中の声のうち、公開した版の由来になったもの"),
        reaching.reached_whole,
        reaching.reached_by_ward,
        reaching.reached_by_level,
    )
    thread_reaches.register("drafts.reached", reach, order=40)
    thread_gaps.register(
        "drafts.origins", Gap(_("公開した版の、由来のない文"), _("文"), texts_without_origin), order=40
    )


def texts_without_origin(process: Any, ward: int | None, level: str) -> tuple[int, str] | None:
    """Texts have no ward and no level of their own. Two queries."""
    if ward is not None or level:
        return None
    return reaching.without_origin(process), reverse("drafts:list")
