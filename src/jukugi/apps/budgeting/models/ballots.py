"""Ballots: the log and the one that counts now; codes of a roll; paper and what was read on it."""

from datetime import datetime
from typing import Self

from django.db import connection, models
from django.db.models import Max, Q

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.areas.models import Area
from jukugi.apps.budgeting.enums.ballots import SpoiledReason
from jukugi.apps.budgeting.enums.rounds import WORDS_LIMIT
from jukugi.apps.budgeting.models.rounds import Round
from jukugi.apps.opinions.enums import AgeBand


class VoterCode(models.Model):
    """A code that was given to one person of a roll (投票番号), for one ballot. Only its keyed hash is kept.

    ``ward`` and ``age_band``: of the list, where it tells.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="codes")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    number = models.PositiveIntegerField()
    ward = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    age_band = models.CharField(max_length=4, choices=AgeBand, blank=True)
    given_at = models.DateTimeField()
    actor_key = models.CharField(max_length=40)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="one_voter_code_of_a_number")]

    def __str__(self) -> str:
        return f"{self.round_id}-{self.number}"


class PaperBallot(models.Model):
    """A printed ballot with its number (紙の投票用紙). Its projects stand in the order of ``order_seed``.

    Settled when a ``Ballot`` or a ``SpoiledBallot`` stands for it.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="papers")
    receipt = models.CharField(max_length=9, unique=True)
    order_seed = models.CharField(max_length=16)
    place = models.CharField(max_length=80, blank=True)
    printed_at = models.DateTimeField()
    actor_key = models.CharField(max_length=40)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.receipt


class PaperReading(models.Model):
    """What one person read on a ballot on paper (読み取り). Never changed.

    ``turn``: 1 the first person, 2 the second, 3 who settled what differed. ``choices`` and ``voter`` as on a
    ``Ballot``; ``spoiled`` where it cannot be counted. Where people are known by codes, ``voter`` is of the code that
    was read, and empty where there is none.
    """

    paper = models.ForeignKey(PaperBallot, on_delete=models.PROTECT, related_name="readings")
    turn = models.PositiveSmallIntegerField()
    voter = models.CharField(max_length=64, blank=True)
    choices = models.TextField(blank=True)
    spoiled = models.CharField(max_length=12, choices=SpoiledReason, blank=True)
    note = models.CharField(max_length=WORDS_LIMIT, blank=True)
    channel = models.CharField(max_length=12, choices=Channel)
    received_on = models.DateField()
    ward = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    age_band = models.CharField(max_length=4, choices=AgeBand, blank=True)
    is_member = models.BooleanField(null=True, blank=True)
    form_key = models.CharField(max_length=22)
    actor_key = models.CharField(max_length=40)
    read_at = models.DateTimeField()

    class Meta:
        ordering = ["paper", "turn"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "turn"], name="a_ballot_is_read_once_in_each_turn"),
            models.CheckConstraint(condition=Q(turn__gte=1, turn__lte=3), name="a_ballot_is_read_in_three_turns"),
        ]

    def __str__(self) -> str:
        return f"{self.paper_id}: {self.turn}"


class BallotQuerySet(models.QuerySet["Ballot"]):
    def counting(self, round_pk: int) -> Self:
        """The last ballot of each voter of a round: those that count, oldest first.

        Of a voter who votes as another since two devices were joined, none counts.
        """
        tied = VoterTie.objects.filter(round=round_pk).values("voter")
        voters = Ballot.objects.filter(round=round_pk).exclude(voter__in=tied)
        last = voters.values("voter").annotate(last=Max("pk")).values("last")
        return self.filter(pk__in=last).order_by("pk")


class Ballot(models.Model):
    """One ballot cast at one moment. A plain append: never changed, never deleted; sealed in batches.

    ``voter``: a keyed token, the same whenever the same person votes in the same round; it leads to nobody, and is in
    no export and no log. ``choices``: numbers of projects, rising, with commas; empty where nothing is chosen.
    ``order_seed``: in which order the projects stood (``queries.elections.order_of``). ``ward``, ``age_band``,
    ``is_member`` (of a neighbourhood association): as the voter told them, or not.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="ballots")
    voter = models.CharField(max_length=64)
    receipt = models.CharField(max_length=9)
    choices = models.TextField(blank=True)
    order_seed = models.CharField(max_length=16)
    channel = models.CharField(max_length=12, choices=Channel)
    ward = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    age_band = models.CharField(max_length=4, choices=AgeBand, blank=True)
    is_member = models.BooleanField(null=True, blank=True)
    paper = models.OneToOneField(PaperBallot, null=True, blank=True, on_delete=models.PROTECT, related_name="ballot")
    cast_at = models.DateTimeField()

    objects = BallotQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["round", "voter", "id"], name="ballots_by_voter"),
            models.Index(fields=["receipt"], name="ballots_by_receipt"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(voter="") & ~Q(receipt=""), name="ballot_has_voter_and_receipt"),
        ]

    def __str__(self) -> str:
        return self.receipt


class CurrentBallotManager(models.Manager["CurrentBallot"]):
    def put(self, *, round_pk: int, voter: str, digest: str, receipt: str, now: datetime) -> str | None:
        """Make this the voter's current ballot, in one statement that the database carries out whole.

        Returns the receipt that the voter has from the first ballot on; None where nothing changed: of two equal
        ballots at the same moment exactly one does. Until the transaction ends, others of the same voter wait.
        """
        field = self.model._meta.get_field("changed_at")
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO budgeting_currentballot (round_id, voter, digest, receipt, changed_at)"
                " VALUES (%s, %s, %s, %s, %s)"
                " ON CONFLICT (round_id, voter)"
                " DO UPDATE SET digest = excluded.digest, changed_at = excluded.changed_at"
                " WHERE budgeting_currentballot.digest <> excluded.digest"
                " RETURNING receipt",
                [round_pk, voter, digest, receipt, field.get_db_prep_value(now, connection)],
            )
            row = cursor.fetchone()
            return None if row is None else str(row[0])


class CurrentBallot(models.Model):
    """That a voter's ballot counts, and which: ``digest`` fixes the last in the log, from which this can be rebuilt."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="current_ballots")
    voter = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    receipt = models.CharField(max_length=9, unique=True)
    changed_at = models.DateTimeField()

    objects = CurrentBallotManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "voter"], name="one_current_ballot")]

    def __str__(self) -> str:
        return self.receipt


class SpoiledBallot(models.Model):
    """A ballot on paper that is kept and not counted (無効票), with its reason. Never changed."""

    paper = models.OneToOneField(PaperBallot, on_delete=models.PROTECT, related_name="spoiled")
    reason = models.CharField(max_length=12, choices=SpoiledReason)
    note = models.CharField(max_length=WORDS_LIMIT, blank=True)
    channel = models.CharField(max_length=12, choices=Channel)
    actor_key = models.CharField(max_length=40)
    spoiled_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.paper_id}: {self.reason}"


class VoterTie(models.Model):
    """In an open round, one token of a person votes as another of theirs since their devices were joined (票をつないだ
    記録). Tokens alone: it leads to nobody. Ballots of ``voter`` stay in the log and count no more.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="voter_ties")
    voter = models.CharField(max_length=64)
    votes_as = models.CharField(max_length=64)
    tied_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "voter"], name="a_voter_votes_as_one"),
            models.CheckConstraint(condition=~Q(voter=models.F("votes_as")), name="a_tie_is_of_two_voters"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.pk}"
