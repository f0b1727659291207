"""The months of a place: told by those who keep it, or typed in from paper; its stories are looked at before shown."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import User
from jukugi.apps.places import errors, permissions, policies
from jukugi.apps.places.actions.offering import check_paper
from jukugi.apps.places.enums import WORDS_LIMIT, PlaceState
from jukugi.apps.places.enums.months import StoryState
from jukugi.apps.places.models import KeeperEntry, Place, PlaceMonth
from jukugi.kit import audit
from jukugi.kit.worded import checked

STORY = {"story": _("うれしかったこと"), "before": _("はじめる前"), "after": _("いま")}


@dataclass(frozen=True)
class MonthDraft:
    """One month as it is told; ``month`` is its first day."""

    month: date
    opened_days: int
    visits: int
    first_visits: int | None = None
    story: str = ""
    before: str = ""
    after: str = ""


@transaction.atomic
def tell_month(*, entry: KeeperEntry, draft: MonthDraft, now: datetime) -> PlaceMonth:
    """Those who keep a place tell of a month. Raises EntryClosed, MonthNotThere, NoSuchVisits, what words can raise."""
    policies.check_open(entry)
    return _kept(entry.place, draft, Channel.WEB, f"keeper:{entry.pk}", None, now)


@transaction.atomic
def enter_month(*, place: Place, draft: MonthDraft, channel: Channel, actor: User, now: datetime) -> PlaceMonth:
    """Type in what came on paper. Raises NotAllowed, WrongChannel and as ``tell_month`` does."""
    permissions.check_can_keep(actor, place.ward)
    check_paper(channel, now, now)
    policies.check_state(place, PlaceState.CONFIRMED)
    return _kept(place, draft, channel, actor.actor_key, actor, now)


@transaction.atomic
def settle_story(*, month: PlaceMonth, shows: bool, actor: User, now: datetime) -> PlaceMonth:
    """Everybody reads the story, or it stays with the ward. Raises NotAllowed, AlreadyAnswered."""
    locked = PlaceMonth.objects.select_for_update(of=("self",)).select_related("place__ward").get(pk=month.pk)
    permissions.check_can_keep(actor, locked.place.ward)
    if locked.story_state not in (StoryState.WAITING, StoryState.SHOWN):
        raise errors.AlreadyAnswered(name=_("月の話"), state=locked.get_story_state_display())
    locked.story_state = StoryState.SHOWN if shows else StoryState.LEFT
    locked.save(update_fields=["story_state"])
    audit.record("places.story_settled", actor=actor, subject=locked, at=now, details={"shows": shows})
    return locked


def _kept(
    place: Place, draft: MonthDraft, channel: Channel, told_by: str, actor: User | None, now: datetime
) -> PlaceMonth:
    if draft.month.day != 1 or draft.month > timezone.localdate(now):
        raise errors.MonthNotThere
    if draft.opened_days > 31 or (draft.visits and not draft.opened_days):
        raise errors.NoSuchVisits
    if draft.first_visits is not None and draft.first_visits > draft.visits:
        raise errors.NoSuchVisits
    words = {name: checked(getattr(draft, name), field=label, limit=WORDS_LIMIT) for name, label in STORY.items()}
    month = PlaceMonth.objects.create(
        place=place,
        month=draft.month,
        opened_days=draft.opened_days,
        visits=draft.visits,
        first_visits=draft.first_visits,
        **words,
        story_state=StoryState.WAITING if any(words.values()) else StoryState.NONE,
        channel=channel,
        told_by=told_by,
        told_at=now,
    )
    audit.record("places.month_told", actor=actor, subject=month, at=now, details={"channel": str(channel)})
    return month
