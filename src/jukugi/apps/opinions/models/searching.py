from django.db import models

from jukugi.apps.opinions.models.opinions import Opinion


class SearchDoc(models.Model):
    """What is searched of an opinion: made from its words, and made anew at any time (``core.text.searching``).

    ``letters`` and ``words`` decide what is found; ``tokens``, of which the index of the database is made, only spare
    it the reading of the others. The index follows this table by itself (migration 0002): on SQLite by triggers, which
    a later migration that makes the table anew must make anew too. ``made_with`` is empty until the words are read.
    """

    opinion = models.OneToOneField(Opinion, primary_key=True, on_delete=models.CASCADE, related_name="search")
    letters = models.TextField()
    words = models.TextField(blank=True)
    tokens = models.TextField(blank=True)
    made_with = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes = [models.Index(fields=["made_with"], name="search_docs_by_making")]

    def __str__(self) -> str:
        return f"{self.opinion_id}"
