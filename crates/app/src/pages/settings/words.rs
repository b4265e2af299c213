//! The words of this page.

use crate::language::{Language, phrases};
use crate::settings::{Motion, TextSize};

phrases! {
/// The words of this page in one language.
Words {
    title;
    standfirst;
    signal; to_privacy;

    // You.
    you; you_hint;
    name; name_hint; name_example;
    picture; picture_hint; choose_picture; other_picture; remove_picture;
    no_picture; picture_too_large;

    // Reading.
    reading; reading_hint;
    text_size;
    text_size_name(TextSize) -> &'static str;
    motion;
    motion_name(Motion) -> &'static str;

    // Interests.
    interests; interests_hint; taste; again; again_hint;

    // Several devices.
    sync; sync_hint; to_sync;

    // When something is wrong.
    diagnostics; diagnostics_hint; copy; copied; save;
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
    title: "Settings",
    standfirst: "Make the hall yours.",
    signal: "Your browser asks for privacy (Global Privacy Control), and the hall keeps to it.",
    to_privacy: "What that means",

    you: "You",
    you_hint: "For your card and your own eyes: both stay on this device.",
    name: "Name",
    name_hint: "As it should stand on your card.",
    name_example: "How you would like to be called",
    picture: "Picture",
    picture_hint: "It is cut to a small square, and where and when it was taken is left behind.",
    choose_picture: "Choose a picture",
    other_picture: "Choose another",
    remove_picture: "Remove it",
    no_picture: "This file is not a picture that the browser can read. A JPEG, PNG or WebP will do.",
    picture_too_large: "This file is larger than 20 MB. Choose a smaller one.",

    reading: "Reading",
    reading_hint: "For every community you open in this browser.",
    text_size: "Text size",
    text_size_name: |size| match size {
        TextSize::Small => "Small",
        TextSize::Medium => "Medium",
        TextSize::Large => "Large",
        TextSize::Largest => "Largest",
    },
    motion: "Motion",
    motion_name: |motion| match motion {
        Motion::System => "System",
        Motion::Reduced => "Reduced",
    },

    interests: "Interests",
    interests_hint: "What you choose leads your shelf. It stays on this device.",
    taste: "Everything the shelf believes of you",
    again: "Show it again",
    again_hint: "The three steps of your first visit.",

    sync: "Several devices",
    sync_hint: "The same hall on each of them, by a server of your choice.",
    to_sync: "Set up sync",

    diagnostics: "When something is wrong",
    diagnostics_hint: "What the people who run the hall may ask you for. Nothing you read, said or chose is in it.",
    copy: "Copy",
    copied: "Copied",
    save: "Save as a file",
};

static CHINESE: Words = Words {
    title: "设置",
    standfirst: "按您的习惯布置。",
    signal: "您的浏览器要求保护隐私（Global Privacy Control），会馆照此办理。",
    to_privacy: "具体说明",

    you: "关于您",
    you_hint: "用于您的会员卡，也给您自己看；两者都只存在这台设备上。",
    name: "称呼",
    name_hint: "会印在您的会员卡上。",
    name_example: "希望别人怎么称呼您",
    picture: "头像",
    picture_hint: "图片会裁成小方块，拍摄的时间和地点不会保留。",
    choose_picture: "选择图片",
    other_picture: "换一张",
    remove_picture: "移除",
    no_picture: "浏览器读不出这张图片，请换用 JPEG、PNG 或 WebP 格式。",
    picture_too_large: "文件超过 20 MB，请换一张小一些的。",

    reading: "阅读",
    reading_hint: "在这个浏览器里打开的所有社群都照此显示。",
    text_size: "文字大小",
    text_size_name: |size| match size {
        TextSize::Small => "小",
        TextSize::Medium => "中",
        TextSize::Large => "大",
        TextSize::Largest => "特大",
    },
    motion: "动画",
    motion_name: |motion| match motion {
        Motion::System => "跟随系统",
        Motion::Reduced => "减少动画",
    },

    interests: "兴趣",
    interests_hint: "书架会跟着您的选择走；这些只存在这台设备上。",
    taste: "查看书架眼中的您",
    again: "再看一遍",
    again_hint: "初次来访时的三步介绍。",

    sync: "多台设备",
    sync_hint: "通过您选择的服务器，让每台设备都是同一个会馆。",
    to_sync: "设置同步",

    diagnostics: "遇到问题时",
    diagnostics_hint: "管理者可能会向您要这些信息，其中没有您读过、说过、选过的任何内容。",
    copy: "复制",
    copied: "已复制",
    save: "存为文件",
};
