"""A walk and months of the sample: invented, of the sample's invented places."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from jukugi.apps.accounts.actions import add_participants
from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import User
from jukugi.apps.areas.models import Area
from jukugi.apps.places import actions
from jukugi.apps.places.actions import MonthDraft, WalkDraft
from jukugi.apps.places.enums.walks import CheckItem, Walker
from jukugi.apps.places.models import Place, PlaceMonth, Walk

WALKERS = (Walker.LIVES, Walker.ASSOCIATION, Walker.LIVES, Walker.WORKS, Walker.LIVES)
SEEN = (
    {"still": "yes", "step_free": "yes"},
    {"still": "yes", "step_free": "no", "words": "入口に5cmほどの段がありました。手すりはあります。"},
    {"still": "yes", "toilet": "wide"},
    {"still": "yes", "hours": "水曜と土曜 10:00〜15:00（貼り紙）"},
)
STORIES = (
    ("道で会うだけだった人が、お茶を飲んでいくようになりました。", "", ""),
    ("", "入口に段があり、車いすの人は外で話していた", "板を渡して、中で話せるようになった"),
    ("子どもたちが、年上の人に宿題を聞いています。", "", ""),
)
TOLD = 28


def load_walk(ward: Area, officer: User, now: datetime) -> Walk:
    """A walk that runs these days, with some places looked at."""
    day = timezone.localdate(now)
    walk = actions.open_walk(
        draft=WalkDraft(
            title="見本まち歩き　入口の段差とトイレを見る",
            ward=ward,
            begins_on=day - timedelta(days=6),
            ends_on=day + timedelta(days=8),
            items=tuple(CheckItem.values),
            words="中には入らず、道から見えることだけで十分です。分からないところは、そのままにしてください。",
            is_sample=True,
        ),
        actor=officer,
        now=now - timedelta(days=7),
    )
    places = list(Place.objects.confirmed().filter(ward=ward).select_related("ward", "district").order_by("pk")[:9])
    authors = add_participants(channels=[Channel.WEB] * len(places), now=now - timedelta(days=3))
    for number, (place, author) in enumerate(zip(places, authors, strict=True)):
        actions.send_check(
            walk=walk,
            place=place,
            answers=SEEN[number % len(SEEN)],
            walker=WALKERS[number % len(WALKERS)],
            client_key=f"mihon-walk-{walk.pk:08}-{number:04}",
            looked_on=day - timedelta(days=3),
            author=author,
            now=now - timedelta(days=3),
        )
    return walk


def load_months(officer: User, now: datetime) -> int:
    """Three months of some places, as they came on paper; the numbers follow no pattern that means anything."""
    first = timezone.localdate(now).replace(day=1)
    months = [_back(first, number) for number in (3, 2, 1)]
    places = Place.objects.confirmed().filter(is_sample=True, hours__isnull=False).distinct().order_by("pk")
    for number, place in enumerate(places.select_related("ward", "district")[: TOLD * 2 : 2]):
        for turn, month in enumerate(months):
            opened = 4 + (number * 3 + turn) % 14
            visits = opened * (6 + (number * 7 + turn * 5) % 23)
            story, before, after = STORIES[number // 9] if turn == 2 and number % 9 == 4 else ("", "", "")
            actions.enter_month(
                place=place,
                draft=MonthDraft(
                    month=month,
                    opened_days=opened,
                    visits=visits,
                    first_visits=visits * (5 + number % 11) // 100 if number % 3 else None,
                    story=story,
                    before=before,
                    after=after,
                ),
                channel=Channel.CARD,
                actor=officer,
                now=now - timedelta(days=2),
            )
    stories = PlaceMonth.objects.filter(story_state="waiting").order_by("pk")
    for month_told in stories[:2]:
        actions.settle_story(month=month_told, shows=True, actor=officer, now=now - timedelta(days=1))
    return PlaceMonth.objects.count()


def _back(first: date, months: int) -> date:
    count = first.year * 12 + first.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)
