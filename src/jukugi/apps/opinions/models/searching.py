from django.db import models

from jukugi.apps.opinions.models.opinions import Opinion


class SearchDoc(models.Model):
    """What is searched of an opinion: made from its words, and made anew at any time (``core.text.searching``).

    ``letters`` and ``words`` decide what is found. ``made_with`` is empty until the words are read.
    """

    opinion = models.OneToOneField(Opinion, primary_key=True, on_delete=models.CASCADE, related_name="search")
    letters = models.TextField()
    words = models.TextField(blank=True)
    made_with = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes = [models.Index(fields=["made_with"], name="search_docs_by_making")]

    def __str__(self) -> str:
        return f"{self.opinion_id}"


class SearchPart(models.Model):
    """A part of the index for searching: up to 16,384 opinions, with what they are narrowed by.

    ``keys`` (as steps) and ``seconds`` (when they came in) count from the first; ``kinds`` are places in
    ``kind_table``, which tells process, ward, channel and state. ``voices`` are places of opinions, each the voice of
    one of ``issues``. ``digests`` are of what was searched of each opinion: a part whose texts changed is made anew
    under another key.
    """

    size = models.PositiveIntegerField()
    first_key = models.BigIntegerField()
    keys = models.BinaryField()
    first_second = models.BigIntegerField()
    seconds = models.BinaryField()
    kind_table = models.JSONField()
    kinds = models.BinaryField()
    issue_table = models.JSONField()
    issues = models.BinaryField()
    voices = models.BinaryField()
    digests = models.BinaryField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.pk}: {self.size}"


class SearchPiece(models.Model):
    """Some tokens of a part, and which of its opinions have them (``core.text.search_parts``)."""

    part = models.ForeignKey(SearchPart, on_delete=models.CASCADE, related_name="pieces", db_index=False)
    number = models.PositiveSmallIntegerField()
    content = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["part", "number"], name="one_search_piece_of_a_number")]

    def __str__(self) -> str:
        return f"{self.part_id}-{self.number}"


class SearchChange(models.Model):
    """An opinion that came in or changed since the parts of the index were made: it is looked at one by one until then.

    Written by the database itself (``search_changes``), so that nothing is found that may no longer be.
    """

    opinion_key = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.opinion_key}"
