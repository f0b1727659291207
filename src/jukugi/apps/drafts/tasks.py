"""Jobs of this room."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jukugi.apps.drafts import actions, errors
from jukugi.apps.drafts.actions.stepping import PUBLISH_JOB
from jukugi.apps.drafts.models import Edition
from jukugi.apps.drafts.models.editions import EditionQuerySet
from jukugi.apps.drafts.policies import COMMENTS_KEPT
from jukugi.kit import jobs
from jukugi.kit.retention import NEEDED_ONLY, Retention, retentions

MINUTE, DAY = 60, 24 * 60 * 60
PATIENCE = timedelta(minutes=5)
"""After which a publication that was asked for is taken up again: its worker has died."""


def register() -> None:
    _register_retentions()
    jobs.register(PUBLISH_JOB, publish)
    jobs.register("drafts.look_after_publications", look_after)
    jobs.register("drafts.make_missing_files", make_missing_files)
    jobs.every(MINUTE, "drafts.look_after_publications")
    jobs.every(DAY, "drafts.make_missing_files")


def publish(edition_id: int) -> None:
    """Make the files of an edition, and publish it with them; nothing where that was done or called off."""
    from jukugi.apps.drafts.papers import edition_files  # loads what prints

    edition = _editions().filter(pk=edition_id).first()
    if edition is None or edition.asked_at is None or edition.is_public:
        return
    files = edition_files(edition, settings.CITY_NAME)
    try:
        actions.publish_edition(edition=edition, asked_at=edition.asked_at, files=files, now=timezone.now())
    except errors.EditionNotInState:
        return  # sent back, or published by another worker, while the files were made


def look_after() -> None:
    """Take publications up again whose worker has died."""
    actions.look_after_publications(waited_since=timezone.now() - PATIENCE)


def make_missing_files() -> None:
    """Make the files that a public edition lacks: where the machine could not print, or the sample was just loaded."""
    from jukugi.apps.drafts.papers import edition_files

    for edition in _editions().published().lacking_files():
        actions.add_files(edition=edition, files=edition_files(edition, settings.CITY_NAME), now=timezone.now())


def _editions() -> EditionQuerySet:
    return Edition.objects.select_related("document__process", "document__area", "document__department")


def _register_retentions() -> None:
    retentions.register(
        "drafts.reviews",
        Retention(
            what=_("査読者の名前と、下書きに書いた言葉"),
            why=_("下書きを直すため"),
            since=_("版を公開した日（公開しないままなら、招待の期限）"),
            days=COMMENTS_KEPT.days,
            basis=NEEDED_ONLY,
            fields=(
                "ReviewComment.text",
                "ReviewInvitation.label",
            ),
            erase=_erase_old_reviews,
        ),
    )


def _erase_old_reviews(now: datetime, kept: timedelta) -> int:
    return actions.erase_old_reviews(now=now, kept=kept)
