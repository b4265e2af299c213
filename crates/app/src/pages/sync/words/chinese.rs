//! 简体中文。

use super::{Words, count};
use crate::sync::Condition;
use guildhall_backends::Kind;

pub static CHINESE: Words = Words {
    title: "同步",
    standfirst: "让您的每台设备都是同一个会馆，换了设备，记录也还在。",
    off_until: "在您开启之前，什么都不会同步。",
    only_own: "您正在查看另一位会员的会馆。这里只能同步您自己的会馆。",
    no_demo: "这一年是虚构的，不会同步到任何地方。退出演示后可连接您自己的会馆。",

    mark: |condition, formats| match condition {
        Condition::Off => "同步：未开启".into(),
        Condition::Paused => "同步：已暂停".into(),
        Condition::Starting => "同步：准备中".into(),
        Condition::NeedsSignIn => "同步：请重新登录".into(),
        Condition::Offline => "同步：离线".into(),
        Condition::Trouble => "同步：遇到问题".into(),
        Condition::Busy => "同步：进行中".into(),
        Condition::Waiting(waiting) => ["同步：", &count(formats, waiting), " 条待发送"].concat(),
        Condition::Aside(_) => "同步：有记录被搁置".into(),
        Condition::Synced => "同步：已是最新".into(),
    },

    where_to: "同步到哪里",
    where_hint: "可以是社群的服务器，也可以是您自己的。",
    suggested: "这是社群推荐的服务器，您也可以另选。",
    kind: "服务器类型",
    about_kind: |kind| match kind {
        Kind::PocketBase => "带账号功能的小型服务器，只有一个程序文件。会员用用户名或邮箱加密码登录。",
        Kind::CouchDb => "CouchDB、PouchDB Server 以及使用同一协议的服务器，每位会员一个数据库。",
        Kind::WebDav => "您名下的一个文件夹，Nextcloud、ownCloud 和许多网盘都支持。",
        Kind::PostgRest => "以 PostgREST 提供服务的 PostgreSQL 数据库，或 Supabase 项目。",
        Kind::LibSql => "libSQL 或 Turso 数据库，凭令牌登录。",
        Kind::Xapi => "保存 xAPI 语句的学习记录库（LRS）。",
        Kind::Rest => "按会馆自有的简单约定工作的服务器。",
        Kind::Article => "创始文章中的服务：只接收您的等级，不会传回任何内容。",
    },
    address: "地址",
    place: |kind| match kind {
        Kind::PocketBase => "集合",
        Kind::CouchDb => "数据库",
        Kind::WebDav => "文件夹",
        Kind::PostgRest | Kind::LibSql => "数据表",
        Kind::Xapi | Kind::Rest | Kind::Article => "路径",
    },
    usual: "默认",
    who: "您在那里的身份",
    who_hint: "请按服务器管理者告知的填写。",
    user: "用户名或邮箱",
    secret: "密码或密钥",
    stay: "保持登录",
    stay_on: "登录凭据会存在这个浏览器里，直到您断开连接。与他人共用设备时请勿开启。",
    stay_off: "密码和密钥只留在内存中，关闭或刷新此标签页后需重新登录。",
    before: "发送之前",
    before_hint: "在您同意之前，什么都不会发送，连测试也不会。",
    the_server: "该服务器",
    consent: |host| {
        [
            "会馆在这里为我记下的一切都会发送到",
            gap(host),
            host,
            "：我读过、评过、写过、买过、参加过和选择过的内容，连同各自的时间和本机的编号。\
         这些记录会保存在那里，供我的其他设备读取；",
            host,
            gap(host),
            "的管理者可以看到。我的称呼、头像和设置不会发送。",
        ]
        .concat()
    },
    consent_level: |host| {
        [
            "上面的用户名和密码会发送到",
            gap(host),
            host,
            "，用于注册或登录；我达到的等级每次变化时也会发送。",
            host,
            gap(host),
            "的管理者可以看到这两项。我读过、评过、写过、买过和参加过的内容都不会发送，我的其他设备也无法从那里读取任何内容。",
        ]
        .concat()
    },
    agree: "我同意",
    lacks_address: "请先填写服务器地址。",
    lacks_consent: "请先勾选同意；在此之前不会发送任何内容。",
    connect: "连接",
    test: "仅测试",

    testing: |host| ["正在询问 ", host, "……"].concat(),
    works: "连接正常。",
    holds_some: "服务器上已有记录，会一并取回。",
    holds_none: "服务器上还没有记录，本机的记录会发送过去。",
    holds_unknown: "该服务器只接收，不会传回内容。",
    policy: |host| ["本站不允许与 ", host, " 通信。"].concat(),
    policy_remedy: "本站的安全策略列明了可以访问的服务器。请网站管理者加入",
    policy_or: "，例如在构建时使用 ",
    not_working: "无法连接。",
    fault: |code| {
        Some(match code {
            "offline" => ("这台设备没有联网。", "联网后请再试。"),
            "unreachable" | "store-unreachable" => ("没有收到回应。", "可能是服务器不在线、地址有误，或途中被拦截。"),
            "blocked" => {
                ("服务器有回应，但不允许本站读取。", "请服务器管理者放行本站的地址（CORS），设置指南中有说明。")
            }
            "wrong-credentials" | "sign-in-needed" => ("用户名与密码不符。", "请核对，或询问服务器管理者。"),
            "denied" | "access-denied" => ("服务器认得您，但您没有读写权限。", "请询问服务器管理者。"),
            "wrong-place" => ("服务器上没有这个名称。", "请核对集合、数据库、文件夹或数据表的名称，以及地址。"),
            "not-this-kind" | "bad-answer" => ("那里的回应不像这类服务器。", "请核对地址和服务器类型。"),
            "bad-address" => ("这不是有效的地址。", "请像浏览器地址栏那样填写，例如 sync.example。"),
            "unsupported" => ("暂不支持这类服务器。", "请选择其他类型。"),
            "storage-full" => ("这台设备已没有可用空间。", "请腾出一些空间后再同步。"),
            _ => return None,
        })
    },

    standing: "当前状态",
    standing_hint: "",
    state: |condition, formats| match condition {
        Condition::Off => "未开启".into(),
        Condition::Paused => "已暂停".into(),
        Condition::Starting => "准备中".into(),
        Condition::NeedsSignIn => "请重新登录".into(),
        Condition::Offline => "离线".into(),
        Condition::Trouble => "遇到问题".into(),
        Condition::Busy => "正在同步".into(),
        Condition::Waiting(waiting) => [&count(formats, waiting), " 条记录待发送"].concat(),
        Condition::Aside(aside) => ["已是最新，", &formats.count(aside), " 条除外"].concat(),
        Condition::Synced => "已是最新".into(),
    },
    state_hint: |condition| match condition {
        Condition::Off => "不发送，也不取回任何内容。",
        Condition::Paused => "在您继续之前，不发送也不取回；其间的记录留在本机等候。",
        Condition::Starting => "马上就能知道同步情况。",
        Condition::NeedsSignIn => "服务器需要确认您的身份，其间不会丢失任何记录。",
        Condition::Offline => "联网后会自动继续，其间的记录留在本机等候。",
        Condition::Trouble => "稍后会自动重试；其间的记录留在本机等候，不会丢失。",
        Condition::Busy => "您可以继续阅读，同步在后台进行。",
        Condition::Waiting(_) => "马上就会发送。",
        Condition::Aside(_) => "其余记录在本机和服务器上完全一致。",
        Condition::Synced => "本机的记录都已在服务器上，服务器上的记录也都已取回。",
    },
    level_known: "服务器已知道您达到的等级，其他内容都只留在本机。",
    progress: |sent, all| ["已发送 ", sent, " / ", all, " 条"].concat(),
    pending: "待发送",
    sent: "本次已发送",
    received: "本次已取回",
    last_success: "上次同步完成",
    next_try: "下次检查",
    server: "服务器",
    signed_in_as: "登录身份",
    now: "立即同步",
    pause: "暂停",
    resume: "继续",
    check_all: "全部核对",
    sign_in: "登录",

    identity: "哪一位是您？",
    identity_hint: "另一台设备用了自己的名字。如果那也是您，请指明，两边就会合为一位会员。",
    member_events: |member, events| [member, "：", events, " 条记录"].concat(),
    this_is_me: "这是我",

    aside: "已搁置",
    aside_hint: "这些记录无法同步，但仍留在本机，照常计算。",
    try_again: "重试",
    save_aside: "存为文件",
    foreign_event: "来自其他设备的记录",
    refusal: |code| match code {
        "event-too-large" => Some("超出了服务器允许的大小。"),
        "refused" => Some("服务器拒绝接收。"),
        _ => None,
    },
    missing: "尚缺",
    missing_hint: "其他设备的这些记录本应在服务器上，却没有找到，可能是那台设备还没有发送。",
    hole: |device, first, last| {
        if first == last {
            ["设备 ", device, "：第 ", first, " 条"].concat()
        } else {
            ["设备 ", device, "：第 ", first, " 至 ", last, " 条"].concat()
        }
    },

    end: "断开连接",
    end_hint: "随时可以重新连接。",
    stays_there: |host| {
        [
            "本机上的一切都会保留。已发送到 ",
            host,
            " 的记录也会留在那里，只有服务器管理者才能删除。密码和密钥会立即清除。",
        ]
        .concat()
    },
    disconnect: "断开这台设备",
    disconnect_from: |host| ["断开与 ", host, " 的连接"].concat(),
    withdrawn: |host| ["从现在起，不再向 ", host, " 发送任何内容。"].concat(),
};

/// Between Chinese characters and an address stands a space; between them and 该服务器 there is none.
fn gap(host: &str) -> &'static str {
    if host.is_ascii() { " " } else { "" }
}
