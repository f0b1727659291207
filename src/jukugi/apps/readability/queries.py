from collections.abc import Mapping

from django.core.paginator import Page, Paginator
from django.db.models import Count, Max

from jukugi.apps.readability.models import Reading

PAGE_SIZE = 100


def readings(number: str) -> Page[Reading]:
    """A page of the words that staff decided on. Two queries."""
    return Paginator(Reading.objects.in_force(), PAGE_SIZE).get_page(number)


def version() -> str:
    """Another one after every decision, also after two that were made at the same moment. One query."""
    row = Reading.objects.aggregate(count=Count("pk"), last=Max("pk"))
    return f"{row['count']}.{row['last'] or 0}"


def words() -> Mapping[str, str]:
    """Word → reading, of all that are in force. One query."""
    return dict(Reading.objects.in_force().values_list("word", "reading"))
