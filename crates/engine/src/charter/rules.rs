//! The charter's objects as they stand in `charter.json`.

use super::sync::Suggestion;
use crate::address::WebAddress;
use crate::condition::Condition;
use crate::document::{choice, shape};
use crate::event::{Source, Verb};
use crate::id::{
    BackgroundId, BadgeId, BenefitId, CommunityId, ItemId, MetricId, ObjectId, PlanId, RewardId, TagId, TierId,
};
use crate::table::Table;
use crate::text::{Money, Span, Text};
use crate::time::Offset;
use serde_json::Value;

shape! {
    /// The rules of a community.
    pub struct CharterFile {
        /// Version of the format; this version is 1.
        guildhall("guildhall"): u32;
        /// The community's identifier; data on a device is kept apart by it.
        id("id"): CommunityId;
        /// The community's name.
        name("name"): Text;
        /// What the community is, in a sentence or two.
        description("description"): Text = Text::default();
        /// Languages the community writes in (BCP 47), the preferred one first.
        languages("languages"): Vec<Box<str>> = vec!["en".into()];
        /// How the hall looks.
        appearance("appearance"): AppearanceRule = AppearanceRule::default();
        /// Offset from UTC at which the community's days begin, such as `+08:00`.
        offset("offset"): Offset = Offset::default();
        /// Currency of every price (ISO 4217).
        currency("currency"): Box<str> = "USD".into();
        /// Verbs beyond the built-in ones.
        verbs("verbs"): Table<Verb, VerbRule> = Table::new();
        /// Who may record a verb; by default `points-grant` and `tier-lock` are not for the member's own device.
        trust("trust"): Table<Verb, Vec<Source>> = Table::new();
        /// How hard an action is, in minutes, for choosing the cheapest way to the next tier.
        effort("effort"): Table<Verb, f64> = Table::new();
        /// Figures about the whole community that metrics can be related to.
        facts("facts"): Table<Box<str>, f64> = Table::new();
        /// Lists of values for `$inGroup`.
        groups("groups"): Table<Box<str>, Vec<Value>> = Table::new();
        /// Numbers read from a member's events.
        metrics("metrics"): Table<MetricId, MetricRule> = Table::new();
        /// How the score is made from metrics.
        score("score"): ScoreRule = ScoreRule::default();
        /// The rungs, the lowest first; the lowest holds for everyone.
        tiers("tiers"): Vec<TierRule>;
        /// What tiers give.
        benefits("benefits"): Vec<BenefitRule> = Vec::new();
        /// What members can pay for.
        plans("plans"): Vec<PlanRule> = Vec::new();
        /// How points are earned, spent and lost.
        points("points"): PointsRule = PointsRule::default();
        /// Marks of achievement, kept once earned.
        badges("badges"): Vec<BadgeRule> = Vec::new();
        /// What members may say of themselves, such as what they do or where they begin.
        backgrounds("backgrounds"): Vec<BackgroundRule> = Vec::new();
        /// Verbs whose days in a row make the streak; by default everything a member does.
        streak("streak"): Vec<Verb> = Vec::new();
        /// How taste and shelf are computed.
        taste("taste"): TasteRule = TasteRule::default();
        /// When a piece counts as read.
        reading("reading"): ReadingRule = ReadingRule::default();
        /// Where priced items are bought, such as `https://shop.example/{item}`; `{item}` stands for the identifier.
        checkout("checkout"): Option<WebAddress> = None;
        /// The server that members are offered to sync with.
        sync("sync"): Option<Suggestion> = None;
    }
}

shape! {
    /// A server that members are offered to sync with; nothing is sent there before a member has agreed.
    pub struct SyncRule {
        /// What speaks there.
        kind("kind"): SyncKind;
        /// Its address, such as `https://sync.example`.
        url("url"): WebAddress;
        /// The collection, database, folder or table; absent, the kind's usual one.
        place("place"): Box<str> = "".into();
    }
}

choice! {
    /// What a server speaks.
    pub enum SyncKind {
        /// The project's own contract.
        Rest = "rest",
        /// PocketBase.
        PocketBase = "pocketbase",
        /// The CouchDB protocol.
        CouchDb = "couchdb",
        /// libSQL over HTTP.
        LibSql = "libsql",
        /// WebDAV.
        WebDav = "webdav",
        /// An xAPI learning record store.
        Xapi = "xapi",
        /// PostgREST or Supabase.
        PostgRest = "postgrest",
        /// The founding article's service.
        Article = "article",
    }
}

