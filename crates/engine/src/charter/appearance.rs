//! How a community's hall looks: its accent made readable on every ground, and its mark.

use super::{AppearanceRule, CharterFile};
use crate::event::excerpt;
use crate::finding::Finding;

/// A colour of the sRGB space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour {
    /// Red, green and blue.
    pub channels: [u8; 3],
}

const WHITE: Colour = Colour::of(0xff_ffff);
const BLACK: Colour = Colour::of(0);

/// What an accent becomes on one side, light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shades {
    /// For text and for what can be pressed: at least 7:1 on every ground and on the wash.
    pub ink: Colour,
    /// For bars, rings and rules: at least 3:1 on every ground and on the wash.
    pub fill: Colour,
    /// A ground with a breath of the accent, on which all text still has 7:1.
    pub wash: Colour,
    /// For text on the ink: at least 7:1.
    pub on_ink: Colour,
}

/// The grounds and the text of one side, which the style sheet's must not fall behind.
#[derive(Debug, Clone, Copy)]
pub struct Side {
    /// The plain ground.
    pub paper: Colour,
    /// The ground nearest to the text.
    pub ground: Colour,
    /// The fainter of the two inks of plain text.
    pub text: Colour,
    /// Where an accent is taken until it can be read.
    toward: Colour,
    /// How much of the accent a wash has at most, in hundredths.
    breath: u32,
}

/// Light grounds.
pub const LIGHT: Side = Side {
    paper: Colour::of(0xfdfbf6),
    ground: Colour::of(0xf2efe8),
    text: Colour::of(0x4f483c),
    toward: BLACK,
    breath: 14,
};
/// Dark grounds.
pub const DARK: Side = Side {
    paper: Colour::of(0x14161a),
    ground: Colour::of(0x22262d),
    text: Colour::of(0xbdb6a8),
    toward: WHITE,
    breath: 18,
};

/// Contrast of text, and of what only has to be seen (WCAG 2.2, 1.4.6 and 1.4.11).
const TEXT: f64 = 7.0;
const SHAPE: f64 = 3.0;

impl Colour {
    const fn of(rgb: u32) -> Colour {
        Colour { channels: [(rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8] }
    }

    /// Reads `#rrggbb`.
    pub fn parse(text: &str) -> Option<Colour> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
        let is_hexadecimal = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        is_hexadecimal.then(|| u32::from_str_radix(digits, 16).ok().map(Colour::of)).flatten()
    }

    /// Writes `#rrggbb`.
    pub fn hex(self) -> String {
        let digit = |value: u8| char::from(if value < 10 { b'0' + value } else { b'a' + value - 10 });
        let digits = self.channels.into_iter().flat_map(|channel| [digit(channel >> 4), digit(channel & 15)]);
        std::iter::once('#').chain(digits).collect()
    }

    /// How much light it gives, from 0 to 1 (WCAG's relative luminance).
    pub fn luminance(self) -> f64 {
        let [red, green, blue] = self.channels.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// Contrast with another colour, from 1 to 21.
    pub fn contrast(self, other: Colour) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// The way to another colour, so many hundredths of it.
    fn toward(self, other: Colour, hundredths: u32) -> Colour {
        let mut channels = self.channels;
        for (channel, target) in channels.iter_mut().zip(other.channels) {
            let mixed = u32::from(*channel) * (100 - hundredths) + u32::from(target) * hundredths;
            *channel = ((mixed + 50) / 100).min(255) as u8;
        }
        Colour { channels }
    }
}

/// The light of one channel. The power of 2.4 is a square times a fifth root of a square, found by Newton's method: only
/// additions, multiplications and divisions, so that every machine finds the same.
fn linear(channel: u8) -> f64 {
    let share = f64::from(channel) / 255.0;
    if share <= 0.04045 {
        return share / 12.92;
    }
    let base = (share + 0.055) / 1.055;
    let square = base * base;
    let mut root = 1.0;
    for _ in 0..24 {
        let fourth = root * root * root * root;
        root -= (root * fourth - square) / (5.0 * fourth);
    }
    square * root
}

/// What an accent becomes on one side. Its hue stays; it is darkened or lightened no further than it must be.
pub fn shades(accent: Colour, side: Side) -> Shades {
    let wash = (0..side.breath).map(|less| side.paper.toward(accent, side.breath - less));
    let wash = wash.into_iter().find(|wash| wash.contrast(side.text) >= TEXT).unwrap_or(side.paper);
    let readable = |least: f64| {
        let mut steps = (0..=100).map(|step| accent.toward(side.toward, step));
        let found = steps.find(|colour| colour.contrast(side.ground) >= least && colour.contrast(wash) >= least);
        found.unwrap_or(side.toward)
    };
    let on_ink = if side.toward == BLACK { WHITE } else { side.paper };
    Shades { ink: readable(TEXT), fill: readable(SHAPE), wash, on_ink }
}

impl AppearanceRule {
    /// The accent on light and on dark grounds, when the community has one of its own.
    pub fn shades(&self) -> Option<(Shades, Shades)> {
        let accent = Colour::parse(self.accent.as_deref()?)?;
        Some((shades(accent, LIGHT), shades(accent, DARK)))
    }

    /// The tokens of the style sheet that an accent takes the place of, as pairs of name and value; none without one.
    pub fn tokens(&self) -> Vec<(&'static str, String)> {
        let Some((light, dark)) = self.shades() else { return Vec::new() };
        let token =
            |name, of: fn(&Shades) -> String| (name, ["light-dark(", &of(&light), ", ", &of(&dark), ")"].concat());
        vec![
            token("--lamp", |shades| shades.ink.hex()),
            token("--lamp-fill", |shades| shades.fill.hex()),
            token("--lamp-wash", |shades| shades.wash.hex()),
            token("--on-lamp", |shades| shades.on_ink.hex()),
        ]
    }

