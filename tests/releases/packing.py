"""A backup for the repository: its rows are kept open and compressed once as a whole, which is half as large."""

import gzip
import io
import lzma
import tarfile


def packed(backup: bytes) -> bytes:
    """The parts of a backup, each ``.gz`` opened, as one tar under xz."""
    return lzma.compress(_each(backup, gzip.decompress), preset=9 | lzma.PRESET_EXTREME)


def unpacked(content: bytes) -> bytes:
    """The backup as operators have it: the same parts with the same rows."""
    return _each(lzma.decompress(content), lambda part: gzip.compress(part, compresslevel=1, mtime=0))


def _each(backup: bytes, change) -> bytes:
    out = io.BytesIO()
    with (
        tarfile.open(fileobj=io.BytesIO(backup)) as old,
        tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as new,
    ):
        for told in old:
            content = old.extractfile(told).read()
            if told.name.endswith(".gz"):
                content = change(content)
            told.size = len(content)
            new.addfile(told, io.BytesIO(content))
    return out.getvalue()