shape! {
    /// How the hall looks. What can be read is seen to: an accent is darkened or lightened as far as text needs it.
    pub struct AppearanceRule {
        /// The one colour, for what is the member's and what can be pressed, such as `#7a3b2e`; absent, a lamp's gold.
        accent("accent"): Option<Box<str>> = None;
        /// One or two characters, or a square picture (.svg, .png, .webp) relative to this file; absent, the name's first
        /// character.
        mark("mark"): Option<Box<str>> = None;
        /// The ground of every page.
        paper("paper"): Paper = Paper::Warm;
    }
}

impl Default for AppearanceRule {
    fn default() -> Self {
        AppearanceRule { accent: None, mark: None, paper: Paper::Warm }
    }
}

choice! {
    /// The ground of every page.
    pub enum Paper {
        /// A breath of yellow.
        Warm = "warm",
        /// White and grey.
        Plain = "plain",
        /// A breath of blue.
        Cool = "cool",
    }
}

shape! {
    /// A verb that the charter adds.
    pub struct VerbRule {
        /// Its name for people.
        label("label"): Text = Text::default();
    }
}

shape! {
    /// A number read from a member's events. Exactly one of `count`, `distinct`, `sum`, `days` and `streak` says how.
    pub struct MetricRule {
        /// Its name for people.
        label("label"): Text = Text::default();
        /// Counts the events with these verbs.
        count("count"): Option<Vec<Verb>> = None;
        /// Counts the distinct objects, members or days of the events named by `of`.
        distinct("distinct"): Option<Distinct> = None;
        /// Adds up the values of the events named by `of`.
        sum("sum"): Option<Measure> = None;
        /// Counts the days with at least one event with these verbs.
        days("days"): Option<Vec<Verb>> = None;
        /// Length of the present run of days, each with at least one event with these verbs; a day is given to go on.
        streak("streak"): Option<Vec<Verb>> = None;
        /// The verbs of `distinct` and `sum`.
        of("of"): Vec<Verb> = Vec::new();
        /// Verbs whose values `sum` takes away, such as `refund`.
        minus("minus"): Vec<Verb> = Vec::new();
        /// Only events about these objects.
        objects("objects"): Vec<ObjectId> = Vec::new();
        /// `day`: divides by the days since joining (at least 1), or by the window's length.
        per("per"): Option<Per> = None;
        /// Only the last days, including today; absent means all time.
        window("window"): Option<Span> = None;
        /// The largest value the metric can have.
        cap("cap"): Option<f64> = None;
        /// The most that one day can add to `count` and `sum`.
        daily_cap("dailyCap"): Option<f64> = None;
        /// Leaves out what members do to their own work.
        others("others"): bool = false;
        /// `received`: counts what others did to this member's work.
        from("from"): Option<From> = None;
        /// Gives the value as per cent of a fact of the charter.
        percent_of("percentOf"): Option<Box<str>> = None;
    }
}

choice! {
    /// What `distinct` tells apart.
    pub enum Distinct {
        /// Objects of the events.
        Object = "object",
        /// Members who acted; with `from: received`, the people behind the likes.
        Member = "member",
    }
}

choice! {
    /// What `sum` adds up.
    pub enum Measure {
        /// The values of the events.
        Value = "value",
    }
}

choice! {
    /// What a metric is divided by.
    pub enum Per {
        /// Days.
        Day = "day",
    }
}

choice! {
    /// Whose events a metric reads.
    pub enum From {
        /// What others did to the member's work.
        Received = "received",
    }
}

shape! {
    /// The score: activity plus contribution.
    pub struct ScoreRule {
        /// Terms for taking part (活跃度).
        activity("activity"): Vec<TermRule> = Vec::new();
        /// Terms for giving to others (贡献度).
        contribution("contribution"): Vec<TermRule> = Vec::new();
    }
}

#[allow(clippy::derivable_impls)] // the declaration above cannot derive
impl Default for ScoreRule {
    fn default() -> Self {
        ScoreRule { activity: Vec::new(), contribution: Vec::new() }
    }
}

