"""The pages of surveys for everybody, from the sample: the list, notices, the form, the last look."""

from django.urls import reverse

from jukugi.apps.surveys.enums import Access
from jukugi.apps.surveys.models import Survey


def survey_pages() -> list[str]:
    """Both surveys of the sample, each page of the one that is open."""
    asking = Survey.objects.get(audiences__access=Access.OPEN, is_sample=True)
    over = Survey.objects.exclude(pk=asking.pk).get(is_sample=True)
    form = reverse("surveys:answer", args=[asking.code, asking.audiences.get().pk])
    sheet = over.sheets.filter(entered_by__gt="").order_by("pk")[0]
    return [
        "/surveys/",
        asking.get_absolute_url(),
        over.get_absolute_url(),
        *(f"{form}?page={page}" for page in (1, 2, 3)),
        sheet.get_absolute_url(),
    ]
