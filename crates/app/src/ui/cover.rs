//! The cover of an item: its picture, or one drawn from what is known of it, the same on every device and every day.
//!
//! A drawn cover is cloth or paper in one of six colours, which the first tag chooses; a figure of plain geometry, which
//! the kind of content chooses and the identifier varies; and the title's first letter.

use crate::session::Session;
use crate::state::room::Room;
use crate::ui::foreign;
use guildhall_engine::catalogue::{Item, Picture};
use web_sys::Element;
use yew::prelude::*;

/// Colours that `cover.css` has.
const COLOURS: u32 = 6;
/// Words that titles begin with and nobody looks for.
const ARTICLES: [&str; 3] = ["The ", "A ", "An "];

/// An item's cover, for the eye alone unless its picture says something.
pub fn cover(session: &Session, room: &Room, item: &Item) -> Html {
    html! {
        <div class="cover">
            { drawn(session, item) }
            if let Some(image) = &item.image {
                { picture(session, &room.community.folder, image) }
            }
        </div>
    }
}

/// The picture lies over the drawing, which stays when the file is missing.
fn picture(session: &Session, folder: &str, image: &Picture) -> Html {
    let tag = session.tag();
    let onerror = Callback::from(|event: Event| {
        // Setting an attribute fails only for names that are none.
        let _ = event.target_unchecked_into::<Element>().set_attribute("hidden", "");
    });
    let src = [folder, image.src.as_str()].concat();
    html! {
        <img class="cover-picture" key={src.clone()} {src} alt={image.alt.get(tag).to_owned()} lang={foreign(&image.alt, tag)}
            width="300" height="400" loading="lazy" decoding="async" {onerror} />
    }
}

fn drawn(session: &Session, item: &Item) -> Html {
    let tag = session.tag();
    let seed = seed(item.id.as_str());
    let colour = item.tags.first().map_or(seed, |tag| self::seed(tag.as_str())) % COLOURS;
    let class = classes!(
        "cover-drawn",
        ["cover-colour-", &colour.to_string()].concat(),
        (seed & 64 == 0).then_some("is-cloth")
    );
    let figure = figure(&item.kind, seed);
    html! {
        <svg {class} viewBox="0 0 120 160" aria-hidden="true" focusable="false">
            <rect class="cover-ground" width="120" height="160" />
            <path class="cover-spine" d="M7 0V160" />
            <path class="cover-lines" d={figure.lines} />
            <path class="cover-shapes" d={figure.shapes} />
            <text class="cover-letter" x="18" y="140" lang={foreign(&item.title, tag)}>{ initial(item.title.get(tag)) }</text>
        </svg>
    }
}

/// The letter a title goes by.
fn initial(title: &str) -> String {
    let title = ARTICLES.iter().find_map(|article| title.strip_prefix(article)).unwrap_or(title);
    // The style sheet makes it a capital: the table of all capitals is 6 kB.
    title.chars().find(|c| c.is_alphanumeric()).map(String::from).unwrap_or_default()
}

/// A number that an identifier always gives (FNV-1a).
fn seed(id: &str) -> u32 {
    id.bytes().fold(0x811c_9dc5, |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)) >> 3
}

/// Paths within 18 to 102 across and 18 to 102 down.
#[derive(Default)]
struct Figure {
    lines: String,
    shapes: String,
}

impl Figure {
    fn line(&mut self, x: u32, y: u32, to_x: u32, to_y: u32) {
        put(&mut self.lines, &[("M", x), (" ", y), ("L", to_x), (" ", to_y)]);
    }

    fn ring(&mut self, x: u32, y: u32, radius: u32) {
        circle(&mut self.lines, x, y, radius);
    }

    fn disc(&mut self, x: u32, y: u32, radius: u32) {
        circle(&mut self.shapes, x, y, radius);
    }

    fn bar(&mut self, x: u32, y: u32, width: u32, height: u32) {
        put(&mut self.shapes, &[("M", x), (" ", y), ("h", width), ("v", height), ("h-", width)]);
        self.shapes.push('z');
    }
}

fn put(path: &mut String, steps: &[(&str, u32)]) {
    for (letter, number) in steps {
        path.push_str(letter);
        path.push_str(&number.to_string());
    }
}

fn circle(path: &mut String, x: u32, y: u32, radius: u32) {
    put(path, &[("M", x - radius), (" ", y), ("a", radius), (" ", radius), (" 0 1 0 ", radius * 2), (" ", 0)]);
    put(path, &[("a", radius), (" ", radius), (" 0 1 0 -", radius * 2), (" ", 0)]);
}