shape! {
    /// One term of the score: a metric times a weight.
    pub struct TermRule {
        /// The metric.
        metric("metric"): MetricId;
        /// What one unit of it is worth.
        weight("weight"): f64;
    }
}

shape! {
    /// A rung of membership.
    pub struct TierRule {
        /// Identifier.
        id("id"): TierId;
        /// Name for people.
        name("name"): Text;
        /// What the tier stands for.
        description("description"): Text = Text::default();
        /// The condition that reaches it; the lowest tier needs none.
        when("when"): Condition = Condition::always();
        /// The condition that keeps it, without which it is not reached either; by default the same as `when`.
        keep("keep"): Option<Condition> = None;
        /// Days for which `keep` may fail before the tier is lost.
        grace_days("graceDays"): u32 = 0;
        /// Days for which the tier is kept in any case once reached.
        min_stay_days("minStayDays"): u32 = 0;
    }
}

choice! {
    /// What a benefit is.
    pub enum BenefitKind {
        /// A mark beside the member's name.
        Label = "label",
        /// A head start when places are booked.
        Priority = "priority",
        /// A lower price.
        Discount = "discount",
        /// Access to content.
        Content = "content",
        /// Something people do for the member.
        Service = "service",
    }
}

shape! {
    /// Something a tier gives.
    pub struct BenefitRule {
        /// Identifier.
        id("id"): BenefitId;
        /// What kind of thing it is.
        kind("kind"): BenefitKind;
        /// Name for people.
        name("name"): Text;
        /// What the member gets.
        description("description"): Text = Text::default();
        /// The lowest tier that has it; without `from` and `tiers` everyone has it.
        from("from"): Option<TierId> = None;
        /// Exactly the tiers that have it.
        tiers("tiers"): Vec<TierId> = Vec::new();
        /// What the member must meet besides having the tier.
        unlock("unlock"): Condition = Condition::always();
        /// Discount in per cent, 0 to 100.
        percent("percent"): Option<f64> = None;
        /// Head start in hours.
        hours("hours"): Option<u32> = None;
        /// Items it covers; with `tags` empty too, everything.
        items("items"): Vec<ItemId> = Vec::new();
        /// Tags whose items it covers.
        tags("tags"): Vec<TagId> = Vec::new();
        /// Where the member turns to; a path of the site, a web address or a mail address.
        link("link"): Option<Box<str>> = None;
    }
}

shape! {
    /// A paid plan.
    pub struct PlanRule {
        /// Identifier.
        id("id"): PlanId;
        /// Name for people.
        name("name"): Text;
        /// What it includes.
        description("description"): Text = Text::default();
        /// Price of one period.
        price("price"): Money;
        /// How long one payment lasts.
        period("period"): Span;
        /// Where it is bought.
        checkout("checkout"): Option<Box<str>> = None;
    }
}

shape! {
    /// How points are earned, spent and lost.
    pub struct PointsRule {
        /// What earns points.
        earn("earn"): Vec<EarnRule> = Vec::new();
        /// Days after which unspent points are lost, the oldest first; absent means never.
        expire_days("expireDays"): Option<u32> = None;
        /// What points buy.
        rewards("rewards"): Vec<RewardRule> = Vec::new();
    }
}

#[allow(clippy::derivable_impls)] // the declaration above cannot derive
impl Default for PointsRule {
    fn default() -> Self {
        PointsRule { earn: Vec::new(), expire_days: None, rewards: Vec::new() }
    }
}

shape! {
    /// A rule that earns points. Either `points` for each event or `perValue` for each unit of its value.
    pub struct EarnRule {
        /// Verbs that earn.
        on("on"): Vec<Verb>;
        /// Points for each event.
        points("points"): Option<u32> = None;
        /// Points for each unit of the event's value, rounded down.
        per_value("perValue"): Option<f64> = None;
        /// The most points one day can earn by this rule.
        daily_cap("dailyCap"): Option<u32> = None;
        /// Only the first event about an object earns.
        once("once"): bool = false;
        /// `received`: what others do to the member's work earns.
        from("from"): Option<From> = None;
    }
}

