//! Differential privacy of a member's whole history: noise on the counts, as much as hides any one member.
//!
//! Weights are scaled to unit length, so that a member moves the matrix by at most 1 (Frobenius). The noise is that of the
//! analytic Gaussian mechanism (Balle and Wang 2018). Everything after it is made of the noisy counts alone.

use crate::count::{Counted, STEP};
use crate::split::Chance;
use anyhow::{Result, bail};

/// Up to so many items: every pair of items gets noise, whether anyone had it or not.
pub const MOST_ITEMS: usize = 12_000;
/// Noisy counts below so many standard deviations are taken for nothing, which costs no privacy.
const BELIEVED: f64 = 2.0;

/// Where noise comes from.
pub enum Source {
    /// The operating system: for models that are published.
    System,
    /// A seed: for measuring, never for publishing, because who knows the seed can take the noise away.
    Seed(u64),
}

/// The standard deviation of noise for a sensitivity of 1 (Balle and Wang 2018, algorithm 1, by bisection).
pub fn deviation(epsilon: f64, delta: f64) -> f64 {
    let leaks = |sigma: f64| {
        let (a, b) = (0.5 / sigma, epsilon * sigma);
        normal(a - b) - epsilon.exp() * normal(-a - b)
    };
    let (mut low, mut high) = (1e-3, 1e3);
    for _ in 0..200 {
        let middle = f64::sqrt(low * high);
        if leaks(middle) > delta { low = middle } else { high = middle }
    }
    high
}

/// The distribution function of the normal distribution.
fn normal(x: f64) -> f64 {
    0.5 * libm::erfc(-x / std::f64::consts::SQRT_2)
}

/// Adds noise to everything, and drops what cannot be told from noise; `delta` is for a community of so many members.
///
/// # Errors
/// When there are too many items, or the operating system gives no randomness.
pub fn blur(counted: &Counted, epsilon: f64, members: usize, source: &Source) -> Result<Counted> {
    let items = counted.items.len();
    if items > MOST_ITEMS {
        bail!("{items} items are too many for `--epsilon`, which puts noise on every pair; at most {MOST_ITEMS}");
    }
    let delta = 1.0 / (members.max(10) as f64).powf(1.1);
    let sigma = deviation(epsilon, delta) * STEP * STEP;
    let seed = match source {
        Source::Seed(seed) => Some(*seed),
        Source::System => None,
    };
    let mut normal = Normal { chance: seed.map(Chance::new), pool: Vec::new(), spare: None };
    let mut blurred = Counted { items: Vec::with_capacity(items), pairs: Vec::new() };
    for sum in &counted.items {
        // An item that nobody has stands at zero, not below.
        blurred.items.push((*sum + (normal.next()? * sigma) as i64).max((sigma * BELIEVED) as i64));
    }
    let mut pairs = counted.pairs.iter().peekable();
    for one in 0..items as u32 {
        for other in one + 1..items as u32 {
            let known = pairs.next_if(|(a, b, _)| (*a, *b) == (one, other)).map_or(0, |(_, _, sum)| *sum);
            let sum = known + (normal.next()? * sigma) as i64;
            if sum as f64 > sigma * BELIEVED {
                blurred.pairs.push((one, other, sum));
            }
        }
    }
    Ok(blurred)
}

/// Normally distributed numbers (Box and Muller 1958).
struct Normal {
    chance: Option<Chance>,
    pool: Vec<u8>,
    spare: Option<f64>,
}

impl Normal {
    fn next(&mut self) -> Result<f64> {
        if let Some(spare) = self.spare.take() {
            return Ok(spare);
        }
        let (one, other) = (self.unit()?, self.unit()?);
        let (length, angle) = ((-2.0 * one.ln()).sqrt(), std::f64::consts::TAU * other);
        self.spare = Some(length * angle.sin());
        Ok(length * angle.cos())
    }

    fn unit(&mut self) -> Result<f64> {
        if let Some(chance) = &mut self.chance {
            return Ok(chance.unit());
        }
        if self.pool.len() < 8 {
            self.pool.resize(1 << 16, 0);
            getrandom::fill(&mut self.pool)
                .map_err(|error| anyhow::anyhow!("the system gives no randomness: {error}"))?;
        }
        let rest = self.pool.len() - 8;
        let bytes: [u8; 8] = self.pool.split_off(rest).try_into().unwrap_or_default();
        Ok(((u64::from_le_bytes(bytes) >> 11) as f64 + 0.5) / (1u64 << 53) as f64)
    }
}
