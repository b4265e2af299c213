//! The words of this page.

use crate::language::{Language, join, phrases};

phrases! {
/// The words of this page in one language.
Words {
    to_results;
    /// How long a piece takes at least, in seconds or in minutes.
    seconds(&str); minutes(&str);
    /// When it counts as finished: by itself, or when the member says so.
    counts_by_itself(&str); counts_when_said(&str);
    counts_in(&str);
    go_on(&str); go_on_hint;
    rest_priced; rest_unprotected;
    buy(&str); buy_elsewhere;
    /// The benefit that would open a locked piece, and whether the member's tier has it.
    opened_by(&str); opened_by_held(&str);
    nearly;
    no_text; no_text_hint; text_missing_hint;
    notes; notes_hint; notes_kept; notes_not_kept;
    only_in(&str);
    /// A mark that leads to a footnote, and the way back to the text.
    note(&str); back_from_note(&str);
}
}

/// The words in a language.
pub fn words(language: Language) -> &'static Words {
    match language {
        Language::English => &ENGLISH,
        Language::Chinese => &CHINESE,
    }
}

static ENGLISH: Words = Words {
    to_results: "Back to the results",
    seconds: |count| join(&[count, " seconds"]),
    minutes: |count| join(&[count, " minutes"]),
    counts_by_itself: |time| join(&["Counts as finished when you reach the end; takes at least ", time, "."]),
    counts_when_said: |time| join(&["Counts as finished when you say so; takes at least ", time, "."]),
    counts_in: |time| join(&["Counts in ", time, ", if you stay on this page."]),
    go_on: |share| join(&["Continue at ", share]),
    go_on_hint: "You have been here before.",
    rest_priced: "The rest is for those who bought it",
    rest_unprotected: "This site is a set of files without a doorkeeper: whoever knows where the text lies can read it. The community trusts you not to.",
    buy: |price| join(&["Buy for ", price]),
    buy_elsewhere: "You pay at the community’s shop, on another site. Come back and record it here.",
    opened_by: |benefit| join(&["The benefit “", benefit, "” opens it too."]),
    opened_by_held: |benefit| join(&["Your benefit “", benefit, "” opens it too, once it is unlocked."]),
    nearly: "Within reach",
    no_text: "There is nothing to read here",
    no_text_hint: "This piece is not a text. What it is about stands above.",
    text_missing_hint: "Either there is no connection, or the file is not where the catalogue says.",
    notes: "Your notes",
    notes_hint: "For you alone. Kept on this device as you write, and part of what you export.",
    notes_kept: "Kept",
    notes_not_kept: "The note could not be kept. Copy it before you leave.",
    only_in: |language| join(&["This text exists only in ", language, "."]),
    note: |number| join(&["Note ", number]),
    back_from_note: |number| join(&["Back to the text, from note ", number]),
};

static CHINESE: Words = Words {
    to_results: "回到搜索结果",
    seconds: |count| join(&[count, " 秒"]),
    minutes: |count| join(&[count, " 分钟"]),
    counts_by_itself: |time| join(&["读到末尾即算读完，至少需要 ", time, "。"]),
    counts_when_said: |time| join(&["由您标记才算读完，至少需要 ", time, "。"]),
    counts_in: |time| join(&["请留在本页，", time, "后计入。"]),
    go_on: |share| join(&["从 ", share, " 处继续读"]),
    go_on_hint: "您上次读到过这里。",
    rest_priced: "余下部分，购买后可读",
    rest_unprotected: "本站只是一组静态文件，没有人看门：知道正文所在的人都能读到。社群相信您不会这样做。",
    buy: |price| join(&["以 ", price, " 购买"]),
    buy_elsewhere: "付款在社群的店铺进行，不在本站。付款之后，请回到这里记录一笔。",
    opened_by: |benefit| join(&["权益“", benefit, "”也能打开它。"]),
    opened_by_held: |benefit| join(&["您的权益“", benefit, "”解锁之后，也能打开它。"]),
    nearly: "即将解锁",
    no_text: "这里没有正文",
    no_text_hint: "这一项不是文章，内容简介见上。",
    text_missing_hint: "可能是网络不通，也可能是文件不在目录所说的位置。",
    notes: "我的笔记",
    notes_hint: "只给您自己看。随写随存在这台设备上，导出时一并带走。",
    notes_kept: "已保存",
    notes_not_kept: "笔记未能保存，离开之前请先复制一份。",
    only_in: |language| join(&["这篇正文只有", language, "版本。"]),
    note: |number| join(&["注释 ", number]),
    back_from_note: |number| join(&["从注释 ", number, " 回到正文"]),
};
