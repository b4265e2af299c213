//! The words of this page.

use crate::language::{Language, join, phrases};
use crate::state::consent::Purpose;

phrases! {
/// The words of this page in one language.
Texts {
    title; standfirst; signal;

    // What is kept.
    kept; kept_hint;
    events; since; space; persisted; not_persisted;
    what; how_many; where_to; why; how_to_delete;
    in_database; in_memory; in_storage; in_both;
    events_why; events_delete; settings; settings_why; looks; looks_why; glances; glances_why; documents; documents_why; with_all;
    files; files_why; files_delete; in_cache;

    // Consent and interests.
    consent; consent_hint;
    purpose(Purpose) -> &'static str;
    agreed_on(&str); refused_on(&str); on_unasked; off_by_signal;
    sending; sending_none; sending_to(&str); sending_level(&str); sending_stays;
    receipts(&str); agreed; refused;
    interests; interests_hint; interests_off; no_interests; to_discover;

    // Files.
    out; out_hint; export_document; export_mine; export_kinds;
    whose_hall; yourself; member_with_events(&str, &str);
    bring; bring_hint; import_file; reading_file;
    preview_title(&str); span(&str, &str); would_add; take_in(usize, &str); leave_it;
    foreign(&str); unknown(&str);
    report_title(&str); report_lines; report_stored; report_known; report_repeated; report_refused; report_rejected;
    report_unsaved; report_findings(&str); file_of_other(&str); view_as(&str);
    import_back; import_taken_back; import_again;
    /// What a code of a finding says, and what to do; none for codes the table does not know.
    fault(&str) -> Option<(&'static str, &'static str)>;
    line(&str, &str);

    // Limits and the end.
    limits; limits_hint;
    erase; erase_hint; erase_what; erase_confirm(&str); erase_refused(&str); erase_button;
}
}

/// The words of this page and the lists among them.
pub struct Words {
    texts: Texts,
    /// Units of bytes: one, a thousand, a million.
    pub units: [&'static str; 3],
    /// What cannot be protected.
    pub limit_list: &'static [&'static str],
}

impl std::ops::Deref for Words {
    type Target = Texts;

