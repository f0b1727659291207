"""What those who keep a place tell of one month."""

from django.db import models
from django.db.models import F, Q

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.places.enums import WORDS_LIMIT
from jukugi.apps.places.enums.months import StoryState
from jukugi.apps.places.models.register import Place


class PlaceMonth(models.Model):
    """One month of a place (月の様子), as those who keep it told it. Told again, the newest row counts; none is changed
    but by what an officer says of its story. ``first_visits``: None where nobody counted.
    """

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="months")
    month = models.DateField()
    opened_days = models.PositiveSmallIntegerField()
    visits = models.PositiveIntegerField()
    first_visits = models.PositiveIntegerField(null=True, blank=True)
    story = models.CharField(max_length=WORDS_LIMIT, blank=True)
    before = models.CharField(max_length=WORDS_LIMIT, blank=True)
    after = models.CharField(max_length=WORDS_LIMIT, blank=True)
    story_state = models.CharField(max_length=8, choices=StoryState, default=StoryState.NONE)
    channel = models.CharField(max_length=12, choices=Channel)
    told_by = models.CharField(max_length=40)
    told_at = models.DateTimeField()

    class Meta:
        ordering = ["-month", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(opened_days__lte=31), name="place_month_has_its_days"),
            models.CheckConstraint(condition=Q(month__day=1), name="place_month_is_its_first_day"),
            models.CheckConstraint(
                condition=Q(opened_days__gt=0) | Q(visits=0), name="place_month_counts_visits_of_open_days"
            ),
            models.CheckConstraint(
                condition=Q(first_visits__isnull=True) | Q(first_visits__lte=F("visits")),
                name="place_month_has_no_more_first_visits_than_visits",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place_id}: {self.month:%Y-%m}"