    /// The mark as the address of a picture, relative to the charter; none when it is written in letters.
    pub fn picture(&self) -> Option<&str> {
        self.mark.as_deref().filter(|mark| mark.contains('.') || mark.contains('/'))
    }

    /// The mark in letters, one or two.
    pub fn letters(&self) -> Option<&str> {
        self.mark.as_deref().filter(|mark| self.picture() != Some(*mark))
    }
}

/// Everything wrong with it.
pub(super) fn check(file: &CharterFile) -> Vec<Finding> {
    let mut findings = Vec::new();
    let rule = &file.appearance;
    if let Some(accent) = rule.accent.as_deref().filter(|accent| Colour::parse(accent).is_none()) {
        let message = format!("`{}` is not a colour", excerpt(accent));
        let remedy = "write a `#` and six hexadecimal digits, such as `#7a3b2e`";
        findings.push(Finding::error("bad-value", "$.appearance.accent", message, remedy));
    }
    let Some(mark) = rule.mark.as_deref() else { return findings };
    let mut bad = |message: String, remedy: &str| {
        findings.push(Finding::error("bad-value", "$.appearance.mark", message, remedy));
    };
    match rule.picture() {
        Some(path) => {
            let is_outside = path.starts_with('/') || path.contains([':', '\\', '?', '#']) || path.contains("..");
            let kinds = [".svg", ".png", ".webp"];
            if is_outside {
                let message = format!("`{}` does not lie in the community's folder", excerpt(path));
                bad(message, "put the picture beside the charter and write its relative path, such as `mark.svg`");
            } else if !kinds.iter().any(|kind| path.ends_with(kind)) {
                let message = format!("`{}` is no picture that every browser shows", excerpt(path));
                bad(message, "use a square .svg, .png or .webp file, or one or two characters");
            }
        }
        None => {
            let count = mark.chars().count();
            if !(1..=2).contains(&count) || mark.trim() != mark {
                let message = format!("a mark has one or two characters, and `{}` has {count}", excerpt(mark));
                bad(message, "write one or two characters, or the relative path of a picture such as `mark.svg`");
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every_accent() -> impl Iterator<Item = Colour> {
        let steps = (0u32..=255).step_by(15);
        steps.clone().flat_map(move |red| {
            let steps = steps.clone();
            steps
                .clone()
                .flat_map(move |green| steps.clone().map(move |blue| Colour::of(red << 16 | green << 8 | blue)))
        })
    }

    #[test]
    fn every_accent_can_be_read_on_both_sides() {
        for accent in every_accent() {
            for side in [LIGHT, DARK] {
                let Shades { ink, fill, wash, on_ink } = shades(accent, side);
                let name = accent.hex();
                for ground in [side.paper, side.ground, wash] {
                    assert!(ink.contrast(ground) >= TEXT, "{name}: ink on {}", ground.hex());
                    assert!(fill.contrast(ground) >= SHAPE, "{name}: fill on {}", ground.hex());
                }
                assert!(wash.contrast(side.text) >= TEXT, "{name}: text on the wash");
                assert!(on_ink.contrast(ink) >= TEXT, "{name}: text on the ink");
            }
        }
    }

    #[test]
    fn an_accent_that_can_be_read_stays_as_it_is() {
        let (dark, bright) = (Colour::of(0x4a1d1d), Colour::of(0xf0c670));
        assert_eq!(shades(dark, LIGHT).ink, dark);
        assert_eq!(shades(bright, DARK).ink, bright);
    }

    #[test]
    fn luminance_is_that_of_the_standard() {
        for channel in 0..=255u8 {
            let share = f64::from(channel) / 255.0;
            let standard = if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) };
            assert!((linear(channel) - standard).abs() < 1e-12, "{channel}");
        }
        assert!((WHITE.contrast(BLACK) - 21.0).abs() < 1e-9);
    }

    #[test]
    fn colours_are_read_back_as_they_were_written() {
        for colour in every_accent() {
            assert_eq!(Colour::parse(&colour.hex()), Some(colour));
        }
        for text in ["", "#", "7a3b2e", "#7a3b2", "#7a3b2e0", "#+a3b2e", "#7A3B2G", "red"] {
            assert_eq!(Colour::parse(text), None, "{text}");
        }
    }

    /// Grounds and text of the style sheet lie on the safe side of what the shades are made for.
    #[test]
    fn the_style_sheet_keeps_to_the_grounds() {
        let sheet = include_str!("../../../../www/css/tokens.css");
        let mut seen = 0;
        for line in sheet.lines().map(str::trim) {
            let Some((name, value)) = line.split_once(": light-dark(") else { continue };
            let pair = value.trim_end_matches(");").split_once(", ");
            let Some((Some(light), Some(dark))) = pair.map(|(a, b)| (Colour::parse(a), Colour::parse(b))) else {
                continue;
            };
            match name {
                "--paper" | "--tint" | "--raised" => {
                    assert!(light.luminance() >= LIGHT.ground.luminance(), "{line}");
                    assert!(dark.luminance() <= DARK.ground.luminance(), "{line}");
                }
                "--ink" | "--ink-soft" => {
                    assert!(light.luminance() <= LIGHT.text.luminance(), "{line}");
                    assert!(dark.luminance() >= DARK.text.luminance(), "{line}");
                }
                _ => continue,
            }
            seen += 1;
        }
        assert!(seen >= 5, "the style sheet's tokens were not found");
    }
}
