// Contrast of text with whatever lies behind it, read from the points of the picture.

/** Shows everything but the letters. */
const WITHOUT_LETTERS = `
  *, ::before, ::after {
    -webkit-text-fill-color: transparent !important;
    text-decoration-color: transparent !important;
    text-shadow: none !important;
    caret-color: transparent !important;
    transition: none !important;
    animation: none !important;
  }
  ::placeholder { color: transparent !important; }
  svg text, svg tspan { fill: transparent !important; stroke: transparent !important; }
`;

/**
 * The texts that have less than 7:1, or 4.5:1 when they are large (24 px, or 18.66 px and bold), among those that were
 * left in `doubtful` and all that are drawn. What lies behind a text is what is seen at the points of its letters once
 * these are taken away; the worst fiftieth of them counts.
 */
export async function faintTexts(page) {
  const isAnyDrawn = await page.evaluate(() => globalThis.doubtful?.length || document.querySelector("svg text"));
  if (!isAnyDrawn) return [];
  // The window is made as high as the page: nothing is covered by a bar that stays, and all lies in one picture.
  const window = page.viewportSize();
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width: window.width, height: Math.max(height, window.height) });
  const texts = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
    const context = canvas.getContext("2d", { willReadFrequently: true });
    const parts = (colour) => {
      context.clearRect(0, 0, 1, 1);
      context.fillStyle = colour;
      context.fillRect(0, 0, 1, 1);
      return [...context.getImageData(0, 0, 1, 1).data];
    };
    const opacity = (element) => (element ? getComputedStyle(element).opacity * opacity(element.parentElement) : 1);
    const isExempt = (element) =>
      !element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) ||
      element.closest(":disabled, [aria-disabled=true], .visually-hidden, .skip-link");
    const isDrawn = (element) => element instanceof SVGElement;
    const boxes = (element) => {
      if (isDrawn(element)) return [element.getBoundingClientRect()];
      const words = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
      const range = document.createRange();
      const found = words.flatMap((node) => (range.selectNodeContents(node), [...range.getClientRects()]));
      return found.length ? found : [element.getBoundingClientRect()];
    };
    const elements = [...new Set([...(globalThis.doubtful ?? []), ...document.querySelectorAll("svg text")])];
    const texts = elements
      .filter((element) => element.isConnected && element.textContent.trim() && !isExempt(element))
      .map((element) => {
        const style = getComputedStyle(element);
        const scale = isDrawn(element) ? Math.abs(element.getScreenCTM().d) : 1;
        const size = parseFloat(style.fontSize) * scale;
        const isLarge = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
        const [red, green, blue, alpha] = parts(isDrawn(element) ? style.fill : style.color);
        return {
          name: element.outerHTML.slice(0, 140),
          colour: [red, green, blue],
          alpha: (alpha / 255) * opacity(element),
          needed: isLarge ? 4.5 : 7,
          boxes: boxes(element).map(({ left, top, width, height }) => [left + scrollX, top + scrollY, width, height]),
        };
      });
    return texts;
  });
  const picture = async () => (await page.screenshot({ scale: "css", caret: "initial" })).toString("base64");
  const pictures = [];
  if (texts.length) {
    pictures.push(await picture());
    await page.evaluate((css) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      const shadows = [...document.querySelectorAll("*")].flatMap(({ shadowRoot }) => shadowRoot ?? []);
      for (const root of [document, ...shadows]) root.adoptedStyleSheets.push(sheet);
      globalThis.bare = [document, ...shadows];
    }, WITHOUT_LETTERS);
    pictures.push(await picture());
  }
  const faint = await page.evaluate(
    async ([texts, pictures]) => {
      delete globalThis.doubtful;
      if (!texts.length) return [];
      for (const root of globalThis.bare) root.adoptedStyleSheets.pop();
      delete globalThis.bare;
      const points = async (picture) => {
        const image = new Image();
        image.src = `data:image/png;base64,${picture}`;
        await image.decode();
        const canvas = new OffscreenCanvas(image.width, image.height);
        const context = canvas.getContext("2d", { willReadFrequently: true });
        context.drawImage(image, 0, 0);
        return context.getImageData(0, 0, image.width, image.height);
      };
      const [whole, bare] = await Promise.all(pictures.map(points));
      const linear = (part) => (part <= 10.31 ? part / 3294.6 : ((part / 255 + 0.055) / 1.055) ** 2.4);
      const light = ([red, green, blue]) => 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
      const ratio = (one, other) => {
        const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
        return (bright + 0.05) / (dark + 0.05);
      };
      return texts.flatMap(({ name, colour, alpha, needed, boxes }) => {
        const ratios = [];
        for (const [left, top, width, height] of boxes) {
          const [right, bottom] = [Math.min(left + width, bare.width - 1), Math.min(top + height, bare.height - 1)];
          for (let y = Math.max(0, Math.floor(top)); y < bottom; y += 1) {
            for (let x = Math.max(0, Math.floor(left)); x < right; x += 1) {
              const at = (y * bare.width + x) * 4;
              const distance = [0, 1, 2].reduce((sum, part) => sum + Math.abs(whole.data[at + part] - bare.data[at + part]), 0);
              if (distance < 6) continue;
              const behind = [bare.data[at], bare.data[at + 1], bare.data[at + 2]];
              ratios.push(ratio(behind, colour.map((part, index) => part * alpha + behind[index] * (1 - alpha))));
            }
          }
        }
        if (!ratios.length) return [];
        const worst = ratios.sort((a, b) => a - b)[Math.floor(ratios.length / 50)];
        return worst < needed - 0.05 ? [`${worst.toFixed(2)}:1 of ${needed}:1: ${name}`] : [];
      });
    },
    [texts, pictures],
  );
  await page.setViewportSize(window);
  return faint;
}
