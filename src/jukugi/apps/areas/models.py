from django.db import models
from django.db.models import F, Q

from jukugi.apps.areas.enums import AreaLevel, CountedSex


class AreaQuerySet(models.QuerySet["Area"]):
    def wards(self) -> "AreaQuerySet":
        """Wards in the order in which the city tells them."""
        return self.filter(level=AreaLevel.WARD).order_by("lane_order")


class Area(models.Model):
    """A city, one of its wards, or a school district.

    ``tile_col`` and ``tile_row``, from 0: the place of a ward among the tiles that stand for a map; neither where
    nobody has set one.
    """

    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=60)
    name_kana = models.CharField(max_length=120, blank=True)
    name_en = models.CharField(max_length=120, blank=True)
    level = models.CharField(max_length=20, choices=AreaLevel)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    lane_order = models.PositiveSmallIntegerField(default=0)
    tile_col = models.PositiveSmallIntegerField(null=True, blank=True)
    tile_row = models.PositiveSmallIntegerField(null=True, blank=True)
    population = models.PositiveIntegerField(null=True, blank=True)
    population_as_of = models.DateField(null=True, blank=True)
    population_source = models.CharField(max_length=200, blank=True)

    objects = AreaQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(level=AreaLevel.CITY, parent__isnull=True)
                | (~Q(level=AreaLevel.CITY) & Q(parent__isnull=False)),
                name="only_a_city_has_no_parent",
            ),
            models.CheckConstraint(
                condition=Q(population__isnull=True) | Q(population_as_of__isnull=False),
                name="population_has_its_date",
            ),
            models.CheckConstraint(
                condition=Q(tile_col__isnull=True, tile_row__isnull=True)
                | Q(tile_col__isnull=False, tile_row__isnull=False),
                name="tile_has_column_and_row",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PopulationCount(models.Model):
    """How many people of an age and a sex live in an area (人口), on a day, after a source.

    Ages from ``age_from`` to ``age_to``, both counted; None: and older. ``is_sample``: invented.
    """

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="population_counts")
    as_of = models.DateField()
    age_from = models.PositiveSmallIntegerField()
    age_to = models.PositiveSmallIntegerField(null=True, blank=True)
    sex = models.CharField(max_length=8, choices=CountedSex)
    people = models.PositiveIntegerField()
    source = models.CharField(max_length=200)
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["area", "age_from", "sex"]
        constraints = [
            models.UniqueConstraint(fields=["area", "age_from", "sex"], name="one_count_of_an_age_and_a_sex"),
            models.CheckConstraint(
                condition=Q(age_to__isnull=True) | Q(age_to__gte=F("age_from")), name="ages_go_upwards"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="population_count_has_its_source"),
        ]

    def __str__(self) -> str:
        return f"{self.area_id}: {self.age_from}–{self.age_to if self.age_to is not None else ''} {self.sex}"


class Boundary(models.Model):
    """The outline of an area (境界), made simpler when it was imported: rings of [longitude, latitude], closed."""

    area = models.OneToOneField(Area, on_delete=models.CASCADE, related_name="boundary")
    rings = models.JSONField()
    source = models.CharField(max_length=200)
    imported_at = models.DateTimeField()

    class Meta:
        ordering = ["area__lane_order", "area__name"]
        constraints = [
            models.CheckConstraint(condition=~Q(source=""), name="boundary_has_its_source"),
        ]

    def __str__(self) -> str:
        return f"{self.area_id}"
