"""Compute the maps that are due."""

import argparse

help = "票が増えた意見の地図を計算し直す（--all ですべて）"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--all", action="store_true", help="票が増えていない地図も計算する")


def run(options: argparse.Namespace) -> int:
    from jukugi.project.cli import open_database

    open_database()
    from django.utils import timezone

    from jukugi.apps.opinion_map.actions import refresh_due_maps

    print(f"意見の地図を{refresh_due_maps(now=timezone.now(), everything=options.all)}件計算しました。")
    return 0
