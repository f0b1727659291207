from datetime import timedelta

import pytest

from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.places import actions
from jukugi.apps.places.actions.reminding import remind_due
from jukugi.apps.places.tests.factories import NOW, listed

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(days=400)


def test_a_gentle_word_goes_once_a_year_to_an_address_that_was_agreed(mailoutbox):
    officer = RoleFactory().user
    old, known, fresh = (listed(name=name) for name in ("古い縁側", "宛先のない縁側", "確かめた縁側"))
    for place, mail in ((old, "kago@example.jp"), (known, ""), (fresh, "b@example.jp")):
        actions.give_entry(place=place, mail=mail, actor=officer, now=NOW)
    actions.check_place(place=fresh, actor=officer, now=NOW + timedelta(days=300))

    told = [remind_due(now=at) for at in (NOW, LATER, LATER + timedelta(days=1))]

    assert (told, [letter.to for letter in mailoutbox]) == ([0, 1, 0], [["kago@example.jp"]])
    assert f"/places/{old.pk}/changed/" in mailoutbox[0].body
    assert "/places/keep/" not in mailoutbox[0].body


def test_who_closed_the_way_in_gets_no_letter(mailoutbox):
    officer, place = RoleFactory().user, listed()
    actions.give_entry(place=place, mail="kago@example.jp", actor=officer, now=NOW)
    actions.close_entry(place=place, actor=officer, now=NOW)

    assert (remind_due(now=LATER), mailoutbox) == (0, [])
