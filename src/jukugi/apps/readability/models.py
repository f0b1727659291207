from django.db import models
from django.db.models import Max, Q

WORD_LIMIT, READING_LIMIT, REASON_LIMIT = 40, 80, 200


class ReadingQuerySet(models.QuerySet["Reading"]):
    def last_of_each_word(self) -> "ReadingQuerySet":
        """What was decided last of each word, by its reading."""
        last = self.order_by().values("word").annotate(last=Max("pk")).values("last")
        return self.filter(pk__in=last)

    def in_force(self) -> "ReadingQuerySet":
        """The words that are read as staff decided, in the order of their sound."""
        return self.last_of_each_word().exclude(reading="").order_by("reading", "word")


class Reading(models.Model):
    """A decision on how a word is read; the last one of a word counts. ``reading`` "" takes the word off the list.

    Rows are only added: what was decided before, and why, stays.
    """

    word = models.CharField(max_length=WORD_LIMIT)
    reading = models.CharField(max_length=READING_LIMIT, blank=True)
    reason = models.CharField(max_length=REASON_LIMIT)
    actor_key = models.CharField(max_length=32)
    decided_at = models.DateTimeField()

    objects = ReadingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(word=""), name="reading_has_a_word"),
            models.CheckConstraint(condition=~Q(reason=""), name="reading_has_a_reason"),
        ]
        indexes = [models.Index(fields=["word", "-id"], name="reading_last_of_word")]
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.word}（{self.reading}）"
