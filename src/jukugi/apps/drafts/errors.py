"""
Refusal
├─ WordsMissing               a field that must hold words is empty
├─ WordsTooLong
├─ WordsHaveControls          characters that cannot be seen
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
└─ UnsafeAddress              a web address that is none
"""

from django.utils.translation import gettext_lazy as _

from jukugi.kit.errors import Refusal


class WordsMissing(Refusal):
    what = _("「{field}」が空です。")
    todo = _("ひとことで結構です。だれでも読める言葉で書いてください。")


class WordsTooLong(Refusal):
    what = _("「{field}」が{length:,}字あります。{limit:,}字まで書けます。")
    todo = _("書いたものは残してあります。短くするか、文を分けてください。")


class WordsHaveControls(Refusal):
    what = _("「{field}」に、目に見えない文字（制御文字）が{count}個まざっています。")
    todo = _("ほかの文書から写したところを、打ち直してください。")


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
