import factory

from jukugi.apps.accounts.tests.factories import BEFORE
from jukugi.apps.readability.models import Reading


class ReadingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Reading

    word = "登戸"
    reading = "のぼりと"
    reason = "見本の理由"
    actor_key = "x"
    decided_at = BEFORE
