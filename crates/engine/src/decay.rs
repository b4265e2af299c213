//! What is left of something after a time, by its half-life.

/// The coefficients of the series for powers of two between -1/2 and 1/2, the powers of ln 2 by the factorials; what is
/// missing after the last is below the last bit of an `f64`.
const TERMS: [f64; 14] = [
    1.0,
    std::f64::consts::LN_2,
    0.24022650695910072,
    0.05550410866482158,
    0.009618129107628477,
    0.0013333558146428443,
    0.0001540353039338161,
    1.5252733804059841e-05,
    1.321548679014431e-06,
    1.01780860092397e-07,
    7.054911620801123e-09,
    4.4455382718708116e-10,
    2.5678435993488206e-11,
    1.3691488853904128e-12,
];
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
