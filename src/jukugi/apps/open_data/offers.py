"""The catalogue stands behind データ."""

from jukugi.kit.pages.places import door_paths


def register() -> None:
    door_paths.register("open_data", ("reach:reach", "/data/"))
