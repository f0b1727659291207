from datetime import UTC, date, datetime

import factory

from jukugi.apps.accounts.enums import Channel, RoleKind
from jukugi.apps.accounts.models import Participant, Role, User

BEFORE = datetime(2026, 4, 1, tzinfo=UTC)


class UserFactory(factory.django.DjangoModelFactory):
    """A member of staff without any role."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"staff-{n}")
    display_name = factory.Sequence(lambda n: f"職員 {n}")
    created_at = BEFORE


class RoleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Role

    user = factory.SubFactory(UserFactory)
    kind = RoleKind.POLICY_OFFICER
    ends_on = date(2999, 3, 31)


class ParticipantFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Participant

    channel = Channel.WEB
    created_at = BEFORE
