"""What the owner of a number would read, one example for each fate."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from jukugi.apps.threads.models import Address, Telling
from jukugi.apps.threads.queries.fates import fates_for
from jukugi.apps.threads.queries.writing import subject_of, text_of


@dataclass(frozen=True)
class Preview:
    """A fate: how many would be told of it by mail, and the whole mail of one of them."""

    label: str
    count: int
    subject: str
    text: str


def previews(telling: Telling, *, now: datetime) -> list[Preview]:
    """As they were counted, the largest first; the mails as they would be now. One query and those of the rooms."""
    examples = [row["example"] for row in telling.counted]
    kinds = dict(Address.objects.filter(receipt__in=examples).values_list("receipt", "kind"))
    fates = fates_for(kinds, now=now)
    own_page = _("（ここに、その人だけのページのアドレスが入ります）")
    return [
        Preview(
            row["label"],
            row["mail"],
            subject_of(telling, row["example"]),
            text_of(telling, row["example"], fates[row["example"]], own_page=own_page),
        )
        for row in telling.counted
        if row["example"] in fates
    ]
