from datetime import date
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jukugi.apps.areas.actions import import_areas, import_population
from jukugi.apps.areas.models import PopulationCount
from jukugi.apps.areas.queries import _shares, population_by
from jukugi.apps.areas.sample import load_sample
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.kit.sheets import FaultySheet

BANDS = [("u18", 0, 17), ("18", 18, 29), ("30", 30, None)]
HEADER = "ward_code,as_of,age_from,age_to,sex,population\n"
ROWS = "990001,2026-04-01,0,14,男,150\n990001,2026-04-01,15,29,男,300\n990001,令和8年4月1日,30,,男,500\n"


def taken(text, source="見本の出所"):
    return import_population((HEADER + text).encode("cp932"), source=source)


@pytest.mark.django_db
class TestImport:
    def test_people_are_told_by_ward_band_and_sex(self):
        ward = WardFactory(code="990001")

        assert taken(ROWS) == (3, 950)

        found = population_by(BANDS)
        # Of 300 people of 15 to 29 a fifth is 15 to 17.
        assert found.counts == {
            (ward.pk, "u18", "male"): pytest.approx(210),
            (ward.pk, "18", "male"): pytest.approx(240),
            (ward.pk, "30", "male"): pytest.approx(500),
        }
        assert (found.as_of, found.source, found.is_divided) == (date(2026, 4, 1), "見本の出所", True)
        assert found.by(band=True)["18",] == pytest.approx(240)

    def test_a_new_table_stands_in_the_place_of_the_old(self):
        WardFactory(code="990001")
        taken(ROWS)

        taken("990001,2027-04-01,0,,女,7\n")

        assert list(PopulationCount.objects.values_list("sex", "people")) == [("female", 7)]

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("999999,2026-04-01,0,,男,1\n", "unknown_ward"),
            ("990001,きのう,0,,男,1\n", "no_day"),
            ("990001,2026-04-01,0,,他,1\n", "unknown_sex"),
            ("990001,2026-04-01,0,,男,-1\n", "no_number"),
            ("990001,2026-04-01,0,999,男,1\n", "too_old"),
            ("990001,2026-04-01,5,,男,1\n", "age_gap"),
            ("990001,2026-04-01,0,4,男,1\n990001,2026-04-01,6,,男,1\n", "age_gap"),
            ("990001,2026-04-01,0,4,男,1\n990001,2026-04-01,0,4,男,1\n", "repeated_group"),
            ("990001,2026-04-01,0,4,男,1\n", "no_open_end"),
            ("", "empty_file"),
        ],
    )
    def test_what_does_not_fit_is_told_and_what_was_known_stays(self, text, code):
        WardFactory(code="990001")
        taken(ROWS)

        with pytest.raises(FaultySheet) as faulty:
            taken(text)

        assert [fault.code for fault in faulty.value.faults] == [code]
        assert PopulationCount.objects.count() == 3

    def test_where_nothing_was_counted_nothing_is_told(self):
        assert not population_by(BANDS)

    def test_the_sample_holds_the_population_of_its_wards(self):
        load_sample(None)
        load_sample(None)

        found = population_by(BANDS)
        counted = sum(ward.people for ward in PopulationCount.objects.all())
        assert found.total == pytest.approx(counted)
        assert PopulationCount.objects.filter(is_sample=False).count() == 0

    def test_corrected_wards_keep_their_population(self):
        WardFactory(code="990001")
        taken(ROWS)

        import_areas("code,name,level\n990000,見本市,city\n990001,見本区,ward\n".encode())

        assert PopulationCount.objects.count() == 3


@given(
    ages=st.lists(st.integers(1, 100), min_size=1, max_size=8, unique=True).map(sorted),
    bounds=st.lists(st.integers(1, 100), min_size=1, max_size=8, unique=True).map(sorted),
)
def test_nobody_is_lost_or_counted_twice_however_bands_divide_groups(ages, bounds):
    bands = [
        (str(place), first, last)
        for place, (first, last) in enumerate(zip([0, *bounds], [*(bound - 1 for bound in bounds), None], strict=True))
    ]
    groups = list(zip([0, *ages], [*(age - 1 for age in ages), None], strict=True))

    for age_from, age_to in groups:
        assert sum(part for _code, part in _shares(age_from, age_to, bands)) == pytest.approx(1)


def test_the_packaged_table_is_marked_as_invented():
    text = resources.files("jukugi.apps.areas").joinpath("sample_data", "population_sample.csv").read_text("utf-8")

    assert {line.rsplit(",", 1)[1] for line in text.splitlines()[1:]} == {"1"}
