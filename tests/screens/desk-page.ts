/** What a browser can measure of a desk page: small, cut and pale texts. */
import type { Page } from 'playwright-core';

/** Texts smaller than `least` pixels; keys and hidden words for screen readers are not text of the page. */
export const smallTexts = (page: Page, least: number): Promise<string[]> =>
  page.evaluate((size) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const small = new Set<string>();
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const holder = node.parentElement;
      const text = node.textContent?.trim() ?? '';
      if (!holder || text === '' || holder.closest('script, style, title, kbd, nextjs-portal')) continue;
      if (!holder.checkVisibility()) continue;
      const shown = Number.parseFloat(getComputedStyle(holder).fontSize);
      if (shown < size) small.add(`${text.slice(0, 40)} ${shown}px`);
    }
    return [...small];
  }, least);

/** Texts cut by an ellipsis that say nowhere else what they are. */
export const cutTexts = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('main *, .rail *, .topbar *')]
      .filter(
        (one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).textOverflow === 'ellipsis',
      )
      .filter((one) => one.closest('[title]') === null && one.querySelector('[title]') === null)
      .map((one) => one.textContent?.trim().slice(0, 60) ?? ''),
  );

/** Texts whose contrast with what is painted behind them is under 4.5:1 (3:1 when large). */
export const contrastsOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const rgba = (colour: string): [number, number, number, number] => {
      if (!canvas) return [0, 0, 0, 1];
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      const [r = 0, g = 0, b = 0, a = 0] = canvas.getImageData(0, 0, 1, 1).data;
      return [r, g, b, a / 255];
    };
    const light = ([r, g, b]: readonly number[]): number => {
      const channel = (value = 0) => {
        const share = value / 255;
        return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      };
      return 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
    };
    const behind = (of: Element): number[] => {
      const layers: [number, number, number, number][] = [];
      for (let at: Element | null = of; at; at = at.parentElement) {
        const layer = rgba(getComputedStyle(at).backgroundColor);
        if (layer[3] > 0) layers.push(layer);
        if (layer[3] >= 1) break;
      }
      return layers.reduceRight<number[]>(
        (under, [r, g, b, a]) => [r, g, b].map((value, index) => value * a + (under[index] ?? 0) * (1 - a)),
        [255, 255, 255],
      );
    };
    const pale = new Set<string>();
    for (const one of document.querySelectorAll<HTMLElement>('.desk *')) {
      const own = [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim());
      if (!own || one.closest('svg, nextjs-portal') || !one.checkVisibility()) continue;
      const style = getComputedStyle(one);
      const ink = rgba(style.color);
      const [a, b] = [light(ink), light(behind(one))];
      const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      const size = Number.parseFloat(style.fontSize);
      const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 600);
      if (contrast < (large ? 3 : 4.5))
        pale.add(`${one.textContent?.trim().slice(0, 40)} ${contrast.toFixed(2)}`);
    }
    return [...pale];
  });
