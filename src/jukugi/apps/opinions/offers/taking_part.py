"""The room as a way to take part."""

from django.utils.translation import gettext_lazy as _

from jukugi.apps.opinions.queries.taking_part import groups_of, opinions_sent
from jukugi.apps.processes.enums import ParticipationSource, participation_sources


def register() -> None:
    source = ParticipationSource(
        _("意見"),
        _("通"),
        frozenset({"ward", "age"}),
        lambda process, period: groups_of(opinions_sent(process), period),
        _("ウェブ、意見カード、FAX、郵送、会場、電話で届いた意見の通数です。同じ人が何通も送ることがあります。"),
        listed=frozenset({"ward", "channel"}),
    )
    participation_sources.register("opinions", source, order=10)
