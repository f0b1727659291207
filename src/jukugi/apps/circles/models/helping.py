"""A circle asks for a place or for advice; the ward answers."""

from django.db import models
from django.db.models import Q

from jukugi.apps.circles.enums import WORDS_LIMIT, HelpKind, HelpState
from jukugi.apps.circles.models.circles import Circle
from jukugi.apps.places.models import Place
from jukugi.apps.support.models import SupportOffer


class HelpAsk(models.Model):
    """A circle asks for a place of the register, or for advice, maybe of one offer of support (小さな助け)."""

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="help_asks")
    kind = models.CharField(max_length=8, choices=HelpKind)
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="circle_asks")
    offer = models.ForeignKey(SupportOffer, null=True, blank=True, on_delete=models.PROTECT, related_name="circle_asks")
    text = models.CharField(max_length=WORDS_LIMIT)
    actor_key = models.CharField(max_length=40)
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    state = models.CharField(max_length=8, choices=HelpState, default=HelpState.ASKED)
    answer = models.CharField(max_length=WORDS_LIMIT, blank=True)
    answered_by = models.CharField(max_length=40, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=HelpKind.PLACE, place__isnull=False, offer__isnull=True)
                | Q(kind=HelpKind.ADVICE, place__isnull=True),
                name="help_is_a_place_or_advice",
            ),
            models.CheckConstraint(
                condition=Q(state=HelpState.ASKED, answered_at__isnull=True)
                | (~Q(state=HelpState.ASKED) & Q(answered_at__isnull=False) & ~Q(answer="")),
                name="help_is_answered_in_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.circle_id}: {self.kind}"
