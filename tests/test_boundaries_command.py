"""`jukugi areas import-boundaries`: all files are taken, or what does not fit is told."""

import pytest

from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.project.cli import main
from tests import boundaries

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_wards():
    west = WardFactory(name="西区")
    return west, WardFactory(name="東区", parent=west.parent)


def test_the_command_takes_all_files_or_says_what_does_not_fit(two_wards, tmp_path, capsys):
    wards, districts, broken = (tmp_path / name for name in ("n03.geojson", "a27.geojson", "x.geojson"))
    wards.write_bytes(boundaries.wards("西区", "東区"))
    districts.write_bytes(boundaries.districts())
    broken.write_text("こわれた", encoding="utf-8")
    take = ["areas", "import-boundaries"]

    assert main([*take, str(wards), "--source", "見本"]) == 0
    assert main([*take, str(districts), "--districts", "--source", "見本"]) == 0
    assert "小学校区2件、市の外の図形1件" in capsys.readouterr().out
    assert main([*take, str(broken), "--source", "見本"]) == 1
    assert main([*take, str(tmp_path / "none.geojson"), "--source", "見本"]) == 1
    assert main([*take, str(wards), "--source", " "]) == 1
    said = capsys.readouterr().err
    assert all(words in said for words in ("GeoJSON", "読めません", "--source が空です"))
