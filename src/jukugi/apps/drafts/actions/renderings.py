"""Clauses told in やさしい日本語 and in English."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.models import User
from jukugi.apps.drafts import errors, policies
from jukugi.apps.drafts.actions.standing import locked_edition, text_of
from jukugi.apps.drafts.enums import HEADING_LIMIT, TEXT_LIMIT, Language
from jukugi.apps.drafts.models import Clause, ClauseRendering, Edition
from jukugi.apps.organizations.queries import department_of
from jukugi.kit import audit
from jukugi.kit.worded import checked, checked_line

HEADING, TEXT = _("見出しの訳"), _("本文の訳")


@transaction.atomic
def write_rendering(
    *,
    edition: Edition,
    clause: Clause,
    language: Language,
    heading: str,
    text: str,
    seen_digest: str,
    seen_pk: int,
    actor: User,
    now: datetime,
) -> ClauseRendering:
    """Tell a clause in another language, beside all that was written for it before.

    ``seen_digest`` is that of the official words that the writer had before them, ``seen_pk`` the newest rendering
    (0: none). The same words for the same official words change nothing. Raises NotAllowed, ProcessFinished,
    RenderingNotWritable, ClauseNotHere, OfficialWordsChanged, RenderingChangedMeanwhile and what the words can raise.
    """
    current = locked_edition(edition, actor)
    policies.check_takes_renderings(current)
    official = text_of(current, clause)
    head = checked_line(heading, field=HEADING, limit=2 * HEADING_LIMIT, is_needed=bool(official.heading))
    body = checked(text, field=TEXT, limit=2 * TEXT_LIMIT, is_needed=bool(official.text))
    if official.digest != seen_digest:
        raise errors.OfficialWordsChanged
    newest = ClauseRendering.objects.filter(clause=clause, language=language).order_by("-pk").first()
    if newest is not None and (newest.heading, newest.text, newest.digest) == (head, body, official.digest):
        return newest
    if (newest.pk if newest is not None else 0) != seen_pk:
        raise errors.RenderingChangedMeanwhile
    written = ClauseRendering.objects.create(
        clause=clause,
        language=language,
        digest=official.digest,
        heading=head,
        text=body,
        actor_key=actor.actor_key,
        department=department_of(actor, day=timezone.localdate(now)),
        written_at=now,
    )
    audit.record("drafts.rendering_written", actor=actor, subject=clause, at=now, details={"language": language})
    return written
