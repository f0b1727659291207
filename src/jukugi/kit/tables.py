"""Tables that ship with a package."""

import csv
import io
from importlib import resources


def packaged_rows(package: str, name: str) -> list[dict[str, str]]:
    """Rows of ``sample_data/<name>`` (UTF-8, comma, header) inside a package."""
    text = resources.files(package).joinpath("sample_data", name).read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))
