/** What a browser can measure of a drawn wall: its texts with their ink, what moves, and its pixels. */
import { type Browser, chromium, type Page } from 'playwright-core';

export const browserArguments = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const openBrowser = (path: string): Promise<Browser> =>
  chromium.launch({ executablePath: path, args: browserArguments });

export interface DrawnText {
  readonly text: string;
  readonly part: string;
  readonly size: number;
  readonly family: string;
  /** From the left of the text to its right, from its capitals' height to its baseline; in the wall's units. */
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Capitals of IBM Plex stand this high above the baseline; what hangs under it may meet the line below. */
const capitals = 0.698;

export async function textsOf(page: Page): Promise<readonly DrawnText[]> {
  await page.evaluate(() => document.fonts.ready);
  return page.evaluate((height) => {
    const svg = document.querySelector<SVGSVGElement>('.wall svg');
    if (!svg) return [];
    const scale = svg.getBoundingClientRect().width / 1920;
    const origin = svg.getBoundingClientRect();
    return [...svg.querySelectorAll<SVGTextElement>('text')].map((text) => {
      const box = text.getBoundingClientRect();
      const style = getComputedStyle(text);
      const ctm = text.getScreenCTM();
      const size = Number.parseFloat(style.fontSize) * ((ctm?.a ?? scale) / scale);
      const baseline =
        ((ctm?.f ?? 0) + Number(text.getAttribute('y')) * (ctm?.d ?? scale) - origin.top) / scale;
      return {
        text: text.textContent ?? '',
        part: text.dataset.text ?? '',
        size,
        family: style.fontFamily,
        left: (box.left - origin.left) / scale,
        right: (box.right - origin.left) / scale,
        top: baseline - size * height,
        bottom: baseline,
      };
    });
  }, capitals);
}

const apart = (a: DrawnText, b: DrawnText): number =>
  Math.max(a.left - b.right, b.left - a.right, a.top - b.bottom, b.top - a.bottom);

/** Pairs nearer than eight units; a figure may touch its own unit. */
export function collisions(texts: readonly DrawnText[]): readonly string[] {
  const found: string[] = [];
  texts.forEach((a, i) => {
    for (const b of texts.slice(i + 1)) {
      if (a.text.trim() === '' || b.text.trim() === '') continue;
      if (a.part === 'unit' || b.part === 'unit' || a.part === 'letter' || b.part === 'letter') continue;
      const distance = apart(a, b);
      if (distance < 7.5) found.push(`"${a.text}" and "${b.text}": ${distance.toFixed(1)}`);
    }
  });
  return found;
}

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
export interface Counted {
  /** Pixels whose channels differ by more than 32: colour, where there should be none. */
  readonly coloured: number;
  /** Pixels of the orange of a critical block. */
  readonly critical: number;
  /** For each area, how much it stands out in grey from the pixel beside its corner: the sum of the differences. */
  readonly weights: readonly number[];
}

/** Looks at the page's own picture below a line. Counted in the browser: no image library is needed. */
export async function lookAt(page: Page, from: number, areas: readonly Area[] = []): Promise<Counted> {
  const image = (await page.screenshot()).toString('base64');
  return page.evaluate(countPixels, { image, from, areas });
}

async function countPixels(asked: {
  readonly image: string;
  readonly from: number;
  readonly areas: readonly Area[];
}): Promise<Counted> {
  const blob = await (await fetch(`data:image/png;base64,${asked.image}`)).blob();
  const bitmap = await createImageBitmap(blob);
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
  if (!context) throw new Error('no canvas');
  context.drawImage(bitmap, 0, 0);
  const { data, width } = context.getImageData(0, 0, bitmap.width, bitmap.height);
  const channels = (i: number): [number, number, number] => [
    data[i] ?? 0,
    data[i + 1] ?? 0,
    data[i + 2] ?? 0,
  ];
  let coloured = 0;
  let critical = 0;
  for (let i = asked.from * width * 4; i < data.length; i += 4) {
    const [red, green, blue] = channels(i);
    if (Math.max(red, green, blue) - Math.min(red, green, blue) > 32) coloured += 1;
    if (red > 180 && green < 120 && blue < 40) critical += 1;
  }
  const grey = (x: number, y: number): number => {
    const [red, green, blue] = channels((y * width + x) * 4);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const weights = asked.areas.map((area) => {
    const [left, top] = [Math.round(area.x), Math.round(area.y)];
    const ground = grey(left - 3, top - 3);
    let sum = 0;
    for (let y = top; y < area.y + area.height; y++)
      for (let x = left; x < area.x + area.width; x++) sum += Math.abs(grey(x, y) - ground);
    return sum;
  });
  return { coloured, critical, weights };
}
