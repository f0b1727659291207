"""
Refusal
├─ EditionAtWork              one edition is written at a time
├─ EditionNotWritable         it was checked, approved or published
├─ EditionNotInState          somebody else was quicker
├─ EditionEmpty               nothing to check
├─ SamePerson                 who wrote last neither checks nor approves
├─ PublicationUnderWay
├─ ClauseNotHere              the edition at work does not have it (any more)
├─ ClauseChangedMeanwhile     somebody saved since one read it
├─ ClauseStands               nothing to bring back
├─ TooManyClauses
├─ TooDeep
├─ PartOfItself               a clause cannot move into one of its own parts
├─ PartsInside                a clause with parts: these first
├─ SplitNeedsParts
├─ SplitLosesWords            the parts are not the whole
├─ NothingToMerge
├─ MergeTooLong
├─ SourceMissing              no such source, or it is not public
├─ SourceOfAnotherProcess
├─ OriginTwice
├─ ClauseNeeded               only what is not taken up may stand without a clause
├─ OriginEnded
├─ TooManyVoices
├─ UnsafeAddress              a web address that is none
├─ NotAVision                 sentences are put together from material in a vision only
├─ MaterialMissing
├─ TooMuchMaterial
├─ SentenceMissing            nothing was chosen to put to the vote
├─ SentenceHasNoText          a heading alone cannot be agreed with
├─ SentenceTooLong
├─ VoteNeedsSentences         a topic opens with so many
├─ VoteOpenAlready
├─ VoteNotOpen
├─ AskedAlready               in these very words
├─ RenderingNotWritable       the edition was approved or published
├─ OfficialWordsChanged       since the translator read them
├─ RenderingChangedMeanwhile
├─ ReviewNotOpen              the edition is no longer written, or public
├─ ReviewerNotStaff
├─ InvitedAlready
├─ TooManyReviewers
├─ ReviewDaysOutOfRange
├─ InvitationWithdrawn
├─ InvitationOver             expired or withdrawn
├─ TooManySaves               faster than anybody writes
├─ CommentAnswered
├─ CommentWithdrawn
└─ TakenOverNeedsWriting      the clause was not written since
"""

from django.utils.translation import gettext_lazy as _

from jukugi.kit.errors import Refusal


class EditionAtWork(Refusal):
    what = _("書きかけの版（第{number}版）があります。")
    todo = _("その版を公開するか、続けて書いてください。同時に書けるのは一つの版だけです。")


class EditionNotWritable(Refusal):
    what = _("この版は「{state}」なので、文を変えられません。")
    todo = _("直すときは、理由を書いて下書きに戻すか、公開のあとなら新しい版をはじめてください。")


class EditionNotInState(Refusal):
    what = _("この版は、いま「{state}」です。")
    todo = _("ほかの人が先に進めたか、戻しています。ページを読み直して確かめてください。")


class EditionEmpty(Refusal):
    what = _("この版には、まだ文がありません。")
    todo = _("文を一つ以上書いてから、確認に回してください。")


class SamePerson(Refusal):
    what = _("最後に書いた人は、自分で確認や承認をすることができません。")
    todo = _("ほかの担当者に、確認と承認を頼んでください。")


class PublicationUnderWay(Refusal):
    what = _("公開の準備（Word と PDF をつくる作業）が進んでいます。")
    todo = _("終わるまで数分お待ちください。止めるときは、下書きに戻してください。")


class ClauseNotHere(Refusal):
    what = _("この文は、いま書いている版にはありません。")
    todo = _("ほかの人がまとめたか、削っています。文書のページを読み直して確かめてください。")


class ClauseChangedMeanwhile(Refusal):
    what = _("読んでから保存するまでのあいだに、ほかの人がこの文を保存しました。")
    todo = _("下に両方を並べました。合わせてから、もう一度保存してください。どちらの文も失われていません。")


class ClauseStands(Refusal):
    what = _("この文は、もうこの版にあります。")
    todo = _("文書のページを読み直してください。")


class TooManyClauses(Refusal):
    what = _("一つの版に書ける文は{limit:,}までです。")
    todo = _("文書を分けるか、短い文をまとめてください。")


class TooDeep(Refusal):
    what = _("章立てが{limit}段より深くなります。")
    todo = _("一つ上の段に置いてください。")


class PartOfItself(Refusal):
    what = _("文を、その文の中にある文の下へは動かせません。")
    todo = _("ほかの場所を選んでください。")


class PartsInside(Refusal):
    what = _("この文の下に、ほかの文が{count}あります。")
    todo = _("先に下の文を動かすか、まとめてください。")


class SplitNeedsParts(Refusal):
    what = _("分ける所がありません。")
    todo = _("分けたい所に、空の行を一つ入れてください。")


class SplitLosesWords(Refusal):
    what = _("分けたあとの文を合わせても、もとの文になりません。")
    todo = _("分けるときは、言葉を変えずに空の行だけを入れてください。言葉は、分けたあとで直せます。")


class NothingToMerge(Refusal):
    what = _("まとめる文が選ばれていません。")
    todo = _("まとめたい文を一つ以上選んでください。")


class MergeTooLong(Refusal):
    what = _("まとめると{length:,}字になります。一つの文は{limit:,}字までです。")
    todo = _("短くしてから、まとめてください。")


class SourceMissing(Refusal):
    what = _("「{typed}」にあたる、公開されているものが見つかりません。")
    todo = _("番号を確かめてください。確認待ちのものや非公開のものは、由来にできません。")


class SourceOfAnotherProcess(Refusal):
    what = _("「{title}」は、ほかの検討プロセスのものです。")
    todo = _("この文書と同じプロセスのものを選んでください。")


