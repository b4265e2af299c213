//! What both faces of a card share. A face is a drawing of its own: it is saved and printed as it stands, so that it uses
//! neither style sheets nor web fonts, only attributes and the faces that systems come with.

use super::finish::{Colour, Finish, hex};
use super::fit::Fitted;
use crate::language::Language;
use yew::prelude::*;

/// Width and height in tenths of a millimetre: the format ID-1 of ISO/IEC 7810.
pub const WIDTH: u32 = 856;
/// See [`WIDTH`].
pub const HEIGHT: u32 = 540;
/// From the card's edge to what stands on it.
pub const MARGIN: u32 = 56;
/// The corners' radius.
const CORNER: &str = "32";

/// What a card says, in the member's language.
#[derive(Debug, Clone, PartialEq)]
pub struct Facts {
    /// The language of all of it.
    pub language: Language,
    /// The community's name.
    pub community: String,
    /// The community's mark: one or two characters.
    pub mark: String,
    /// The tier's name.
    pub tier: String,
    /// The member's name; empty when they gave none.
    pub name: String,
    /// The card's number.
    pub number: String,
    /// Member since.
    pub since: Option<String>,
    /// Valid until.
    pub until: Option<String>,
    /// Unlocked labels.
    pub labels: Vec<String>,
    /// The moment everything was computed for.
    pub at: String,
    /// What the code says.
    pub statement: String,
    /// Whether it is somebody's card.
    pub is_known: bool,
}

/// Stands where something is not known yet.
const UNKNOWN: &str = "…";

impl Facts {
    /// The same card of nobody yet.
    pub fn unknown(self) -> Facts {
        let veil = |line: &str| match line.split_once(": ") {
            Some((name @ ("card" | "at" | "digest"), _)) => [name, ": ", UNKNOWN].concat(),
            _ => line.to_owned(),
        };
        let statement = self.statement.lines().map(veil).collect::<Vec<String>>().join("\n");
        let (number, at) = ("····-····".to_owned(), UNKNOWN.to_owned());
        Facts { number, since: Some(at.clone()), at, statement, is_known: false, ..self }
    }

    /// Serif faces that systems come with, those of the language first.
    pub fn serif(&self) -> &'static str {
        match self.language {
            Language::English => {
                "Iowan Old Style, Charter, Palatino Linotype, Palatino, 'Source Serif 4', Noto Serif, Georgia, Noto Serif CJK SC, \
                 DejaVu Serif, Songti SC, SimSun, serif"
            }
            Language::Chinese => "Songti SC, Source Han Serif SC, Noto Serif CJK SC, SimSun, Noto Serif, serif",
        }
    }

    /// Sans-serif faces, likewise.
    pub fn sans(&self) -> &'static str {
        match self.language {
            Language::English => {
                "system-ui, Segoe UI, Helvetica Neue, Noto Sans, DejaVu Sans, PingFang SC, Noto Sans CJK SC, Microsoft YaHei, \
                 sans-serif"
            }
            Language::Chinese => {
                "PingFang SC, Microsoft YaHei, Source Han Sans SC, Noto Sans CJK SC, system-ui, sans-serif"
            }
        }
    }
}

/// A face: its ground, its edge, and what stands on it. `id` tells the faces apart.
pub fn face(id: &'static str, facts: &Facts, finish: &Finish, alternative: String, content: Html) -> Html {
    let (ground, foil) = (url(id, "ground"), url(id, "foil"));
    let clip = [id, "-clip"].concat();
    html! {
        <svg {id} class="card-face" xmlns="http://www.w3.org/2000/svg" width={WIDTH.to_string()} height={HEIGHT.to_string()}
            viewBox="0 0 856 540" role="img" aria-label={alternative} lang={facts.language.tag()} direction="ltr">
            <defs>
                <linearGradient id={[id, "-ground"].concat()} x1="0" y1="0" x2="1" y2="1">
                    <stop offset="0" stop-color={hex(finish.ground[0])} />
                    <stop offset="1" stop-color={hex(finish.ground[1])} />
                </linearGradient>
                <linearGradient id={[id, "-foil"].concat()} x1="0" y1="0" x2="1" y2="0.35">
                    { for finish.foil.iter().zip(["0", "0.5", "1"]).map(|(colour, offset)| html! {
                        <stop {offset} stop-color={hex(*colour)} />
                    }) }
                </linearGradient>
                <clipPath id={clip.clone()}><rect width="856" height="540" rx={CORNER} /></clipPath>
            </defs>
            // The colour behind the reference serves where references do not work.
            <rect width="856" height="540" rx={CORNER} fill={[&ground, " ", &hex(finish.ground[0])].concat()} />
            <g clip-path={url(id, "clip")}>{ content }</g>
            <rect x="1" y="1" width="854" height="538" rx="31" fill="none" stroke={hex(finish.edge)} stroke-width="2" />
            if finish.kind == 4 {
                <rect x="16" y="16" width="824" height="508" rx="20" fill="none" stroke={[&foil, " ", &hex(finish.foil[0])].concat()} stroke-width="1.5" />
            }
        </svg>
    }
}

/// A reference to something of this face.
pub fn url(id: &str, what: &str) -> String {
    ["url(#", id, "-", what, ")"].concat()
}

/// The foil of this face.
pub fn foil(id: &str, finish: &Finish) -> String {
    [&url(id, "foil"), " ", &hex(finish.foil[0])].concat()
}

/// Strands of a pattern, whose coordinates are tenths of the card's.
pub fn strands(paths: &[String], colour: Colour, width: &'static str) -> Html {
    html! {
        <g transform="scale(0.1)" fill="none" stroke={hex(colour)} stroke-width={width}>
            { for paths.iter().map(|d| html! { <path d={d.clone()} /> }) }
        </g>
    }
}

/// How a text is set.
pub struct Type {
    /// Where it begins, or ends when it is set to the end.
    pub x: u32,
    /// Its first line's base.
    pub y: u32,
    /// Its face.
    pub family: &'static str,
    /// Its weight.
    pub weight: &'static str,
    /// Its colour, as markup has it.
    pub fill: String,
    /// Space between letters.
    pub spacing: &'static str,
    /// Whether it ends at `x`.
    pub is_end: bool,
}

/// A text in its lines, `leading` hundredths of its size apart.
pub fn text(set: &Type, fitted: &Fitted, leading: u32) -> Html {
    let Fitted { size, lines } = fitted;
    html! {
        { for lines.iter().enumerate().map(|(at, line)| {
            let y = set.y + u32::try_from(at).unwrap_or(0) * size * leading / 100;
            html! {
                <text x={set.x.to_string()} y={y.to_string()} font-family={set.family} font-size={size.to_string()} font-weight={set.weight}
                    fill={set.fill.clone()} letter-spacing={set.spacing} text-anchor={if set.is_end { "end" } else { "start" }}>
                    { line.clone() }
                </text>
            }
        }) }
    }
}
