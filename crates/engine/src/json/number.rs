//! The nearest `f64` to a decimal number, exact for every number and without tables.

use std::cmp::Ordering;

/// Digits that are looked at one by one; what follows can only tip a balance, and does so as one more digit.
const DIGITS: usize = 800;
/// Powers of ten that are exact as `f64`, one more.
const EXACT: u64 = 23;
/// Bits of an `f64`'s significand.
const PRECISION: i64 = 53;
/// The exponent of the smallest number that has all of them.
const SMALLEST: i64 = -1022;

/// The nearest number to `whole.fraction` times ten to the power `exponent`; of two equally near ones the even one, and
/// infinity for what is too large. All three are digits or nothing, the exponent's after a sign or none.
pub fn decimal(whole: &str, fraction: &str, exponent: &str) -> f64 {
    let exponent = match exponent.strip_prefix('-') {
        Some(digits) => -integer(digits),
        None => integer(exponent.trim_start_matches('+')),
    };
    let all = || whole.bytes().chain(fraction.bytes()).skip_while(|digit| *digit == b'0');
    let count = all().count();
    let mut digits: Vec<u8> = all().take(DIGITS).map(|digit| digit - b'0').collect();
    let mut power = exponent - as_i64(fraction.len()) + as_i64(count - digits.len());
    if all().skip(DIGITS).any(|digit| digit != b'0') {
        digits.push(1);
        power -= 1;
    }
    while digits.last() == Some(&0) {
        digits.pop();
        power += 1;
    }
    let magnitude = power.saturating_add(as_i64(digits.len()));
    match magnitude {
        _ if digits.is_empty() => 0.0,
        311.. => f64::INFINITY,
        ..-325 => 0.0,
        _ => quick(&digits, power).unwrap_or_else(|| exact(&digits, power)),
    }
}

/// A whole number, as far as an exponent can matter.
fn integer(digits: &str) -> i64 {
    digits.bytes().fold(0, |sum: i64, digit| (sum * 10 + i64::from(digit - b'0')).min(1 << 40))
}

