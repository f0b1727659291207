"""Places in the columns of the standard (公共施設一覧), and on a map, for anybody to take along."""

import json
from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jukugi.apps.places.queries.exporting import facility_rows, feature_collection
from jukugi.kit.open_files import OpenFile, OpenFiles, open_files, rows_as_csv


def register() -> None:
    open_files.register("facilities", FACILITIES, order=90)


def _points() -> Iterable[bytes]:
    return [json.dumps(feature_collection(), ensure_ascii=False).encode()]


def _files() -> Iterator[OpenFile]:
    yield OpenFile("facilities.csv", _("公共施設一覧"), reverse("places:table"), lambda: rows_as_csv(facility_rows()))
    yield OpenFile("places.geojson", _("地図の点（GeoJSON）"), reverse("places:geojson"), _points)


FACILITIES = OpenFiles(
    title=_("公共施設一覧"),
    about=_(
        "居場所を、全国の自治体と同じ列（自治体標準オープンデータセット）で。地図に置ける形（GeoJSON）もあります。"
    ),
    form="CSV・GeoJSON",
    media_type="text/csv",
    files=_files,
    path="/places/",
)
