//! The fine lines on a card, drawn from its number: the same number always gives the same lines.
//!
//! Coordinates are whole tenths of a tenth of a millimetre, so that no fraction has to be written out.

/// Degrees, one direction each.
const TURN: usize = 360;
/// Cosine and sine of one degree.
const STEP: (f64, f64) = (0.999_847_695_156_391_2, 0.017_452_406_437_283_51);

/// Numbers that follow from a text, always the same ones.
pub struct Seed(u32);

impl Seed {
    /// The numbers of a text.
    pub fn of(text: &str) -> Seed {
        // FNV-1a.
        Seed(text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)))
    }

    /// The next number below a limit.
    fn below(&mut self, limit: u32) -> usize {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        ((self.0 >> 8) % limit.max(1)) as usize
    }
}

/// Every direction, degree by degree, as cosine and sine.
fn directions() -> Vec<(f64, f64)> {
    let mut at = (1.0, 0.0);
    let turn = |_: usize| {
        let now = at;
        at = (now.0 * STEP.0 - now.1 * STEP.1, now.0 * STEP.1 + now.1 * STEP.0);
        now
    };
    (0..TURN).map(turn).collect()
}

/// A rosette around a point: two interlaced rings. Each path is one strand.
pub fn rosette(seed: &mut Seed, centre: (f64, f64), radius: f64) -> Vec<String> {
    let directions = directions();
    let outer = ring(seed, &directions, centre, radius, (0.80, 0.20), 8, 7);
    let inner = ring(seed, &directions, centre, radius, (0.50, 0.12), 5, 5);
    outer.into_iter().chain(inner).collect()
}

/// A ring of strands. `shape` is its middle and its half width as shares of the radius.
fn ring(
    seed: &mut Seed,
    directions: &[(f64, f64)],
    centre: (f64, f64),
    radius: f64,
    shape: (f64, f64),
    waves: usize,
    strands: usize,
) -> Vec<String> {
    let cosine = |degrees: usize| directions.get(degrees % TURN).map_or(0.0, |direction| direction.0);
    let waves = waves + seed.below(6);
    let lobes = 2 + seed.below(4);
    let lean = seed.below(TURN as u32);
    let depth = 0.15 + seed.below(20) as f64 / 100.0;
    let strand = |strand: usize| {
        let shift = strand * TURN / strands;
        let points = directions.iter().enumerate().map(|(degree, (cos, sin))| {
            let wave = cosine(waves * degree + shift) * (1.0 - depth) + cosine(lobes * degree + lean) * depth;
            let distance = radius * (shape.0 + shape.1 * wave);
            (centre.0 + distance * cos, centre.1 + distance * sin)
        });
        path(points, true)
    };
    (0..strands).map(strand).collect()
}

/// A band of waves from left to right. Each path is one strand.
pub fn band(seed: &mut Seed, width: f64, middle: f64, height: f64) -> Vec<String> {
    let directions = directions();
    let cosine = |degrees: usize| directions.get(degrees % TURN).map_or(0.0, |direction| direction.0);
    let (quick, slow) = (4 + seed.below(3), 1 + seed.below(2));
    let lean = seed.below(TURN as u32);
    const POINTS: usize = 240;
    let strand = |strand: usize| {
        let shift = strand * TURN / 8;
        let points = (0..=POINTS).map(|point| {
            let degree = point * 3;
            let swell = 0.55 + 0.45 * cosine(slow * degree + lean);
            let wave = cosine(quick * degree + shift);
            (width * point as f64 / POINTS as f64, middle + height / 2.0 * swell * wave)
        });
        path(points, false)
    };
    (0..8).map(strand).collect()
}

/// A path through points, in whole numbers and small steps.
fn path(points: impl Iterator<Item = (f64, f64)>, is_closed: bool) -> String {
    let mut text = String::new();
    let mut last: Option<(i64, i64)> = None;
    for (x, y) in points {
        let (x, y) = (whole(x), whole(y));
        let (command, dx, dy) = match last {
            None => ('M', x, y),
            Some((before_x, before_y)) => ('l', x - before_x, y - before_y),
        };
        text.push(command);
        text.push_str(&dx.to_string());
        text.push(' ');
        text.push_str(&dy.to_string());
        last = Some((x, y));
    }
    if is_closed {
        text.push('z');
    }
    text
}

/// The nearest whole number.
fn whole(number: f64) -> i64 {
    (if number < 0.0 { number - 0.5 } else { number + 0.5 }) as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(number: &str) -> Vec<String> {
        rosette(&mut Seed::of(number), (6400.0, 2700.0), 2300.0)
    }

    #[test]
    fn the_same_number_has_the_same_pattern_and_another_has_another() {
        assert_eq!(of("7K3M-Q2ZD"), of("7K3M-Q2ZD"));
        assert_ne!(of("7K3M-Q2ZD"), of("7K3M-Q2ZE"));
    }

    #[test]
    fn the_strands_stay_within_their_circle() {
        for number in ["0000-0000", "7K3M-Q2ZD", "ZZZZ-ZZZZ", ""] {
            for strand in of(number) {
                let (mut x, mut y) = (0i64, 0i64);
                for step in strand.trim_end_matches('z').split(['M', 'l']).filter(|step| !step.is_empty()) {
                    let (dx, dy) = step.split_once(' ').expect("two numbers");
                    (x, y) = (x + dx.parse::<i64>().expect("x"), y + dy.parse::<i64>().expect("y"));
                    let distance = (((x - 6400).pow(2) + (y - 2700).pow(2)) as f64).sqrt();
                    assert!(distance <= 2302.0, "{number}: {x} {y}");
                }
            }
        }
    }

    #[test]
    fn a_full_turn_ends_where_it_began() {
        let last = directions().last().copied().expect("some");
        assert!((last.0 - STEP.0).abs() < 1e-12 && (last.1 + STEP.1).abs() < 1e-12);
    }
}
