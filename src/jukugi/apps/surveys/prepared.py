"""What the page of a result shows, for the page and for the job that prepares it."""

from collections.abc import Sequence
from typing import Any, cast

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from jukugi import __version__
from jukugi.apps.surveys.exports import FILES
from jukugi.apps.surveys.models import ResultEdition, Survey
from jukugi.apps.surveys.queries import counting
from jukugi.apps.surveys.queries.resulting import ResultView, marks_of, result_view

PAGE_KEPT_SECONDS = 2 * 24 * 60 * 60
"""In the cache of all processes; a job makes the page anew every day."""


def result_context(survey: Survey, editions: Sequence[ResultEdition], number: int) -> dict[str, Any]:
    """Of one edition. Nothing is read or unpacked before the template asks for it; then one query."""
    counted = SimpleLazyObject(lambda: counting.edition_result(_edition(survey, number)))
    view = SimpleLazyObject(lambda: result_view(counted.document))
    return {
        "survey": survey,
        "edition": next(one for one in editions if one.number == number),
        "editions": editions,
        "is_newest": number == editions[0].number,
        "view": view,
        "counted": counted,
        "marks": SimpleLazyObject(lambda: marks_of(cast(ResultView, view))),
        "files": FILES.items(),
        "cross_url": reverse("surveys:result-cross", args=[survey.code]),
        "keeps": PAGE_KEPT_SECONDS,
        "version": __version__,
        "language": get_language(),
    }


def prepare_page(survey: Survey) -> None:
    """Make the page of the newest edition, so that nobody waits for it; it comes to stand in the shared cache."""
    editions = counting.editions_of(survey)
    if editions:
        render_to_string("surveys/_result_page.html", result_context(survey, editions, editions[0].number))


def _edition(survey: Survey, number: int) -> ResultEdition:
    return survey.editions.select_related("survey").get(number=number)