fn as_i64(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// The number, where both digits and power are exact as `f64`, so that one operation rounds once.
fn quick(digits: &[u8], power: i64) -> Option<f64> {
    let size = digits
        .iter()
        .try_fold(0u64, |sum, digit| Some(sum * 10 + u64::from(*digit)).filter(|sum| *sum < 1 << PRECISION))?;
    let ten = (0..power.unsigned_abs().min(EXACT)).fold(1.0, |ten, _| ten * 10.0);
    let is_exact = power.unsigned_abs() < EXACT;
    is_exact.then(|| if power < 0 { size as f64 / ten } else { size as f64 * ten })
}

/// The number by division of whole numbers of any length, a bit at a time.
fn exact(digits: &[u8], power: i64) -> f64 {
    let (mut above, mut below) = (Whole::default(), Whole(vec![1]));
    for digit in digits {
        above.times_and_add(10, (*digit).into());
    }
    for _ in 0..power.unsigned_abs() {
        if power < 0 { &mut below } else { &mut above }.times_and_add(10, 0);
    }
    // The quotient is between one and two after this, times two to the power `exponent`.
    let mut exponent = above.bits() - below.bits();
    let (less, shift) = if exponent > 0 { (&mut below, exponent) } else { (&mut above, -exponent) };
    (0..shift).for_each(|_| less.double());
    if above.compare(&below) == Ordering::Less {
        above.double();
        exponent -= 1;
    }
    let precision = PRECISION - (SMALLEST - exponent).max(0);
    if precision < 0 {
        return 0.0;
    }
    let mut bits = 0u64;
    for _ in 0..precision {
        bits *= 2;
        if above.compare(&below) != Ordering::Less {
            above.subtract(&below);
            bits += 1;
        }
        above.double();
    }
    let rounds_up = match above.compare(&below) {
        Ordering::Less => false,
        Ordering::Equal => bits % 2 == 1,
        Ordering::Greater => true,
    };
    // The highest bit of the significand adds one to the exponent, as a carry of the rounding does.
    let biased = u64::try_from((exponent - SMALLEST).max(0)).unwrap_or_default();
    let bits = (biased << (PRECISION - 1)) + bits + u64::from(rounds_up);
    f64::from_bits(bits.min(f64::INFINITY.to_bits()))
}

/// A whole number of any length, its lowest 32 bits first and none of its highest zero.
#[derive(Default)]
struct Whole(Vec<u32>);

impl Whole {
    fn times_and_add(&mut self, factor: u32, more: u32) {
        let mut carry = u64::from(more);
        for limb in &mut self.0 {
            carry += u64::from(*limb) * u64::from(factor);
            *limb = low(carry);
            carry >>= 32;
        }
        if carry > 0 {
            self.0.push(low(carry));
        }
    }

    fn double(&mut self) {
        self.times_and_add(2, 0);
    }

    /// Takes away what is not larger.
    fn subtract(&mut self, other: &Whole) {
        let mut borrow = 0;
        for (limb, less) in self.0.iter_mut().zip(other.0.iter().copied().chain(std::iter::repeat(0))) {
            let left = u64::from(*limb).wrapping_sub(u64::from(less)).wrapping_sub(borrow);
            *limb = low(left);
            borrow = left >> 63;
        }
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }

    fn compare(&self, other: &Whole) -> Ordering {
        self.0.len().cmp(&other.0.len()).then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }

    fn bits(&self) -> i64 {
        let highest = self.0.last().map_or(0, |limb| 32 - i64::from(limb.leading_zeros()));
        (as_i64(self.0.len()) - 1) * 32 + highest
    }
}

/// The lower half.
fn low(number: u64) -> u32 {
    (number & u64::from(u32::MAX)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) {
        let (significand, exponent) = text.split_once('e').unwrap_or((text, "0"));
        let (whole, fraction) = significand.split_once('.').unwrap_or((significand, ""));
        let found = decimal(whole, fraction, exponent);
        assert_eq!(found.to_bits(), text.parse::<f64>().unwrap().to_bits(), "{text}: {found:?}");
    }

    #[test]
    fn hard_numbers_are_the_nearest() {
        for text in [
            "0",
            "0.0",
            "1",
            "0.1",
            "0.3",
            "123456789012345678",
            "9007199254740993",
            "9007199254740992.9999",
            "1e22",
            "1e23",
            "1e24",
            "8.5e-22",
            "1e-23",
            "1.7976931348623157e308",
            "1.7976931348623158e308",
            "1.7976931348623159e308",
            "1e309",
            "1e310",
            "1e311",
            "99999e305",
            "2.2250738585072014e-308",
            "2.2250738585072011e-308",
            "2.225073858507201e-308",
            "4.9406564584124654e-324",
            "2.4703282292062327e-324",
            "2.4703282292062328e-324",
            "2.47e-324",
            "7.4109846876186981626485318930233e-324",
            "1e-323",
            "1e-324",
            "1e-325",
            "1e-400",
            "0.000000000000000000000000000000000000001e39",
            "17976931348623158079372897140530341507993413271e262",
            "1e1000000",
            "1e-1000000",
            "100000000000000000000000000000000000000000e-41",
        ] {
            check(text);
        }
        // Exactly between two numbers, and a little beside it far behind the point.
        let tie = "9007199254740993";
        let zeros = "0".repeat(1000);
        check(&format!("{tie}.{zeros}"));
        check(&format!("{tie}.{zeros}1"));
        check(&format!("{tie}{zeros}e-1000"));
        check(&format!("0.{zeros}{tie}e1016"));
        check(&format!("{}1", "0.".to_owned() + &"3".repeat(1200)));
    }

    #[test]
    fn random_numbers_are_the_nearest() {
        // A linear congruence, so that every run tries the same numbers.
        let mut seed = 1u64;
        let mut next = move || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            seed >> 11
        };
        for _ in 0..3000 {
            let bits = next() << 11 ^ next();
            let number = f64::from_bits(bits & !(1 << 63));
            if number.is_finite() {
                check(&format!("{number:e}"));
                check(&format!("{:.0}e{}", (next() % 1_000_000_000_000) as f64, next() as i64 % 700 - 350));
                check(&format!("{}.{}", next() % 1_000_000, next()));
            }
        }
    }
}