    fn deref(&self) -> &Texts {
        &self.texts
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
    units: ["bytes", "kB", "MB"],
    limit_list: &[
        "Whoever can use this device and this browser profile can see everything here and change it. Lock your device.",
        "Browser extensions can read what a page shows, this one too.",
        "The people who run this site see that somebody fetched its files, as with any site: when, from which network address, and which of them. What you do here they do not see.",
        "Clearing this site’s data in the browser deletes all of it. Only a file you exported brings it back.",
        "What is computed on your own device can be changed on it. Score and tier are therefore a preview; where they are worth money, the community checks the events itself.",
        "A file you exported is not encrypted. Keep it where you keep other private papers.",
    ],
    texts: Texts {
        title: "Privacy",
        standfirst: "What this hall keeps about you, where, what for, and how to be rid of it.",
        signal: "Your browser asks for privacy (Global Privacy Control). So personal recommendations are off, and only what you do deliberately is recorded, until you say otherwise below.",

        kept: "What is kept",
        kept_hint: "All of it lies in this browser, on this device.",
        events: "Events",
        since: "Since",
        space: "Space used",
        persisted: "The browser has promised not to delete this by itself.",
        not_persisted: "The browser may delete this when the device runs out of space. An exported file is safe from that.",
        what: "What",
        how_many: "How many",
        where_to: "Where",
        why: "What for",
        how_to_delete: "How to delete it",
        in_database: "This browser’s database",
        in_memory: "Only in memory, until the tab closes",
        in_storage: "This browser’s small storage",
        in_both: "Both of them",
        events_why: "What you did, and when. Score, tier, benefits and recommendations are computed from it.",
        events_delete: "Take single ones back on the page Activity: they count no more. Erasing removes them.",
        settings: "Settings of this hall",
        settings_why: "Your name, picture and background if you gave any, when you were last here, and what you set.",
        files: "The site’s own files",
        files_why: "So that the hall opens without a network. They are the same for everybody.",
        in_cache: "This browser’s cache, by the site’s service worker",
        files_delete: "In the browser, with this site’s data. Erasing leaves them: they hold nothing of yours.",
        looks: "Language and appearance",
        looks_why: "So that the page looks right before anything else has loaded.",
        glances: "A summary of your standing",
        glances_why: "So that other pages of this site can show your card at once.",
        documents: "Copies of the community’s documents",
        documents_why: "So that a fault in a new version of them does not shut the hall. They say nothing about you.",
        with_all: "With everything else, below.",

        consent: "What you agree to",
        consent_hint: "Each answer is kept with its wording. You can change it at any time.",
        purpose: |purpose| match purpose {
            Purpose::Personalisation => "Personal recommendations",
            Purpose::Visits => "Recording visits by itself",
        },
        agreed_on: |day| join(&["You agreed on ", day, "."]),
        refused_on: |day| join(&["You declined on ", day, "."]),
        on_unasked: "On from the start. You have not been asked.",
        off_by_signal: "Off, because your browser asks for privacy.",
        sending: "Sending anything elsewhere",
        sending_none: "Does not happen. Only if you connect this hall with a server yourself are your events sent there.",
        sending_to: |host| {
            ["You have connected this hall: what is noted of you here is sent to ", host, " and kept there."].concat()
        },
        sending_level: |host| {
            [
                "You have connected this hall: the level you have reached is sent to ",
                host,
                " together with what you sign in with, and nothing of what is noted of you here.",
            ]
            .concat()
        },
        sending_stays: "You stay signed in: what lets this device in is kept in this browser's database.",
        receipts: |count| join(&["Your answers so far: ", count]),
        agreed: "Agreed",
        refused: "Declined",
        interests: "Interests",
        interests_hint: "What the shelf believes about you.",
        interests_off: "Personal recommendations are off, so no interests are worked out.",
        no_interests: "None are known yet.",
        to_discover: "Add and weigh interests on Discover",

        out: "Take it with you",
        out_hint: "Your history is yours.",
        export_document: "Export everything about me",
        export_mine: "Export my events",
        export_kinds: "Everything: one JSON document with events, settings and consents. Events: NDJSON, one event a line. Both can be imported again.",
        whose_hall: "Whose hall is shown",
        yourself: "Yourself",
        member_with_events: |member, events| join(&[member, " · ", events]),
        bring: "Bring it from elsewhere",
        bring_hint: "A file of events, as NDJSON or JSON. You see what it holds before anything is taken in.",
        import_file: "Import a file",
        reading_file: "Reading the file…",
        preview_title: |file| join(&["What is in “", file, "”"]),
        span: |from, until| join(&["From ", from, " to ", until]),
        would_add: "Would be new here",
        take_in: |count, shown| join(&["Take in ", shown, if count == 1 { " event" } else { " events" }]),
        leave_it: "Leave it",
        foreign: |count| {
            join(&["Events that concern other members: ", count, ". They are kept, and do not count for you."])
        },
        unknown: |count| {
            join(&[
                "Events about things that are not in this community’s catalogue: ",
                count,
                ". They count, but have no title:",
            ])
        },
        report_title: |file| join(&["Imported: ", file]),
        report_lines: "Lines",
        report_stored: "New",
        report_known: "Already here",
        report_repeated: "Repeated in the file",
        report_refused: "Could not be read",
        report_rejected: "Refused by the store",
        report_unsaved: "They are only in memory, because they could not be stored.",
        report_findings: |count| join(&["Findings: ", count]),
        file_of_other: |member| join(&["All these events are about the member “", member, "”."]),
        view_as: |member| join(&["See the hall as “", member, "”"]),
        import_back: "Take this import back",
        import_taken_back: "This import is taken back. None of its events count any more.",
        import_again: "Let it count after all",
        // English has the findings in the words of where they arose.
        fault: |_| None,
        line: |line, field| {
            if field.is_empty() { join(&["line ", line]) } else { join(&["line ", line, " · ", field]) }
        },

        limits: "What we cannot protect",
        limits_hint: "No page can promise more than this.",
        erase: "Erase everything",
        erase_hint: "This cannot be undone. Export first what you want to keep.",
        erase_what: "Everything in the list above but the site’s own files is deleted from this device: your events, settings and answers, and the number of your card with them. The hall then opens as for a new member, in every tab.",
        erase_confirm: |name| join(&["Type the community’s name, “", name, "”, to confirm"]),
        erase_refused: |name| join(&["Nothing was erased. Type “", name, "” exactly, then try again."]),
        erase_button: "Erase everything on this device",
    },
};

static CHINESE: Words = Words {
    units: ["字节", "KB", "MB"],
    limit_list: &[
        "凡能打开这台设备和您的浏览器的人，都能看到并改动这里的一切。请给设备上锁。",
        "浏览器扩展能读取页面上显示的内容，本页也不例外。",
        "与任何网站一样，运营者看得到有人取用了网站的文件：何时、来自哪个网络地址、取了哪些文件。您在这里做了什么，他们看不到。",
        "在浏览器中清除本站数据，会删掉全部记录，只有您导出过的文件能找回来。",
        "在自己设备上算出的结果，也能在自己设备上改动。因此得分与等级只是预览；若牵涉金钱，社群会另行核算这些行为。",
        "导出的文件没有加密，请像保管其他私人文件一样保管。",
    ],
    texts: Texts {
        title: "隐私",
        standfirst: "本站保存了您的哪些信息、存在哪里、有何用途，以及怎样删除。",
        signal: "您的浏览器要求保护隐私（Global Privacy Control）。因此个性化推荐已关闭，只记录您主动做的事；您可以在下面另作选择。",

        kept: "保存了什么",
        kept_hint: "全部存放在这台设备的这个浏览器里。",
        events: "行为",
        since: "始于",
        space: "占用空间",
        persisted: "浏览器已承诺不会自行删除这些数据。",
        not_persisted: "设备空间不足时，浏览器可能自行删除这些数据。导出的文件不受影响。",
        what: "内容",
        how_many: "数量",
        where_to: "位置",
        why: "用途",
        how_to_delete: "如何删除",
        in_database: "浏览器的数据库",
        in_memory: "只在内存中，关闭标签页即消失",
        in_storage: "浏览器的本地存储",
        in_both: "以上两处",
        events_why: "您做过什么、何时做的。得分、等级、权益与推荐都由此算出。",
        events_delete: "可在“足迹”页逐条撤销，撤销后不再计入；清除全部则彻底删除。",
        settings: "本会馆的设置",
        settings_why: "您填写的姓名、头像与背景（如有）、上次来访的时间，以及您的各项设定。",
        files: "本站自身的文件",
        files_why: "没有网络时也能打开会馆。这些文件人人相同。",
        in_cache: "浏览器的缓存（由本站的 Service Worker 管理）",
        files_delete: "在浏览器中随本站数据一并清除。“清除全部”会留下它们，因为其中没有您的任何信息。",
        looks: "语言与外观",
        looks_why: "让页面在加载之初就以正确的样子显示。",
        glances: "会员状态摘要",
        glances_why: "让本站的其他页面能立即显示您的会员卡。",
        documents: "社群文件的副本",
        documents_why: "新版文件若有差错，会馆仍可凭它们打开。其中没有关于您的信息。",
        with_all: "随下方的“清除全部”一并删除。",

        consent: "您同意了什么",
        consent_hint: "每次答复都连同当时的文字一起保存，您可以随时更改。",
        purpose: |purpose| match purpose {
            Purpose::Personalisation => "个性化推荐",
            Purpose::Visits => "自动记录来访",
        },
        agreed_on: |day| join(&["您于 ", day, " 同意。"]),
        refused_on: |day| join(&["您于 ", day, " 拒绝。"]),
        on_unasked: "默认开启，尚未征询过您。",
        off_by_signal: "已关闭，因为您的浏览器要求保护隐私。",
        sending: "向外发送数据",
        sending_none: "不会发生。只有当您自己把会馆与服务器连接后，记录才会发送过去。",
        sending_to: |host| ["您已连接会馆：这里为您记下的一切会发送到 ", host, " 并保存在那里。"].concat(),
        sending_level: |host| {
            ["您已连接会馆：您达到的等级会连同登录信息一起发送到 ", host, "，这里为您记下的内容不会发送。"].concat()
        },
        sending_stays: "您选择了保持登录：登录凭据存在这个浏览器的数据库里。",
        receipts: |count| join(&["迄今的答复：", count, " 次"]),
        agreed: "同意",
        refused: "拒绝",
        interests: "兴趣",
        interests_hint: "书架眼中的您。",
        interests_off: "个性化推荐已关闭，因此不推算兴趣。",
        no_interests: "目前还一无所知。",
        to_discover: "到“发现”页添加或调整兴趣",

        out: "带走您的记录",
        out_hint: "您的记录属于您。",
        export_document: "导出我的全部数据",
        export_mine: "导出我的行为",
        export_kinds: "全部数据：一个 JSON 文件，含行为、设置与授权。行为：NDJSON 格式，每行一条。两种文件都可以再次导入。",
        whose_hall: "显示谁的会馆",
        yourself: "您自己",
        member_with_events: |member, events| join(&[member, " · ", events, " 条"]),
        bring: "从别处带来",
        bring_hint: "NDJSON 或 JSON 格式的行为文件。导入之前，您会先看到其中的内容。",
        import_file: "导入文件",
        reading_file: "正在读取文件……",
        preview_title: |file| join(&["“", file, "”的内容"]),
        span: |from, until| join(&[from, " 至 ", until]),
        would_add: "将新增",
        take_in: |_, count| join(&["导入 ", count, " 条行为"]),
        leave_it: "不导入",
        foreign: |count| join(&["与其他会员有关的行为：", count, " 条。会保存下来，但不计入您的得分。"]),
        unknown: |count| join(&["所涉内容不在本社群目录中的行为：", count, " 条。照常计入，只是没有标题："]),
        report_title: |file| join(&["已导入：", file]),
        report_lines: "行数",
        report_stored: "新增",
        report_known: "原已存在",
        report_repeated: "文件内重复",
        report_refused: "无法读取",
        report_rejected: "存储未接受",
        report_unsaved: "未能存好，目前只在内存中。",
        report_findings: |count| join(&["发现的问题：", count]),
        file_of_other: |member| join(&["这些行为都与会员“", member, "”有关。"]),
        view_as: |member| join(&["以“", member, "”的身份浏览"]),
        import_back: "撤回这次导入",
        import_taken_back: "这次导入已撤回，其中的行为都不再计入。",
        import_again: "恢复这次导入",
        fault: chinese_fault,
        line: |line, field| {
            if field.is_empty() { join(&["第 ", line, " 行"]) } else { join(&["第 ", line, " 行 · ", field]) }
        },

        limits: "我们保护不了的",
        limits_hint: "任何网页都无法承诺更多。",
        erase: "清除全部",
        erase_hint: "清除后无法恢复。想保留的内容，请先导出。",
        erase_what: "除本站自身的文件外，上面列出的一切都会从这台设备删除：您的行为、设置和答复，连同会员卡号。随后会馆将像迎接新会员那样重新打开，各标签页皆如此。",
        erase_confirm: |name| join(&["请输入社群名称“", name, "”以确认"]),
        erase_refused: |name| join(&["没有清除任何内容。请准确输入“", name, "”后再试。"]),
        erase_button: "清除这台设备上的全部数据",
    },
};

fn chinese_fault(code: &str) -> Option<(&'static str, &'static str)> {
    Some(match code {
        "line-too-long" => ("这一行太长，最多读取 65536 字节。", "请缩短内容。"),
        "not-utf8" => ("这一行不是 UTF-8 编码。", "请将文件另存为 UTF-8。"),
        "not-json" => ("这一行不是有效的 JSON：", "每行应为一个 JSON 对象。"),
        "not-an-object" => ("一条行为必须是一个 JSON 对象。", "每条行为请写成一个对象。"),
        "id-conflict" => ("文件中另有一条行为使用同一标识：", "两条之中保留较小的一条。"),
        "field-missing" => ("缺少字段：", "请补上该字段。"),
        "wrong-type" => ("字段的类型不对：", "文字请加引号，数字请不要加引号。"),
        "bad-value" => ("字段的值不可用：", "请更正该值。"),
        "bad-id" => ("标识不合规定：", "请使用 1 至 200 字节，不含控制字符。"),
        "bad-time" => ("时间不在 1970 年至 9999 年之间。", "请检查时钟或时间单位。"),
        "note-too-long" => ("备注太长，最多 8192 字节。", "请缩短备注。"),
        "object-missing" => ("这种行为必须指明对象：", "请写明所涉及的对象。"),
        "value-missing" => ("这种行为必须带有数值：", "请填写数值。"),
        "value-out-of-range" => ("数值超出范围：", "请更正数值。"),
        "bad-undo" => ("撤销所指的不是行为的标识：", "请指明要撤销的行为。"),
        "event-too-large" => ("这条行为太大，无法保存。", "请缩短内容。"),
        _ => return None,
    })
}
