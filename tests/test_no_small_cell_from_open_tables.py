"""Whoever has all open tables, all published results and the pages beside them pins no small number of people."""

from collections import Counter

import pytest
from django.utils import timezone

from jukugi.apps.accounts.enums import Channel, RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.opinions.enums import OpinionState
from jukugi.apps.opinions.tests.factories import OpinionFactory
from jukugi.apps.processes.enums import participation_sources
from jukugi.apps.processes.models import Process
from jukugi.apps.public_comments.tests.factories import announced, send
from jukugi.apps.reach import actions as reach
from jukugi.apps.reach.enums import BANDS, K
from jukugi.apps.reach.tests.factories import people_live
from jukugi.apps.surveys.actions.counting import count_survey, publish_result
from jukugi.apps.surveys.tests.factories import LATER, citizens, opened
from jukugi.apps.surveys.tests.factories.results import with_sheets
from jukugi.kit.open_tables import open_tables
from tests.open_attacker import PARTS, UNSAID, Attacker, group_of

pytestmark = pytest.mark.django_db
AGES = [code for code, *_ages in BANDS]
WIDE = 2 * K + 1


@pytest.fixture
def officer():
    return RoleFactory(kind=RoleKind.POLICY_OFFICER, area=None).user


@pytest.fixture
def city(officer):
    """A process with four wards, a consultation and a survey; nobody has said anything."""
    wards = [WardFactory(name=name) for name in ("北見本区", "南見本区", "東見本区", "小見本区")]
    for ward in wards:
        people_live(ward, b18=1_000, b30=1_000, b60=1_000)
    consultation = announced(officer)
    Process.objects.filter(pk=consultation.process.pk).update(is_main=True)
    survey = opened(officer, process=consultation.process)
    return consultation.process, wards, consultation, survey


def opinions(process, ward, band, number, *, channel=Channel.WEB, state=OpinionState.SHOWN):
    for _each in range(number):
        told = {"process": process, "ward": ward, "age_band": band, "channel": channel}
        OpinionFactory(**{f"submission__{name}": value for name, value in told.items()}, state=state)


def letters(consultation, ward, band, number, *, key):
    for each in range(number):
        send(consultation, "場所を、もっと。", ward=ward, age_band=band, form_key=f"{key}{each:03}".ljust(22, "x"))


def publish(process, officer):
    reach.count_reach(process=process, now=timezone.now())
    return reach.publish_reach(process=process, note="", actor=officer, now=timezone.now())


def counted(process, wards) -> dict[str, Counter]:
    """How many there really are, by way."""
    codes = {ward.pk: ward.code for ward in wards}
    found: dict[str, Counter] = {}
    for way, source in participation_sources.items():
        own: Counter = Counter()
        for (ward, band, sex, channel, _first), number in source.count(process, None).items():
            own[codes.get(ward, UNSAID), band or UNSAID, sex or UNSAID, channel] += number
        found[way] = own
    return found


def test_no_small_cell_can_be_told_from_all_open_tables_and_pages_together(client, city, officer):
    process, wards, consultation, survey = city
    north, south, east, small = wards
    told = {way: source.told for way, source in participation_sources.items()}
    attacker = Attacker(client, told, [ward.code for ward in wards], AGES)

    opinions(process, north, "18", 24)
    opinions(process, north, "30", 31)
    opinions(process, south, "30", 22)
    opinions(process, south, "60", 2)
    opinions(process, south, "60", 1, channel=Channel.PHONE, state=OpinionState.HIDDEN)
    opinions(process, east, "18", 14)
    opinions(process, east, "60", 17, channel=Channel.FAX)
    opinions(process, small, "30", 3)
    opinions(process, None, "", 8)
    letters(consultation, north, "30", 14, key="a")
    letters(consultation, south, "30", 12, key="b")
    letters(consultation, south, "60", 9, key="c")
    letters(consultation, small, "60", 2, key="d")
    with_sheets(survey, citizens(survey), 60, seed=3)
    count_survey(survey=survey, now=LATER)
    publish_result(survey=survey, reason="", actor=officer, now=LATER)
    first = publish(process, officer)
    then = counted(process, wards)
    attacker.read_everything()

    assert_pins_nothing(attacker, then, then, moments=1)

    opinions(process, small, "18", 14)
    opinions(process, small, "30", 9)
    opinions(process, north, "18", 19)
    opinions(process, north, "30", 18)
    opinions(process, north, "60", 3)
    opinions(process, east, "30", 9)
    opinions(process, east, "60", 16)
    opinions(process, south, "18", 19)
    opinions(process, south, "60", 12)
    letters(consultation, small, "30", 11, key="e")
    letters(consultation, east, "30", 13, key="f")
    letters(consultation, east, "60", 3, key="g")
    letters(consultation, south, "60", 7, key="h")
    second = publish(process, officer)
    attacker.read_everything()

    assert (first.content["sources"]["opinions"]["hidden"], second.number) != ([], 1)
    assert_pins_nothing(attacker, then, counted(process, wards), moments=2)


