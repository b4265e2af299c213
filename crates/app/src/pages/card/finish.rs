//! What a card is made of: the higher the tier, the darker the card and the more foil on it. A card is an object: it looks
//! the same in light and dark surroundings, with a contrast of its own.

use guildhall_engine::charter::AppearanceRule;
use guildhall_engine::charter::appearance;

/// A colour: red, green, blue.
pub type Colour = [u8; 3];

/// The lamp's gold, where a community names no accent of its own.
const LAMP: Colour = [0xb0, 0x7a, 0x14];

/// The colour a community's cards are made in.
pub fn accent(rule: &AppearanceRule) -> Colour {
    rule.accent.as_deref().and_then(appearance::Colour::parse).map_or(LAMP, |accent| accent.channels)
}

const PAPER: Colour = [0xfb, 0xf8, 0xf1];
const INK: Colour = [0x1b, 0x18, 0x12];
const NIGHT: Colour = [0x12, 0x13, 0x17];
const IVORY: Colour = [0xfb, 0xf5, 0xe8];
const WHITE: Colour = [0xff; 3];
const BLACK: Colour = [0; 3];

/// What text must have against what it stands on: AAA's 7, and what [`linear`] may be wrong by.
const TEXT: f64 = 7.3;

/// What smaller text must have against the ground, so that there is room left for lines that cross it.
const SOFT: f64 = TEXT + 1.5;

/// The kinds of finish, the plainest first.
pub const KINDS: usize = 5;

/// The colours of a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Finish {
    /// Which kind it is, below [`KINDS`].
    pub kind: usize,
    /// What everything stands on, from one corner to the other.
    pub ground: [Colour; 2],
    /// Text.
    pub ink: Colour,
    /// Smaller text.
    pub soft: Colour,
    /// The tier's name and the mark, from one side to the other.
    pub foil: [Colour; 3],
    /// The pattern's lines.
    pub line: Colour,
    /// The card's edge.
    pub edge: Colour,
}

/// The finish of a tier among so many, in a community's accent.
pub fn finish(rank: usize, tiers: usize, accent: Colour) -> Finish {
    // The lowest tier is plain paper, the highest the night; the others lie between.
    let steps = tiers.saturating_sub(1);
    let kind = (rank.min(steps) * (KINDS - 1) + steps / 2).checked_div(steps).unwrap_or(0);
    match kind {
        0 => on_light(kind, [PAPER, mix(PAPER, INK, 6)], [0, 0, 0], INK, 12),
        1 => on_light(kind, [mix(PAPER, accent, 12), mix(PAPER, accent, 26)], [0, 0, 0], accent, 30),
        2 => on_light(kind, [mix(PAPER, accent, 42), mix(PAPER, accent, 68)], [0, 0, 0], mix(accent, INK, 45), 30),
        3 => on_dark(kind, [mix(INK, accent, 52), mix(INK, accent, 26)], accent, 34),
        _ => on_dark(kind, [mix(NIGHT, accent, 8), BLACK], accent, 40),
    }
}

/// Dark text on a light ground.
fn on_light(kind: usize, ground: [Colour; 2], darkest: Colour, foil: Colour, line: u32) -> Finish {
    let ground = ground.map(|colour| until(colour, WHITE, &[darkest], TEXT + 2.5));
    let ink = until(INK, darkest, &ground, TEXT + 2.0);
    let foil = until(foil, darkest, &ground, TEXT);
    let soft = until(mix(INK, PAPER, 24), darkest, &ground, SOFT);
    Finish {
        kind,
        ground,
        ink,
        soft,
        foil: [foil; 3],
        line: faint(ground[1], foil, line, soft),
        edge: mix(ground[1], ink, 30),
    }
}

/// Light text on a dark ground, the tier's name in foil.
fn on_dark(kind: usize, ground: [Colour; 2], accent: Colour, line: u32) -> Finish {
    let ground = ground.map(|colour| until(colour, BLACK, &[IVORY], TEXT + 4.0));
    let foil = [46, 82, 40].map(|light| until(mix(accent, IVORY, light), WHITE, &ground, TEXT));
    let soft = until(mix(IVORY, ground[0], 16), WHITE, &ground, SOFT);
    Finish {
        kind,
        ground,
        ink: until(IVORY, WHITE, &ground, TEXT),
        soft,
        foil,
        line: faint(ground[0], foil[0], line, soft),
        edge: mix(ground[0], foil[0], 55),
    }
}

