"""
Refusal
├─ OpinionEmpty             nothing but blanks
├─ OpinionHasNoWords        signs or emoji without a letter
├─ OpinionTooLong
├─ OpinionHasControls       characters that cannot be seen; ``cleaned`` holds the text without them
├─ TooManyWaiting           one participant, too many opinions that nobody has looked at yet
├─ WrongChannel             the web form takes web, the desk takes paper
├─ ReceivedInTheFuture
├─ CardUnknown              a number that was never printed on a card
├─ CardAlreadyEntered       a submission has this number
├─ TooManyCards
├─ CallNotOpen              it does not ask at that moment: before its beginning, after its end
├─ CallOfAnotherProcess
├─ CallNeedsTitle
├─ CallEndsBeforeItBegins
├─ CallEnded
├─ ReviewChangesNothing     somebody else was quicker
├─ RuleMissing              hiding needs the rule it follows
├─ ReasonMissing            hiding, ending and linking need a reason that the public can read
├─ ReasonTooLong
├─ IssueMissing             nothing was chosen to link to
├─ IssueOfAnotherProcess
├─ AlreadyLinked
├─ ImportFileTooLarge
├─ ImportFileRefused        a table that cannot be read as a whole; ``code`` says why
├─ ImportDecided            somebody has taken it, or given it up
├─ ImportNotChecked         nobody has said yet which column is what
├─ ImportNotTaking
├─ ImportWithoutGoodRows
├─ OpinionReplaced          others stand in its place
├─ NothingToSplit           no cut was chosen, or one that leaves a part without words
├─ WordsOfTheWriter         what was sent on the web is never typed anew
├─ SameWords                the correction changes nothing
├─ NothingToMask            no words were named
├─ WordsNotFound            words to mask that do not stand in the opinion
├─ RevisionBuiltUpon        one of its results was replaced in turn
├─ RevisionUndone           it was undone before
├─ GistTooLong
├─ AttachmentUnreadable     neither a photo nor a PDF
├─ AttachmentTooLarge
├─ TooManyAttachments
├─ AttachmentRemoved
├─ NotHidden                an appeal against something that everybody may read, or nobody has read yet
├─ AppealWaiting            one at a time
├─ TooManyAppeals
├─ AppealEmpty
├─ AppealTooLong
├─ AppealDecided
├─ AppealDecidedByWhoHid    four eyes
├─ AnswerMissing
├─ NotPublic                only what the public may read leads somewhere
├─ LinkEnded                it was ended before
├─ VoicesDisagree           issues that are merged, of which one takes an opinion up and another does not
├─ WaveWithoutVoices        nothing that came in at that time waits to be read
├─ WaveTimeWrong
├─ WaveTooLarge
├─ WaveMoved                somebody else, or the machine, was quicker
├─ NothingChosenInWave
├─ SecondIsTheSame          who decided cannot be the one who agrees
├─ SearchTooLong
├─ SearchHasTooManyTerms
└─ SearchHasNoWords         signs alone
"""

from jukugi.apps.opinions.errors.deciding import (
    AlreadyLinked,
    AnswerMissing,
    AppealDecided,
    AppealDecidedByWhoHid,
    AppealEmpty,
    AppealTooLong,
    AppealWaiting,
    IssueMissing,
    IssueOfAnotherProcess,
    LinkEnded,
    NotHidden,
    NotPublic,
    ReasonMissing,
    ReasonTooLong,
    ReviewChangesNothing,
    RuleMissing,
    TooManyAppeals,
    VoicesDisagree,
)
from jukugi.apps.opinions.errors.importing import (
    ImportDecided,
    ImportFileRefused,
    ImportFileTooLarge,
    ImportNotChecked,
    ImportNotTaking,
    ImportWithoutGoodRows,
)
from jukugi.apps.opinions.errors.receiving import (
    AttachmentRemoved,
    AttachmentTooLarge,
    AttachmentUnreadable,
    CallEnded,
    CallEndsBeforeItBegins,
    CallNeedsTitle,
    CallNotOpen,
    CallOfAnotherProcess,
    CardAlreadyEntered,
    CardUnknown,
    OpinionEmpty,
    OpinionHasControls,
    OpinionHasNoWords,
    OpinionTooLong,
    ReceivedInTheFuture,
    TooManyAttachments,
    TooManyCards,
    TooManyWaiting,
    WrongChannel,
)
from jukugi.apps.opinions.errors.revising import (
    GistTooLong,
    NothingToMask,
    NothingToSplit,
    OpinionReplaced,
    RevisionBuiltUpon,
    RevisionUndone,
    SameWords,
    WordsNotFound,
    WordsOfTheWriter,
)
from jukugi.apps.opinions.errors.searching import (
    SearchHasNoWords,
    SearchHasTooManyTerms,
    SearchTooLong,
)
from jukugi.apps.opinions.errors.waves import (
    NothingChosenInWave,
    SecondIsTheSame,
    WaveMoved,
    WaveTimeWrong,
    WaveTooLarge,
    WaveWithoutVoices,
)

__all__ = [
    "AlreadyLinked",
    "AnswerMissing",
    "AppealDecided",
    "AppealDecidedByWhoHid",
    "AppealEmpty",
    "AppealTooLong",
    "AppealWaiting",
    "AttachmentRemoved",
    "AttachmentTooLarge",
    "AttachmentUnreadable",
    "CallEnded",
    "CallEndsBeforeItBegins",
    "CallNeedsTitle",
    "CallNotOpen",
    "CallOfAnotherProcess",
    "CardAlreadyEntered",
    "CardUnknown",
    "GistTooLong",
    "ImportDecided",
    "ImportFileRefused",
    "ImportFileTooLarge",
    "ImportNotChecked",
    "ImportNotTaking",
    "ImportWithoutGoodRows",
    "IssueMissing",
    "IssueOfAnotherProcess",
    "LinkEnded",
    "NotHidden",
    "NotPublic",
    "NothingChosenInWave",
    "NothingToMask",
    "NothingToSplit",
    "OpinionEmpty",
    "OpinionHasControls",
    "OpinionHasNoWords",
    "OpinionReplaced",
    "OpinionTooLong",
    "ReasonMissing",
    "ReasonTooLong",
    "ReceivedInTheFuture",
    "ReviewChangesNothing",
    "RevisionBuiltUpon",
    "RevisionUndone",
    "RuleMissing",
    "SameWords",
    "SearchHasNoWords",
    "SearchHasTooManyTerms",
    "SearchTooLong",
    "SecondIsTheSame",
    "TooManyAppeals",
    "TooManyAttachments",
    "TooManyCards",
    "TooManyWaiting",
    "VoicesDisagree",
    "WaveMoved",
    "WaveTimeWrong",
    "WaveTooLarge",
    "WaveWithoutVoices",
    "WordsNotFound",
    "WordsOfTheWriter",
    "WrongChannel",
]
