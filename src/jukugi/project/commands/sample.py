"""Load the sample city."""

import argparse

help = "見本の市を載せる（すでにある場合は、二重にはならない）"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No arguments."""


def run(options: argparse.Namespace) -> int:
    from jukugi.project.cli import open_database

    open_database()
    from django.utils import timezone

    from jukugi.kit.pages.places import samples

    now = timezone.now()
    for load in samples:
        print(load(now), flush=True)
    return 0
