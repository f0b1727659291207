import secrets
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

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
        return self.filter(user=user)


class Role(models.Model):
    """What one member of staff may do, in the whole city or in one ward."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="roles")
    kind = models.CharField(max_length=20, choices=RoleKind)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT)

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
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.kind}"


class Participant(models.Model):
    """Somebody who takes part, maybe without a name. A device is recognised by a token of which only a hash is kept."""

    actor_key = models.CharField(max_length=40, unique=True, default=new_key, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, null=True, blank=True, editable=False)
    channel = models.CharField(max_length=12, choices=Channel)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"participant {self.pk}"
