//! Pictures the member chooses, made small before anything keeps them.

use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
use web_sys::{CanvasRenderingContext2d, File, HtmlCanvasElement, ImageBitmap};

/// How much of a picture's detail is kept, from 0 to 1.
const QUALITY: f64 = 0.86;

/// The middle of a picture as a square of at most `side` points, as a `data:` address of a JPEG; `None` when the file is
/// no picture that this browser can read. Whatever else the file held, such as where it was taken, is left behind.
pub async fn square(file: &File, side: u32) -> Option<String> {
    let reading = gloo::utils::window().create_image_bitmap_with_blob(file).ok()?;
    let bitmap: ImageBitmap = JsFuture::from(reading).await.ok()?.unchecked_into();
    let (width, height) = (bitmap.width(), bitmap.height());
    let edge = width.min(height);
    let side = side.min(edge).max(1);
    let canvas: HtmlCanvasElement = gloo::utils::document().create_element("canvas").ok()?.unchecked_into();
    canvas.set_width(side);
    canvas.set_height(side);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.unchecked_into();
    // What is transparent would turn black.
    context.set_fill_style_str("white");
    let full = f64::from(side);
    context.fill_rect(0.0, 0.0, full, full);
    let (left, top) = (f64::from((width - edge) / 2), f64::from((height - edge) / 2));
    let edge = f64::from(edge);
    let drawn = context.draw_image_with_image_bitmap_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
        &bitmap, left, top, edge, edge, 0.0, 0.0, full, full,
    );
    drawn.ok()?;
    canvas.to_data_url_with_type_and_encoder_options("image/jpeg", &QUALITY.into()).ok()
}