def assert_pins_nothing(attacker, then, now, *, moments) -> None:
    """Each small number of people, and of those who came in between, may be nobody, and is as far from certain as the
    margins that are published leave it."""
    looked_at = 0
    for way, knowledge in attacker.ways.items():
        listed = participation_sources[way].listed
        public = {"w" if name == "ward" else "ch" for name in listed}
        asked = [(then[way], (True, False))]
        if moments == 2:
            asked += [(now[way], (True, True)), (now[way] - then[way], (False, True))]
        for counts, steps in asked:
            for kind in sorted(set(PARTS) - public):
                sums: Counter = Counter()
                for person, number in counts.items():
                    sums[group_of(person, kind)] += number
                for name, number in sums.items():
                    if 0 < number < K and not is_of_nobody(way, name):
                        looked_at += 1
                        assert_open(knowledge, way, kind, name, number, steps)
    assert looked_at > 8


def is_of_nobody(way: str, name: str) -> bool:
    """How many did not say it is told of a survey: it says nothing of anybody."""
    return way == "surveys" and name.count("|") == 1 and name.endswith(f"|{UNSAID}")


def is_public_elsewhere(way: str, name: str) -> bool:
    """Channels of voices stand in every count of them."""
    is_channel = name.startswith(("ch|", "cf|", "f|-")) and "channel" in participation_sources[way].listed
    return is_channel or is_of_nobody(way, name)


def assert_open(knowledge, way, kind, name, number, steps) -> None:
    def belongs(person):
        return group_of(person, kind) == name

    low, high = knowledge.range_of(belongs, steps)
    least, most = knowledge.range_of(belongs, steps, but="joint") if len(PARTS[kind]) > 1 else (0.0, float("inf"))
    told = (way, name, number, steps, (low, high), (least, most))
    assert low < least + 0.5, told
    if kind != "wbs" or not participation_sources[way].published:
        # Of a survey no table tells ward, age and sex together: what is published of two of them leaves less.
        assert high - low > min(WIDE, most - least) - 0.5, told


def test_no_table_tells_a_small_number_of_people_of_its_own(client, city, officer):
    """Columns that count people who are told by group, in tables that say that they hide small ones."""
    process, wards, _consultation, survey = city
    opinions(process, wards[0], "18", 40)
    with_sheets(survey, citizens(survey), 60, seed=5)
    count_survey(survey=survey, now=LATER)
    publish_result(survey=survey, reason="", actor=officer, now=LATER)
    publish(process, officer)
    asked = {"reach_figures": ("count",), "survey_groups": ("sheets",), "survey_cross": ("count", "size")}
    asked |= {"survey_results": ("count",), "verdicts": ("sheets",), "budget_voters": ("voters",)}

    for name, columns in asked.items():
        places = [open_tables[name].names.index(column) for column in columns]
        for row in open_tables[name].rows():
            who = dict(zip(open_tables[name].names, row, strict=True))
            if name.startswith("survey") and not who.get("group", "all") and who["by"]:
                continue  # Who did not say it: that tells nothing of anybody.
            if name == "reach_figures" and is_public_elsewhere(who["source"], who["group"]):
                continue
            assert all(row[place] is None or row[place] == 0 or row[place] >= K for place in places), (name, row)
