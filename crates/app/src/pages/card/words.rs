//! The words of this page.

use crate::language::{Language, join, phrases};

phrases! {
/// The words of this page in one language.
Words {
    title;
    standfirst;

    // On the card. What stands there is short: a card has the room it has.
    membership_card; member_since; valid_until; own_statement(&str);

    // What the faces show, for those who do not see them.
    front_of(&str); back_of(&str); fact(&str, &str); code_alone;

    // The same as a list.
    on_the_card; name; number; community; labels; tier_since; none_until;
    add_name; to_settings;

    // What can be done with it.
    keep_it; save_image; save_drawing; print; share; preparing; image_failed; share_failed; true_size;

    // The code.
    code_title; code_hint; code_check;

    // All cards of the community.
    cards; cards_hint; this_is_yours;
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
    title: "Your card",
    standfirst: "Show it at the door.",

    membership_card: "Membership card",
    member_since: "Member since",
    valid_until: "Valid until",
    own_statement: |at| {
        join(&[
            "The member’s own statement, computed on their device on ",
            at,
            ". Whoever runs the community can check it against the member’s events.",
        ])
    },

    front_of: |community| join(&["Front of the membership card of ", community]),
    back_of: |community| join(&["Back of the membership card of ", community]),
    fact: |what, value| join(&[what, ": ", value]),
    code_alone: "A QR code with card number, tier and date",

    on_the_card: "What it says",
    name: "Name",
    number: "Card number",
    community: "Community",
    labels: "Labels",
    tier_since: "In this tier since",
    none_until: "No end: there is no paid plan",
    add_name: "Your name is not on it yet.",
    to_settings: "Add it in the settings",

    keep_it: "Take it with you",
    save_image: "Save as image",
    save_drawing: "Save as drawing (SVG)",
    print: "Print",
    share: "Share",
    preparing: "Preparing the image…",
    image_failed: "This browser could not make an image of the card. Save the drawing, or print it.",
    share_failed: "The image could not be shared. Save it and send it from there.",
    true_size: "Printed at true size, 85.6 × 54 mm. Cut along the edge and fold in the middle.",

    code_title: "What the code says",
    code_hint: "Any phone’s camera reads it. It is your own statement, and no proof by itself: it becomes one when the community checks it.",
    code_check: "To check it, the community replays your events up to that moment and compares the beginning of the digest:",

    cards: "The cards of this community",
    cards_hint: "Every tier has a finish of its own.",
    this_is_yours: "Yours",
};

static CHINESE: Words = Words {
    title: "我的会员卡",
    standfirst: "到场时出示。",

    membership_card: "会员卡",
    member_since: "入会日期",
    valid_until: "有效期至",
    own_statement: |at| {
        join(&["本卡内容由会员本人陈述，于 ", at, " 在其设备上计算得出。社群可用会员的行为记录加以核对。"])
    },

    front_of: |community| join(&[community, "会员卡正面"]),
    back_of: |community| join(&[community, "会员卡背面"]),
    fact: |what, value| join(&[what, "：", value]),
    code_alone: "二维码，含卡号、等级与日期",

    on_the_card: "卡面内容",
    name: "姓名",
    number: "卡号",
    community: "社群",
    labels: "标识",
    tier_since: "当前等级始于",
    none_until: "没有付费方案，无截止日期",
    add_name: "卡上还没有您的名字。",
    to_settings: "去设置里添加",

    keep_it: "随身携带",
    save_image: "存为图片",
    save_drawing: "存为矢量图（SVG）",
    print: "打印",
    share: "分享",
    preparing: "正在生成图片……",
    image_failed: "此浏览器无法生成卡片图片。请存为矢量图，或直接打印。",
    share_failed: "图片未能分享。请先存为图片，再发送。",
    true_size: "按实际尺寸打印（85.6 × 54 毫米），沿边剪下，居中对折。",

    code_title: "二维码里写了什么",
    code_hint: "用手机相机即可读取。它只是您本人的陈述，本身并非证明；经社群核对后才算数。",
    code_check: "核对时，社群重放您截至该时刻的行为记录，再比对摘要的开头：",

    cards: "本社群的会员卡",
    cards_hint: "每个等级各有质感。",
    this_is_yours: "您的卡",
};
