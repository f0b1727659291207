"""What is asked. ``queries.asking.questionnaire_of`` gives it in the form of ``core.questionnaire``."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from jukugi.apps.issues.models import Issue
from jukugi.apps.surveys.enums import LABEL_LIMIT, LINE_LIMIT, OPTION_LIMIT, Attribute, Kind
from jukugi.apps.surveys.models.asking import Audience, Survey


class Question(models.Model):
    """One question (設問). ``code`` stays while its place changes; people see the number of its place.

    ``begins_page``: a new page of the form begins with it. ``attribute``: what of a person it asks for. ``only_for``:
    these people alone are asked; none: all. ``takes_opinions``: an answer in words is taken as an opinion, ``about``
    this issue. ``at_most``: how many may be chosen or ranked; ``least``, ``most``, ``unit``: of a number.
    """

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=12)
    kind = models.CharField(max_length=8, choices=Kind)
    attribute = models.CharField(max_length=4, choices=Attribute, blank=True)
    label = models.CharField(max_length=LABEL_LIMIT)
    help = models.CharField(max_length=LINE_LIMIT, blank=True)
    begins_page = models.BooleanField(default=False)
    at_most = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MinValueValidator(1)])
    least = models.DecimalField(max_digits=15, decimal_places=3, null=True, blank=True)
    most = models.DecimalField(max_digits=15, decimal_places=3, null=True, blank=True)
    unit = models.CharField(max_length=20, blank=True)
    takes_opinions = models.BooleanField(default=False)
    about = models.ForeignKey(Issue, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    only_for = models.ManyToManyField(Audience, blank=True, related_name="own_questions")

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "code"], name="one_question_per_code"),
            models.UniqueConstraint(
                fields=["survey", "attribute"], condition=~Q(attribute=""), name="an_attribute_is_asked_once"
            ),
            models.CheckConstraint(condition=~Q(label="") & ~Q(code=""), name="question_has_words"),
            models.CheckConstraint(
                condition=Q(takes_opinions=False) | Q(kind=Kind.TEXT), name="opinions_are_answers_in_words"
            ),
            models.CheckConstraint(
                condition=Q(attribute="") | Q(kind=Kind.SINGLE), name="an_attribute_is_one_of_several"
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Option(models.Model):
    """One possible answer (選択肢). Of a question for an attribute ``code`` is a ward's code or a value of the enum."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=12)
    label = models.CharField(max_length=OPTION_LIMIT)
    is_exclusive = models.BooleanField(default=False)
    asks_words = models.BooleanField(default=False)
    is_outside = models.BooleanField(default=False)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["question", "code"], name="one_option_per_code"),
            models.CheckConstraint(condition=~Q(label="") & ~Q(code=""), name="option_has_words"),
        ]

    def __str__(self) -> str:
        return self.label


class Row(models.Model):
    """One line of a matrix (表の行)."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="rows")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=12)
    label = models.CharField(max_length=OPTION_LIMIT)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["question", "code"], name="one_row_per_code"),
            models.CheckConstraint(condition=~Q(label="") & ~Q(code=""), name="row_has_words"),
        ]

    def __str__(self) -> str:
        return self.label


class Condition(models.Model):
    """A question is asked only where this option was chosen (分かれ道). Several options of one question: any of them;
    options of several questions: one of each."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="conditions")
    option = models.ForeignKey(Option, on_delete=models.CASCADE, related_name="opens")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["question", "option"], name="one_condition_per_option")]

    def __str__(self) -> str:
        return f"{self.question_id} ← {self.option_id}"
