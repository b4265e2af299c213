//! The card's back: the code, and what it is good for.

use super::code::{Code, code};
use super::face::{Facts, MARGIN, Type, WIDTH, face, foil, strands, text};
use super::finish::{Finish, hex};
use super::fit::{Fitted, fit, wrap};
use super::pattern::{Seed, band};
use super::words::Words;
use yew::prelude::*;

const ID: &str = "card-back";
/// The code's place and size.
const CODE: (u32, u32, u32) = (MARGIN, 164, 320);

/// The back.
pub fn back(words: &Words, facts: &Facts, finish: &Finish, alternative: String) -> Html {
    let (serif, sans) = (facts.serif(), facts.sans());
    let (ink, soft) = (hex(finish.ink), hex(finish.soft));
    let beside = CODE.0 + CODE.2 + 44;
    let room = WIDTH - MARGIN - beside;
    let set = |y, family, weight, fill: &str, spacing| Type {
        x: beside,
        y,
        family,
        weight,
        fill: fill.to_owned(),
        spacing,
        is_end: false,
    };
    let statement = (words.own_statement)(&facts.at);
    let lines = wrap(&statement, 21, room, 7);
    // The statement ends where the code ends.
    let statement_base = CODE.1 + CODE.2 - 6 - (u32::try_from(lines.len()).unwrap_or(1).saturating_sub(1)) * 30;
    let waves = band(&mut Seed::of(&facts.number), 8560.0, 740.0, 760.0);
    let content = html! {
        <>
            { strands(&waves, finish.line, "8") }
            { text(&Type { x: MARGIN, ..set(90, serif, "600", &ink, "0") }, &fit(&facts.community, 36, 24, WIDTH - 2 * MARGIN), 115) }
            { picture(code(&facts.statement).filter(|_| facts.is_known)) }
            { text(&set(200, serif, "600", &foil(ID, finish), "0"), &fit(&facts.tier, 40, 28, room), 110) }
            { text(&set(246, sans, "400", &ink, "3"), &Fitted { size: 30, lines: vec![facts.number.clone()] }, 100) }
            { text(&set(statement_base, sans, "400", &soft, "0"), &Fitted { size: 21, lines }, 143) }
        </>
    };
    face(ID, facts, finish, alternative, content)
}

/// The code, dark on white whatever the card is made of: that is what cameras expect.
fn picture(code: Option<Code>) -> Html {
    let (x, y, size) = CODE;
    html! {
        <>
            <rect x={x.to_string()} y={y.to_string()} width={size.to_string()} height={size.to_string()} rx="14" fill="#ffffff" />
            if let Some(Code { size: modules, path }) = code {
                <svg x={x.to_string()} y={y.to_string()} width={size.to_string()} height={size.to_string()}
                    viewBox={["0 0 ", &modules.to_string(), " ", &modules.to_string()].concat()} shape-rendering="crispEdges">
                    <path d={path} fill="#000000" />
                </svg>
            }
        </>
    }
}
