import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { chromiumPath } from './needs-tool.js';

const quietly = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A sandbox cannot be had by root, as in most containers; our pages have no script. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath, args: quietly, chromiumSandbox: false });
}

export interface Shown {
  readonly page: Page;
  /** What went wrong, in the browser's own words. */
  readonly errors: readonly string[];
  readonly requests: readonly string[];
}

/** Opens a file with JavaScript switched off. */
export async function showFile(browser: Browser, file: string, colorScheme: 'light' | 'dark', width: number): Promise<Shown> {
  const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 }, javaScriptEnabled: false });
  const page = await context.newPage();
  const errors: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => errors.push(message.text()));
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(pathToFileURL(file).href);
  return { page, errors, requests };
}

/** Runs in the page: each text that can be seen, with the contrast of its colour with the ground behind it. */
export const contrasts = `(() => {
  const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const luminance = ([r, g, b]) => [r, g, b].map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, index) => sum + c * [0.2126, 0.7152, 0.0722][index], 0);
  const groundOf = (element) => {
    for (let at = element; at !== null; at = at.parentElement) {
      const ground = channels(getComputedStyle(at).backgroundColor);
      if (ground.length < 4 || ground[3] === 1) return ground;
    }
    throw new Error('no ground');
  };
  const all = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    if (node.data.trim() === '' || element.closest('.hidden, title') !== null || element.getClientRects().length === 0) continue;
    const style = getComputedStyle(element);
    const [a, b] = [luminance(channels(element instanceof SVGElement ? style.fill : style.color)), luminance(groundOf(element))];
    all.push({ text: node.data.trim(), className: element.className.baseVal ?? element.className, ratio: (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) });
  }
  return all;
})()`;

/** Runs in the page: the elements that are wider than the window, except those in the grid, which scrolls. */
export const tooWide = `(() => {
  const width = document.documentElement.clientWidth;
  const wide = [...document.querySelectorAll('body *')].filter((element) => element.closest('.scroll table') === null && element.getBoundingClientRect().right > width + 0.5);
  return [document.documentElement.scrollWidth - width, ...wide.map((element) => element.outerHTML.slice(0, 100))];
})()`;