shape! {
    /// Something points buy.
    pub struct RewardRule {
        /// Identifier.
        id("id"): RewardId;
        /// Name for people.
        name("name"): Text;
        /// What the member gets.
        description("description"): Text = Text::default();
        /// Its price in points.
        cost("cost"): u32;
        /// What the member must meet.
        when("when"): Condition = Condition::always();
    }
}

shape! {
    /// A mark of achievement.
    pub struct BadgeRule {
        /// Identifier.
        id("id"): BadgeId;
        /// Name for people.
        name("name"): Text;
        /// What it is given for.
        description("description"): Text = Text::default();
        /// The condition that earns it, on any day.
        when("when"): Condition;
    }
}

shape! {
    /// Something a member may say of themselves. Nobody has to, and it can be taken back at any time.
    pub struct BackgroundRule {
        /// Identifier.
        id("id"): BackgroundId;
        /// Name for people, as they would say it of themselves, such as `I teach`.
        name("name"): Text;
        /// Tags that are likely to draw them, half as strongly as interests they state.
        tags("tags"): Vec<TagId> = Vec::new();
    }
}

shape! {
    /// How long a piece takes at least, before reaching its end counts as finishing it: the larger of the two.
    pub struct ReadingRule {
        /// Seconds that any piece takes.
        min_seconds("minSeconds"): u32 = 20;
        /// Share of the piece's own minutes, from 0 to 1.
        per_minute_share("perMinuteShare"): f64 = 0.1;
    }
}

impl Default for ReadingRule {
    fn default() -> Self {
        ReadingRule { min_seconds: 20, per_minute_share: 0.1 }
    }
}

shape! {
    /// How taste and shelf are computed.
    pub struct TasteRule {
        /// Days in which the weight of an event halves.
        half_life_days("halfLifeDays"): u32 = 60;
        /// What each verb says about taste; built-in weights where absent. Negative: less of this.
        weights("weights"): Table<Verb, f64> = Table::new();
        /// Share of each signal in an item's score.
        blend("blend"): BlendRule = BlendRule::default();
        /// Items shown first to a member of whom nothing is known.
        starter("starter"): Vec<ItemId> = Vec::new();
        /// From 0 (variety alone) to 1 (score alone): the lambda of maximal marginal relevance.
        relevance("relevance"): f64 = 0.8;
        /// Of variety, the share that follows the tags of the member's taste; the rest is difference of the items.
        calibration("calibration"): f64 = 0.5;
        /// Adventurousness before the member chooses, from 0 to 1.
        adventurousness("adventurousness"): f64 = 0.2;
        /// The first file of a trained model, beside this document; absent when there is none.
        model("model"): Option<Box<str>> = None;
        /// Days in which the bonus for new items halves.
        fresh_days("freshDays"): u32 = 90;
    }
}

impl Default for TasteRule {
    fn default() -> Self {
        TasteRule {
            half_life_days: 60,
            weights: Table::new(),
            blend: BlendRule::default(),
            starter: Vec::new(),
            relevance: 0.8,
            calibration: 0.5,
            adventurousness: 0.2,
            model: None,
            fresh_days: 90,
        }
    }
}

shape! {
    /// Share of each signal in an item's score; only the proportions matter.
    pub struct BlendRule {
        /// Neighbours of what the member touched, from a trained model.
        collaborative("collaborative"): f64 = 0.5;
        /// Tags the member is interested in.
        tags("tags"): f64 = 0.35;
        /// What many members read.
        popularity("popularity"): f64 = 0.1;
        /// What is new.
        freshness("freshness"): f64 = 0.05;
    }
}

impl Default for BlendRule {
    fn default() -> Self {
        BlendRule { collaborative: 0.5, tags: 0.35, popularity: 0.1, freshness: 0.05 }
    }
}

impl crate::document::Shape for Source {
    fn read(value: &Value, reader: &mut crate::document::Reader) -> Option<Self> {
        let words = Source::ALL.map(Source::word);
        let source = Source::ALL.into_iter().find(|source| Some(source.word()) == value.as_str());
        source.or_else(|| reader.not_one_of(value, &words))
    }
    fn write(&self) -> Value {
        self.word().into()
    }
    #[cfg(feature = "schema")]
    fn schema(_: &mut crate::schema::Book) -> Value {
        serde_json::json!({ "enum": Source::ALL.map(Source::word) })
    }
}
