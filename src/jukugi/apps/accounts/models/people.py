import secrets
from datetime import date
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from jukugi.apps.accounts.enums import Channel, RoleKind
from jukugi.apps.areas.models import Area


def new_key() -> str:
    """An opaque key: it says nothing of the person, and stays in logs when the person is erased."""
    return secrets.token_hex(16)


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A member of staff or an association's officer: somebody who signs in."""

    username = models.CharField(max_length=80, unique=True)
    email = models.EmailField(blank=True)
    display_name = models.CharField(max_length=80)
    is_active = models.BooleanField(default=True)
    actor_key = models.CharField(max_length=40, unique=True, default=new_key, editable=False)
    created_at = models.DateTimeField()

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["display_name", "created_at"]

    def __str__(self) -> str:
        return self.display_name


class RoleQuerySet(models.QuerySet["Role"]):
    def in_force(self, user: Any) -> "RoleQuerySet":
        """The roles that a person who is signed in and active holds; nobody else holds any."""
        if not getattr(user, "is_authenticated", False) or not user.is_active:
            return self.none()
        return self.on(timezone.localdate()).filter(user=user)

    def on(self, day: date) -> "RoleQuerySet":
        """Those that hold on a day: begun, and not over. ``ends_on`` is the last day."""
        return self.filter(starts_on__lte=day).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))


class Role(models.Model):
    """What one member of staff may do, in the whole city or in one ward, from a day to a last day.

    It ends by itself. Only an operator's may have no last day, so that a city is never locked out. ``department``: for
    which department, in words.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="roles")
    kind = models.CharField(max_length=20, choices=RoleKind)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT)
    department = models.CharField(max_length=80, blank=True, db_default="")
    starts_on = models.DateField(default=date(2000, 1, 1), db_default=date(2000, 1, 1))
    ends_on = models.DateField(null=True, blank=True)

    objects = RoleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "kind", "area"], name="one_role_per_area"),
            models.UniqueConstraint(
                fields=["user", "kind"], condition=Q(area__isnull=True), name="one_role_for_the_whole_city"
            ),
            models.CheckConstraint(
                condition=~Q(kind=RoleKind.WARD_OFFICER) | Q(area__isnull=False), name="ward_officer_has_a_ward"
            ),
            models.CheckConstraint(
                condition=Q(kind=RoleKind.OPERATOR) | Q(ends_on__isnull=False), name="only_an_operator_has_no_last_day"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="role_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.kind}"

    def is_over(self, day: date) -> bool:
        return self.ends_on is not None and self.ends_on < day


class Participant(models.Model):
    """Somebody who takes part, maybe without a name. A device is recognised by a token of which only a hash is kept.

    One person on several devices: each device's row leads to the one in which they were brought together
    (``merged_into``, which itself leads nowhere further). ``erased_at``: what they had given was erased, as they asked.
    """

    actor_key = models.CharField(max_length=40, unique=True, default=new_key, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, null=True, blank=True, editable=False)
    channel = models.CharField(max_length=12, choices=Channel)
    created_at = models.DateTimeField()
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="devices")
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("pk")), name="nobody_is_merged_into_themselves"
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(token_hash__isnull=True), name="the_erased_have_no_device"
            ),
        ]

    def __str__(self) -> str:
        return f"participant {self.pk}"

    @property
    def person(self) -> "Participant":
        """The row that stands for the person behind this device."""
        return self.merged_into or self
