import factory

from jukugi.apps.areas.enums import AreaLevel
from jukugi.apps.areas.models import Area


class CityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Area

    code = factory.Sequence(lambda n: f"C{n:05}")
    name = "見本市"
    level = AreaLevel.CITY


class WardFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Area

    code = factory.Sequence(lambda n: f"W{n:05}")
    name = factory.Sequence(lambda n: f"見本{n}区")
    level = AreaLevel.WARD
    parent = factory.SubFactory(CityFactory)
    lane_order = factory.Sequence(int)