/// The ground with at most so many hundredths of the foil in it, such that text can be read across it.
fn faint(ground: Colour, foil: Colour, most: u32, text: Colour) -> Colour {
    let mut lines = (0..=most).rev().map(|hundredths| mix(ground, foil, hundredths));
    lines.find(|line| contrast(*line, text) >= TEXT).unwrap_or(ground)
}

/// A colour with so many hundredths of another in it.
fn mix(one: Colour, other: Colour, hundredths: u32) -> Colour {
    let mut mixed = one;
    for (channel, other) in mixed.iter_mut().zip(other) {
        let sum = u32::from(*channel) * (100 - hundredths) + u32::from(other) * hundredths;
        *channel = u8::try_from((sum + 50) / 100).unwrap_or(u8::MAX);
    }
    mixed
}

/// A colour, moved towards another until it has a contrast with all of some colours.
fn until(colour: Colour, towards: Colour, others: &[Colour], wanted: f64) -> Colour {
    let steps = (0..=20).map(|step| mix(colour, towards, step * 5));
    let mut fitting = steps.filter(|colour| others.iter().all(|other| contrast(*colour, *other) >= wanted));
    fitting.next().unwrap_or(towards)
}

/// The contrast of two colours, 1 to 21 (WCAG 2.2).
pub fn contrast(one: Colour, other: Colour) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance([red, green, blue]: Colour) -> f64 {
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

/// Light in 0..=1. A polynomial within a thousandth of sRGB's curve: a power would bring its own library along.
fn linear(channel: u8) -> f64 {
    let channel = f64::from(channel) / 255.0;
    channel * (channel * (channel * 0.305_306_011 + 0.682_171_111) + 0.012_522_878)
}

/// A colour as markup has it: `#rrggbb`.
pub fn hex(colour: Colour) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |at: u8| DIGITS.get(usize::from(at)).copied().map_or('0', char::from);
    std::iter::once('#')
        .chain(colour.into_iter().flat_map(|channel| [digit(channel >> 4), digit(channel & 15)]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(one: Colour, other: Colour) -> f64 {
        let linear = |channel: u8| {
            let channel = f64::from(channel) / 255.0;
            if channel <= 0.04045 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
        };
        let luminance = |[r, g, b]: Colour| 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn text_is_legible_on_every_finish_in_every_accent() {
        let channels = [0x00, 0x33, 0x66, 0x99, 0xcc, 0xff];
        let accents = channels.iter().flat_map(|r| channels.iter().flat_map(move |g| channels.map(|b| [*r, *g, b])));
        for accent in accents.chain([LAMP]) {
            for rank in 0..KINDS {
                let finish = finish(rank, KINDS, accent);
                let texts = [finish.ink, finish.soft].into_iter().chain(finish.foil);
                for (text, ground) in texts.flat_map(|text| finish.ground.map(|ground| (text, ground))) {
                    let contrast = exact(text, ground);
                    assert!(contrast >= 7.0, "{accent:?} {}: {text:?} on {ground:?}: {contrast}", finish.kind);
                }
                for text in [finish.ink, finish.soft] {
                    let over = exact(text, finish.line);
                    assert!(over >= 7.0, "{accent:?} {}: {text:?} over the pattern: {over}", finish.kind);
                }
            }
        }
    }

    #[test]
    fn the_tiers_spread_over_the_finishes() {
        let kinds = |tiers: usize| (0..tiers).map(|rank| finish(rank, tiers, LAMP).kind).collect::<Vec<usize>>();
        assert_eq!(kinds(1), [0]);
        assert_eq!(kinds(2), [0, 4]);
        assert_eq!(kinds(3), [0, 2, 4]);
        assert_eq!(kinds(5), [0, 1, 2, 3, 4]);
        assert_eq!(kinds(7), [0, 1, 1, 2, 3, 3, 4]);
    }
}
