import pytest
from cryptography.fernet import InvalidToken
from django.db import IntegrityError

from jukugi.apps.sortition.errors import VolunteersErased
from jukugi.apps.sortition.models import LotteryKey
from jukugi.apps.sortition.models.sealing import Sealing
from jukugi.apps.sortition.queries.pool import features_of, pool_of, quotas_of
from jukugi.apps.sortition.tests.factories import lottery, volunteers

pytestmark = pytest.mark.django_db


class TestSealing:
    def test_what_was_told_comes_back_and_is_not_in_the_row(self) -> None:
        made = lottery()
        [person] = volunteers(made, 1)
        person.refresh_from_db()
        assert Sealing(made).read(person.particulars)["name"] == "見本 0"
        assert "見本".encode() not in bytes(person.particulars)

    def test_two_lotteries_have_two_keys(self) -> None:
        first, second = lottery(), lottery()
        [person] = volunteers(first, 1)
        with pytest.raises(InvalidToken):
            Sealing(second).read(person.particulars)

    def test_without_its_key_nothing_is_read(self) -> None:
        made = lottery()
        volunteers(made, 1)
        LotteryKey.objects.filter(lottery=made).update(sealed=b"", destroyed_at=made.begun_at)
        with pytest.raises(VolunteersErased):
            Sealing(made)

    def test_a_destroyed_key_is_empty(self) -> None:
        made = lottery()
        with pytest.raises(IntegrityError):
            LotteryKey.objects.filter(lottery=made).update(destroyed_at=made.begun_at)


class TestPool:
    def test_everybody_with_a_value_of_each_feature(self) -> None:
        made = lottery()
        volunteers(made, 40)
        pool = pool_of(made)
        assert pool.features == ("区", "年代", "性別")
        assert len(pool.volunteers) == 40
        assert [person.key for person in pool.volunteers] == sorted(person.key for person in pool.volunteers)
        labels = {(quota.feature, quota.value) for quota in quotas_of(features_of(made))}
        assert {each for person in pool.volunteers for each in zip(pool.features, person.values, strict=True)} <= labels
        assert sum(person.household is not None for person in pool.volunteers) == 4
