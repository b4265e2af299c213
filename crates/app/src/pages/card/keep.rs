//! The card as something to take along: an image, a drawing, a sheet of paper.

use super::face::{HEIGHT, WIDTH};
use super::words::words;
use crate::file;
use crate::session::Session;
use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Blob, CanvasRenderingContext2d, File, FilePropertyBag, HtmlCanvasElement, HtmlImageElement, ShareData, Url,
    XmlSerializer,
};
use yew::prelude::*;

const PNG: &str = "image/png";
const SVG: &str = "image/svg+xml";
/// Pixels of the image for each tenth of a millimetre.
const SCALE: u32 = 3;
/// From the front to the back below it.
const GAP: u32 = 32;

/// What became of the last wish.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wish {
    None,
    Preparing,
    ImageFailed,
    ShareFailed,
}

#[derive(Properties, PartialEq)]
pub struct Props {
    pub session: Session,
    /// The files' name, without what says their kind.
    pub name: AttrValue,
}

/// The buttons.
#[component]
pub fn Keep(props: &Props) -> Html {
    let wish = use_state_eq(|| Wish::None);
    let can_share = use_state_eq(|| false);
    use_effect_with((), {
        // Asked only once the page is there: it is written without a browser, too.
        let can_share = can_share.setter();
        move |()| can_share.set(can_share_images())
    });
    let words = words(props.session.language());
    let name = props.name.clone();
    let image = |shares: bool| {
        let (wish, name) = (wish.setter(), name.clone());
        Callback::from(move |_: MouseEvent| {
            let (wish, name) = (wish.clone(), [name.as_str(), ".png"].concat());
            wish.set(Wish::Preparing);
            spawn_local(async move {
                let done = match image().await {
                    None => Wish::ImageFailed,
                    Some(image) if shares => share(&name, &image).await,
                    Some(image) if file::save_blob(&name, &image) => Wish::None,
                    Some(_) => Wish::ImageFailed,
                };
                wish.set(done);
            });
        })
    };
    let drawing = {
        let name = name.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(drawing) = drawing() {
                file::save(&[name.as_str(), ".svg"].concat(), SVG, &drawing);
            }
        })
    };
    let print = Callback::from(|_: MouseEvent| {
        // A frame without permission to print does nothing, and says so itself.
        let _ = gloo::utils::window().print();
    });
    let said = match *wish {
        Wish::None => "",
        Wish::Preparing => words.preparing,
        Wish::ImageFailed => words.image_failed,
        Wish::ShareFailed => words.share_failed,
    };
    html! {
        <section class="card-keep" aria-labelledby="keep">
            <h2 id="keep" class="visually-hidden">{ words.keep_it }</h2>
            <div class="card-actions">
                <button type="button" class="button button-primary" onclick={image(false)}>{ words.save_image }</button>
                if *can_share {
                    <button type="button" class="button" onclick={image(true)}>{ words.share }</button>
                }
                <button type="button" class="button" onclick={print}>{ words.print }</button>
                <button type="button" class="button" onclick={drawing}>{ words.save_drawing }</button>
            </div>
            <p class="fine-print">{ words.true_size }</p>
            <p class="card-said" role="status">{ said }</p>
        </section>
    }
}

/// Both faces as one drawing, the front above the back.
fn drawing() -> Option<String> {
    let document = gloo::utils::document();
    let serializer = XmlSerializer::new().ok()?;
    let face = |id: &str| serializer.serialize_to_string(&*document.get_element_by_id(id)?).ok();
    let (front, back) = (face("card-front")?, face("card-back")?);
    let [width, height, below] = [WIDTH, 2 * HEIGHT + GAP, HEIGHT + GAP].map(|number| number.to_string());
    Some(
        [
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"",
            &width,
            "\" height=\"",
            &height,
            "\" viewBox=\"0 0 ",
            &width,
            " ",
            &height,
            "\">",
            &front,
            "<g transform=\"translate(0 ",
            &below,
            ")\">",
            &back,
            "</g></svg>",
        ]
        .concat(),
    )
}

/// Both faces as an image.
async fn image() -> Option<Blob> {
    let address = Url::create_object_url_with_blob(&file::text_blob(SVG, &drawing()?)?).ok()?;
    let image = painted(&address).await;
    // What was painted does not need it any more.
    let _ = Url::revoke_object_url(&address);
    image
}

async fn painted(address: &str) -> Option<Blob> {
    let picture = HtmlImageElement::new().ok()?;
    picture.set_src(address);
    JsFuture::from(picture.decode()).await.ok()?;
    let canvas: HtmlCanvasElement = gloo::utils::document().create_element("canvas").ok()?.unchecked_into();
    let (width, height) = (WIDTH * SCALE, (2 * HEIGHT + GAP) * SCALE);
    canvas.set_width(width);
    canvas.set_height(height);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    let (width, height) = (f64::from(width), f64::from(height));
    context.draw_image_with_html_image_element_and_dw_and_dh(&picture, 0.0, 0.0, width, height).ok()?;
    let bytes = Promise::new(&mut |resolve: Function, reject: Function| {
        if canvas.to_blob(&resolve).is_err() {
            // The answer below is the same: there is no image.
            let _ = reject.call0(&JsValue::UNDEFINED);
        }
    });
    JsFuture::from(bytes).await.ok()?.dyn_into().ok()
}

/// Whether this browser hands images on to other apps.
fn can_share_images() -> bool {
    let navigator = gloo::utils::window().navigator();
    // Browsers that cannot share lack the question, too.
    let asks = Reflect::get(&navigator, &"canShare".into()).is_ok_and(|asks| asks.is_function());
    asks && shared("card.png", &Blob::new().unwrap_or_else(|_| JsValue::UNDEFINED.unchecked_into()))
        .is_some_and(|data| navigator.can_share_with_data(&data))
}

fn shared(name: &str, image: &Blob) -> Option<ShareData> {
    let options = FilePropertyBag::new();
    options.set_type(PNG);
    let file = File::new_with_blob_sequence_and_options(&Array::of1(image), name, &options).ok()?;
    let data = ShareData::new();
    data.set_files(&Array::of1(&file));
    Some(data)
}

async fn share(name: &str, image: &Blob) -> Wish {
    let Some(data) = shared(name, image) else { return Wish::ShareFailed };
    match JsFuture::from(gloo::utils::window().navigator().share_with_data(&data)).await {
        Ok(_) => Wish::None,
        // The member thought better of it: that is no failure.
        Err(error) if Reflect::get(&error, &"name".into()).is_ok_and(|name| name == "AbortError") => Wish::None,
        Err(_) => Wish::ShareFailed,
    }
}
