//! What is left of something after a time, by its half-life.

/// The coefficients of the series for powers of two between -1/2 and 1/2; what is missing after the last is below the last
/// bit of an `f64`.
const TERMS: [f64; 14] = {
    let mut terms = [1.0; 14];
    let mut at = 1;
    while at < terms.len() {
        terms[at] = terms[at - 1] * std::f64::consts::LN_2 / at as f64;
        at += 1;
    }
    terms
};
/// The least power of two that is told from nothing.
const LEAST: f64 = -1000.0;
/// The exponent of one in the bits of an `f64`, and how far up it stands.
const BIAS: i64 = 1023;
const SIGNIFICAND: u32 = 52;

/// The share that is left after `age` of something that halves every `half_life`; after a whole number of those it is
/// exact. (The `exp2` of `libm` has a table of 4 kB, which every first visit would download.)
pub fn remaining(age: f64, half_life: f64) -> f64 {
    let power = -age / half_life;
    if power.is_nan() || power <= LEAST {
        return 0.0;
    }
    let power = power.min(-LEAST);
    let whole = libm::round(power);
    let series = TERMS.iter().rev().fold(0.0, |sum, term| sum * (power - whole) + term);
    let exponent = u64::try_from(BIAS + whole as i64).unwrap_or_default();
    series * f64::from_bits(exponent << SIGNIFICAND)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_exact_and_the_rest_is_the_power_of_two() {
        for lives in 0..=60 {
            assert_eq!(remaining(f64::from(lives) * 30.0, 30.0), libm::exp2(-f64::from(lives)), "{lives}");
        }
        for tenth in -200..=9000 {
            let age = f64::from(tenth) / 10.0;
            let (found, exact) = (remaining(age, 90.0), libm::exp2(-age / 90.0));
            assert!((found - exact).abs() <= exact * 4.0 * f64::EPSILON, "{age}: {found:e}, {exact:e}");
        }
        assert_eq!(remaining(1e9, 1.0), 0.0);
        assert_eq!(remaining(f64::NAN, 1.0), 0.0);
    }
}
