//! The code on the card's back: a text as a picture that cameras read.

use qrcodegen::{QrCode, QrCodeEcc};

/// The empty margin the standard asks for around a code, in modules.
const QUIET: i32 = 4;

/// A code's dark modules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// Modules on each side, the margin included.
    pub size: i32,
    /// A path over the dark ones, a stroke for each run of them in a row.
    pub path: String,
}

/// The code of a text; none for a text longer than any code can hold.
pub fn code(text: &str) -> Option<Code> {
    let qr = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let mut path = String::new();
    for y in 0..qr.size() {
        let mut x = 0;
        while x < qr.size() {
            let run = (x..qr.size()).take_while(|x| qr.get_module(*x, y)).count();
            let run = i32::try_from(run).unwrap_or(0);
            if run > 0 {
                let numbers = [x + QUIET, y + QUIET, run, run].map(|number| number.to_string());
                let [x, y, run, back] = &numbers;
                path.push_str(&["M", x, " ", y, "h", run, "v1h-", back, "z"].concat());
            }
            x += run.max(1);
        }
    }
    Some(Code { size: qr.size() + 2 * QUIET, path })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dark_modules_are_those_of_the_code() {
        let text = "Guildhall card 1\ncard: 7K3M-Q2ZD";
        let qr = QrCode::encode_text(text, QrCodeEcc::Medium).expect("short");
        let code = code(text).expect("short");
        assert_eq!(code.size, qr.size() + 8);
        let mut dark = std::collections::BTreeSet::new();
        for run in code.path.split('M').filter(|run| !run.is_empty()) {
            let (x, rest) = run.split_once(' ').expect("x");
            let (y, rest) = rest.split_once('h').expect("y");
            let (length, _) = rest.split_once('v').expect("length");
            let [x, y, length] = [x, y, length].map(|number| number.parse::<i32>().expect("a number"));
            dark.extend((x..x + length).map(|x| (x - QUIET, y - QUIET)));
        }
        let expected = (0..qr.size()).flat_map(|y| (0..qr.size()).map(move |x| (x, y)));
        assert_eq!(dark, expected.filter(|(x, y)| qr.get_module(*x, *y)).collect());
    }

    #[test]
    fn what_no_code_can_hold_has_none() {
        assert_eq!(code(&"x".repeat(5000)), None);
    }
}