/// The figure of a kind of content.
fn figure(kind: &str, seed: u32) -> Figure {
    // Small numbers, one after the other, that the identifier decides.
    let mut rest = seed | 1;
    let mut next = move |below: u32| {
        rest = rest.wrapping_mul(0x0019_660d).wrapping_add(0x3c6e_f35f);
        (rest >> 16) % below
    };
    let mut figure = Figure::default();
    match kind {
        // A page, one line of it read: set as prose, as verse, in columns, or below a vignette.
        "article" => {
            let (read, setting) = (next(6), next(4));
            for at in 0..6 {
                let (y, width) = (30 + at * 13, 34 + next(6) * 10);
                let (x, width) = match setting {
                    1 => (60 - width / 2, width),
                    2 => (18 + at % 2 * 45, 39),
                    3 if at < 3 => continue,
                    _ => (18, width),
                };
                if at == read { figure.bar(x, y - 3, width, 6) } else { figure.line(x, y, x + width, y) }
            }
            if setting == 3 {
                let radius = 14 + next(3) * 4;
                figure.ring(40, 38, radius);
                figure.disc(40 + next(2) * radius, 38, 6);
            }
        }
        // A way that turns, to a place.
        "guide" => {
            let (first, second) = (30 + next(4) * 10, 44 + next(4) * 10);
            figure.line(24, 98, 24, 100 - first);
            figure.line(24, 100 - first, 24 + second, 100 - first);
            figure.line(24 + second, 100 - first, 24 + second, 28);
            figure.disc(24 + second, 26, 8);
            figure.ring(24, 98, 4);
        }
        // Steps.
        "course" => {
            let lit = next(5);
            for at in 0..5 {
                let (x, height) = (18 + at * 17, 16 + at * 17);
                if at == lit {
                    figure.bar(x, 102 - height, 15, height)
                } else {
                    figure.line(x, 102 - height, x + 15, 102 - height);
                    figure.line(x + 15, 102 - height, x + 15, 102);
                }
            }
        }
        // Leaves that fan out.
        "book" => {
            let lit = 1 + next(4);
            for at in 0..6 {
                figure.line(60, 102, 18 + at * 17, 30);
                if at == lit {
                    figure.disc(18 + at * 17, 26, 8)
                }
            }
            figure.line(18, 102, 102, 102);
        }
        // Sound.
        "audio" => {
            for at in 0..11 {
                let half = 4 + next(9) * 4;
                if at == 5 {
                    figure.bar(18 + at * 8, 60 - half, 4, half * 2)
                } else {
                    figure.line(20 + at * 8, 60 - half, 20 + at * 8, 60 + half)
                }
            }
        }
        // Boxes to fill in.
        "worksheet" => {
            for at in 0..16 {
                let (x, y) = (28 + at % 4 * 22, 28 + at / 4 * 22);
                if next(4) == 0 { figure.disc(x, y, 7) } else { figure.ring(x, y, 7) }
            }
        }
        // People around a table.
        "workshop-recording" => {
            figure.ring(60, 60, 22);
            for (at, (x, y)) in [(60, 25), (91, 42), (91, 78), (60, 95), (29, 78), (29, 42)].into_iter().enumerate() {
                if at as u32 == seed % 6 { figure.disc(x, y, 7) } else { figure.ring(x, y, 7) }
            }
        }
        // Columns of figures.
        "dataset" => {
            for at in 0..6 {
                let height = 12 + next(7) * 11;
                figure.bar(18 + at * 15, 102 - height, 9, 5);
                figure.line(22 + at * 15, 102 - height, 22 + at * 15, 102);
            }
        }
        // A moon in one of its phases.
        _ => {
            figure.ring(60, 60, 40);
            figure.disc(60, 40 + next(5) * 10, 14);
        }
    }
    figure
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_goes_by_its_first_letter() {
        for (title, letter) in [
            ("The Raven, Read Aloud", "R"),
            ("A Night Walk", "N"),
            ("《世说新语》五题", "世"),
            ("“one”", "o"),
            ("Theory", "T"),
            ("…", ""),
            ("", ""),
        ] {
            assert_eq!(initial(title), letter, "{title}");
        }
    }

    #[test]
    fn a_cover_is_the_same_every_time_and_stays_within_its_edges() {
        for kind in
            ["article", "guide", "course", "book", "audio", "worksheet", "workshop-recording", "dataset", "other"]
        {
            for id in ["a", "walden", "how-to-read-a-hard-page", "瓦尔登湖", ""] {
                let (one, other) = (figure(kind, seed(id)), figure(kind, seed(id)));
                assert_eq!((&one.lines, &one.shapes), (&other.lines, &other.shapes));
                let numbers = one.lines.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty());
                assert!(
                    numbers.map(|number| number.parse::<u32>().unwrap()).all(|number| number <= 104),
                    "{kind} {id}"
                );
            }
        }
    }
}
