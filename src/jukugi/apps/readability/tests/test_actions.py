import pytest

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import BEFORE, RoleFactory, UserFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.readability import actions, errors, queries
from jukugi.apps.readability.models import Reading
from jukugi.apps.readability.tests.factories import ReadingFactory
from jukugi.kit.audit.models import AuditEntry
from jukugi.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db


def officer():
    return RoleFactory(kind=RoleKind.POLICY_OFFICER).user


def set_reading(word="登戸", reading="のぼりと", reason="区役所で確かめた", actor=None):
    return actions.set_reading(word=word, reading=reading, reason=reason, actor=actor or officer(), now=BEFORE)


def test_a_reading_is_in_force_and_stands_in_the_record():
    decided = set_reading()

    assert queries.words() == {"登戸": "のぼりと"}
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.subject_key, entry.details) == ("readability.reading_set", str(decided.pk), {})


def test_what_was_decided_before_stays_and_the_last_counts():
    set_reading(reading="のぼりど")

    set_reading()

    assert queries.words() == {"登戸": "のぼりと"}
    assert list(Reading.objects.order_by("pk").values_list("reading", flat=True)) == ["のぼりど", "のぼりと"]


def test_katakana_and_blanks_are_taken_as_people_mean_them():
    decided = set_reading(word=" 向ヶ丘遊園 ", reading="ムコウガオカユウエン")

    assert (decided.word, decided.reading) == ("向ヶ丘遊園", "むこうがおかゆうえん")


def test_a_word_taken_off_the_list_is_read_as_before_and_its_row_stays():
    reading = set_reading()

    actions.remove_reading(reading=reading, reason="辞書が直った", actor=officer(), now=BEFORE)

    assert queries.words() == {}
    assert Reading.objects.count() == 2
    assert AuditEntry.objects.latest("pk").action == "readability.reading_removed"


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"word": "のぼりと"}, errors.WordNeedsKanji),
        ({"word": ""}, errors.WordNeedsKanji),
        ({"reading": "noborito"}, errors.ReadingNotKana),
        ({"reading": "登戸"}, errors.ReadingNotKana),
        ({"reading": ""}, errors.ReadingNotKana),
        ({"word": "出し方", "reading": "でかた"}, errors.ReadingDoesNotFit),
        ({"reason": " "}, errors.ReasonMissing),
        ({"word": "登" * 41}, errors.ReadingTooLong),
        ({"reading": "の" * 81}, errors.ReadingTooLong),
        ({"reason": "理" * 201}, errors.ReadingTooLong),
    ],
)
def test_what_no_page_could_show_is_refused(given, refusal):
    with pytest.raises(refusal):
        set_reading(**given)

    assert list(Reading.objects.all()) == []


def test_only_policy_officers_of_the_whole_city_decide():
    ward = WardFactory()
    reading = ReadingFactory()
    others = [
        UserFactory(),
        RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward).user,
        RoleFactory(kind=RoleKind.POLICY_OFFICER, area=ward).user,
        RoleFactory(kind=RoleKind.OPERATOR).user,
    ]

    for other in others:
        with pytest.raises(NotAllowed):
            set_reading(actor=other)
        with pytest.raises(NotAllowed):
            actions.remove_reading(reading=reading, reason="理由", actor=other, now=BEFORE)

    assert list(Reading.objects.all()) == [reading]


def test_a_reading_that_was_decided_anew_meanwhile_is_not_taken_off():
    seen = ReadingFactory()
    newer = ReadingFactory(reading="のぼりとう")

    with pytest.raises(errors.ReadingChanged):
        actions.remove_reading(reading=seen, reason="理由", actor=officer(), now=BEFORE)

    assert queries.words() == {"登戸": newer.reading}


def test_the_version_is_another_after_every_decision():
    seen = {queries.version()}
    reading = set_reading()
    seen.add(queries.version())
    actions.remove_reading(reading=reading, reason="理由", actor=officer(), now=BEFORE)
    seen.add(queries.version())

    assert len(seen) == 3
