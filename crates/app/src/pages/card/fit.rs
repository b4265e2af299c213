//! Texts that fit: a card has the room it has, and a picture cannot ask the browser how wide its letters are. Widths are
//! estimated on the generous side, in thousandths of the size.

/// Text set in lines of one size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fitted {
    /// The size of the letters.
    pub size: u32,
    /// The lines.
    pub lines: Vec<String>,
}

/// Sets a text within a width: in one line, smaller if need be down to `least`, then in two lines of that size, and what
/// is longer ends with an ellipsis.
pub fn fit(text: &str, size: u32, least: u32, width: u32) -> Fitted {
    for size in (least..=size).rev() {
        if advance(text) * size <= width * 1000 {
            return Fitted { size, lines: vec![text.to_owned()] };
        }
    }
    Fitted { size: least, lines: wrap(text, least, width, 2) }
}

/// Breaks a text into at most so many lines; what is longer ends with an ellipsis.
pub fn wrap(text: &str, size: u32, width: u32, most: usize) -> Vec<String> {
    let room = width * 1000 / size.max(1);
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        if advance(line.trim_end()) + advance(piece.trim_end()) > room
            || advance(&line) + advance(piece.trim_end()) > room
        {
            if !line.trim().is_empty() {
                lines.push(line.trim_end().to_owned());
            }
            line = String::new();
        }
        // A word that is longer than a line is broken where the line ends.
        for letter in piece.chars() {
            if letter != ' ' && advance(&line) + width_of(letter) > room {
                lines.push(std::mem::take(&mut line));
            }
            line.push(letter);
        }
    }
    if !line.trim().is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            while advance(last) + width_of('…') > room && last.pop().is_some() {}
            *last = [last.trim_end(), "…"].concat();
        }
    }
    lines
}

/// A text's width in thousandths of its size.
pub fn advance(text: &str) -> u32 {
    text.chars().map(width_of).sum()
}

/// Parts between which a line may end: words with the blank behind them, and every Chinese sign, with the marks that may
/// not begin a line.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (at, letter) in text.char_indices() {
        let breaks = match before {
            None => false,
            Some(' ') => letter != ' ',
            Some(before) => {
                let may = (is_wide(before) || is_wide(letter)) && letter != ' ';
                may && !clings(letter) && !opens(before) && !is_date(before, letter)
            }
        };
        if breaks {
            pieces.extend(text.get(start..at));
            start = at;
        }
        before = Some(letter);
    }
    pieces.extend(text.get(start..).filter(|rest| !rest.is_empty()));
    pieces
}

fn clings(letter: char) -> bool {
    matches!(
        letter,
        '，' | '。' | '、' | '；' | '：' | '！' | '？' | '）' | '》' | '”' | '’' | ',' | '.' | ')' | ':' | ';'
    )
}

/// Whether two signs stand in the middle of a date, such as 2026年12月1日.
fn is_date(before: char, letter: char) -> bool {
    let is_unit = |letter: char| matches!(letter, '年' | '月' | '日');
    (before.is_ascii_digit() && is_unit(letter)) || (is_unit(before) && letter.is_ascii_digit())
}

fn opens(letter: char) -> bool {
    matches!(letter, '（' | '《' | '“' | '‘')
}

/// Chinese, Japanese, Korean, and pictures: as wide as they are high.
fn is_wide(letter: char) -> bool {
    matches!(letter as u32, 0x1100..=0x115f | 0x2e80..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff | 0xfe30..=0xfe4f
        | 0xff00..=0xff60 | 0xffe0..=0xffe6 | 0x1f300..=0x1faff | 0x20000..=0x3fffd)
}

fn width_of(letter: char) -> u32 {
    match letter {
        wide if is_wide(wide) => 1000,
        ' ' | 'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '’' | '|' | '!' => 380,
        'f' | 't' | 'r' | '-' | '(' | ')' => 480,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' | '—' => 1000,
        'A'..='Z' | '&' => 780,
        // Accents that stand on the letter before them.
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}' => 0,
        _ => 640,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_text_keeps_its_size() {
        assert_eq!(fit("Ada", 80, 40, 400), Fitted { size: 80, lines: vec!["Ada".into()] });
    }

    #[test]
    fn a_longer_text_becomes_smaller_then_takes_two_lines_then_ends() {
        let one = fit("Companion of honour", 80, 40, 480);
        assert!((40..80).contains(&one.size) && one.lines.len() == 1, "{one:?}");
        let two = fit("The distinguished companion", 80, 40, 480);
        assert_eq!((two.size, two.lines), (40, vec!["The distinguished".to_owned(), "companion".to_owned()]));
        let cut = fit(&"word ".repeat(60), 80, 40, 480);
        assert_eq!(cut.lines.len(), 2);
        assert!(cut.lines[1].ends_with('…'), "{cut:?}");
    }

    #[test]
    fn no_line_is_wider_than_its_room() {
        let texts = [
            "守灯人守灯人守灯人守灯人守灯人守灯人守灯人守灯人守灯人守灯人守灯人守灯人守灯人",
            "Donaudampfschifffahrtsgesellschaftskapitänskajütenschlüsselbundträger",
            "爱德华·Edward·约翰逊 Johnson the third, of the house by the river",
            "👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀",
            "",
            "   ",
        ];
        for text in texts {
            for line in fit(text, 80, 40, 400).lines {
                assert!(advance(&line) * 40 <= 400 * 1000 || line.trim().is_empty(), "{line}");
            }
        }
    }

    #[test]
    fn chinese_breaks_anywhere_but_before_its_marks() {
        let lines = wrap("由其设备计算得出，社群可以核对。", 40, 360, 9);
        assert!(lines.len() > 1, "{lines:?}");
        assert!(lines.iter().all(|line| !line.starts_with(['，', '。'])), "{lines:?}");
        assert_eq!(lines.concat(), "由其设备计算得出，社群可以核对。");
        let dated = wrap("本卡内容由会员本人陈述于2026年12月1日", 20, 300, 9);
        assert!(dated.iter().any(|line| line.contains("2026年12月1日")), "{dated:?}");
    }
}