class OriginTwice(Refusal):
    what = _("「{title}」は、もうこの文の由来に入っています。")
    todo = _("かかわり方を直すときは、前のものを理由をそえて取り消し、あらためて加えてください。")


class ClauseNeeded(Refusal):
    what = _("どの文にかかわるかが選ばれていません。")
    todo = _("文のない由来は、「取り入れなかった」ときだけです。")


class OriginEnded(Refusal):
    what = _("この由来は、もう取り消されています。")
    todo = _("ページを読み直してください。")


class TooManyVoices(Refusal):
    what = _("このまとまりには{count:,}件の声があります。一度に由来にできるのは{limit:,}件までです。")
    todo = _("論点を由来にするか、まとまりを分けてください。")


class UnsafeAddress(Refusal):
    what = _("「{url}」は、ウェブのアドレスとして読めません。")
    todo = _("https:// ではじまるアドレスを書くか、空にしてください。")


class NotAVision(Refusal):
    what = _("「{title}」は、将来ビジョンではありません。")
    todo = _("ふせんや意見文から文をつくるのは、種類が「将来ビジョン」の文書です。")


class MaterialMissing(Refusal):
    what = _("もとにするものが選ばれていません。")
    todo = _("ふせん、意見文、声から一つ以上を選んでください。書いた文は残してあります。")


class TooMuchMaterial(Refusal):
    what = _("{count}件が選ばれています。一つの文のもとにできるのは{limit}件までです。")
    todo = _("文を二つに分けるか、代わりに意見のまとまりを由来にしてください。")


class SentenceMissing(Refusal):
    what = _("賛否を聞く文が選ばれていません。")
    todo = _("文を一つ以上選んでください。")


class SentenceHasNoText(Refusal):
    what = _("「{heading}」は見出しだけで、賛否を聞ける本文がありません。")
    todo = _("見出しの下の文を選んでください。")


class SentenceTooLong(Refusal):
    what = _("{place}の文は{length}字あります。賛否を聞けるのは{limit}字までです。")
    todo = _("文を分けるか、短くしてから、もう一度選んでください。")


class VoteNeedsSentences(Refusal):
    what = _("選ばれた文は{count}です。はじめに{needed}以上の文が要ります。")
    todo = _("文が少ないと、考え方の違いが見えません。文を足してから、賛否を聞きはじめてください。")


class VoteOpenAlready(Refusal):
    what = _("この文書の賛否は、もう「{topic}」で聞いています。")
    todo = _("ページを読み直し、文を選んで「賛否を聞く」を押してください。")


class VoteNotOpen(Refusal):
    what = _("この文書の賛否を聞く場が、まだありません。")
    todo = _("先に、はじめの文を選んで場を開いてください。")


class AskedAlready(Refusal):
    what = _("{place}の文は、この言い方でもう賛否を聞いています。")
    todo = _("ほかの文を選んでください。文を直すと、あらためて聞けます。")


class RenderingNotWritable(Refusal):
    what = _("この版は「{state}」なので、訳を変えられません。")
    todo = _("承認の前なら下書きに戻して直せます。公開のあとは、次の版で直してください。")


class OfficialWordsChanged(Refusal):
    what = _("読んでから保存するまでのあいだに、もとの文が変わりました。")
    todo = _("上に新しいもとの文を出しました。訳を見直して、もう一度保存してください。書いた訳は残してあります。")


class RenderingChangedMeanwhile(Refusal):
    what = _("読んでから保存するまでのあいだに、ほかの人がこの訳を保存しました。")
    todo = _("その訳を下に出しました。合わせてから、もう一度保存してください。どちらも失われていません。")


class ReviewNotOpen(Refusal):
    what = _("この版は公開されたので、査読は終わりました。")
    todo = _("公開のページで読めます。次の版がはじまったら、あらためて招いてください。")


class ReviewerNotStaff(Refusal):
    what = _("選ばれた人は、役割のある職員ではありません。")
    todo = _("一覧から選び直すか、サインインのない人にはリンクを渡してください。")


class InvitedAlready(Refusal):
    what = _("{name}さんは、もうこの版に招かれています。")
    todo = _("期間を変えるときは、前の招待を取りやめてから招き直してください。")


class TooManyReviewers(Refusal):
    what = _("この版には{limit}人を招いています。これより多くは招けません。")
    todo = _("終わった招待があっても、数は戻りません。広く聞くときは、パブリックコメントや意見の募集を使ってください。")


class ReviewDaysOutOfRange(Refusal):
    what = _("期間が{days}日になっています。")
    todo = _("1日から{limit}日までにしてください。")


class InvitationWithdrawn(Refusal):
    what = _("この招待は、もう取りやめられています。")
    todo = _("ページを読み直してください。")


class InvitationOver(Refusal):
    what = _("この査読の期間は終わりました。")
    todo = _("書いたコメントは担当の課に届いています。続けるときは、招いた担当者に連絡してください。")
    status = 410


class TooManySaves(Refusal):
    what = _("短いあいだに{limit}回より多く保存しようとしました。")
    todo = _("1時間ほどおいてから、続きを書いてください。ここまで保存したものは残っています。")
    status = 429


class CommentAnswered(Refusal):
    what = _("このコメントには、もう答えが付いています。")
    todo = _("ページを読み直してください。続けて言いたいことは、新しいコメントとして書けます。")


class CommentWithdrawn(Refusal):
    what = _("このコメントは、書いた人が取り下げました。")
    todo = _("ページを読み直してください。")


class TakenOverNeedsWriting(Refusal):
    what = _("コメントのあと、この文はまだ直されていません。")
    todo = _("先に文を直して保存してください。そのあとで「文に取り入れた」を選べます。")
