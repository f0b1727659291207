"""What is known of an association from year to year, and what it agreed to."""

from django.db import models
from django.db.models import F, Q

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.organizations.enums import ConsentItem
from jukugi.apps.organizations.models.bodies import Organization


class HouseholdCountQuerySet(models.QuerySet["HouseholdCount"]):
    def standing(self) -> "HouseholdCountQuerySet":
        """Counts that were not corrected, the latest day first."""
        return self.filter(replaced_at__isnull=True).order_by("organization_id", "-as_of", "-pk")


class HouseholdCount(models.Model):
    """Households in the area that an association serves, and how many are its members, on a day.

    A correction is a new row; the former one keeps the moment at which it was replaced. None is unknown, never 0.
    """

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="household_counts")
    as_of = models.DateField()
    households = models.PositiveIntegerField(null=True, blank=True)
    member_households = models.PositiveIntegerField(null=True, blank=True)
    source = models.CharField(max_length=200)
    actor_key = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)

    objects = HouseholdCountQuerySet.as_manager()

    class Meta:
        ordering = ["organization", "-as_of", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "as_of"],
                condition=Q(replaced_at__isnull=True),
                name="one_household_count_per_day",
            ),
            models.CheckConstraint(
                condition=Q(households__isnull=False) | Q(member_households__isnull=False),
                name="household_count_has_a_figure",
            ),
            models.CheckConstraint(
                condition=Q(households__isnull=True)
                | Q(member_households__isnull=True)
                | Q(member_households__lte=F("households")),
                name="members_are_among_the_households",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="household_count_has_its_source"),
        ]

    def __str__(self) -> str:
        return f"{self.organization_id}: {self.as_of}"

    @property
    def share(self) -> float | None:
        """Member households of all in the area, 0 to 1; None where one of them is unknown or there are none."""
        if not self.households or self.member_households is None:
            return None
        return self.member_households / self.households


class ContactRuleQuerySet(models.QuerySet["ContactRule"]):
    def standing(self) -> "ContactRuleQuerySet":
        """What holds now of each association."""
        return self.filter(ended_on__isnull=True)


class ContactRule(models.Model):
    """How and when an association wants to be contacted, agreed on a day. A new rule ends the former one.

    ``ways`` are values of ``ContactWay``, the first wish first; ``channel`` is how it told us.
    """

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="contact_rules")
    ways = models.JSONField()
    wishes = models.CharField(max_length=300, blank=True)
    channel = models.CharField(max_length=12, choices=Channel)
    agreed_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    actor_key = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()
    ended_by = models.CharField(max_length=40, blank=True)

    objects = ContactRuleQuerySet.as_manager()

    class Meta:
        ordering = ["organization", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization"], condition=Q(ended_on__isnull=True), name="one_contact_rule_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization_id}: {self.agreed_on}"


class ConsentQuerySet(models.QuerySet["Consent"]):
    def standing(self) -> "ConsentQuerySet":
        """Those that were not withdrawn."""
        return self.filter(withdrawn_on__isnull=True)


class Consent(models.Model):
    """An association agreed that everybody may read something of it. Withdrawn, never deleted.

    ``words`` are what is shown, for the public contact alone.
    """

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="consents")
    item = models.CharField(max_length=10, choices=ConsentItem)
    words = models.CharField(max_length=200, blank=True)
    channel = models.CharField(max_length=12, choices=Channel)
    agreed_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)
    actor_key = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()
    withdrawn_by = models.CharField(max_length=40, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ["organization", "item", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "item"], condition=Q(withdrawn_on__isnull=True), name="one_consent_per_item"
            ),
            models.CheckConstraint(
                condition=Q(words="") | Q(item=ConsentItem.CONTACT), name="only_the_public_contact_has_words"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization_id}: {self.item}"
