import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { packageRoot } from '../../../contracts/folders.js';
import type { HistoryLine } from '../../../scripts/history/history-line.js';
import { htmlHistory } from '../../../scripts/history/html-history.js';
import { summarizeHistory } from '../../../scripts/history/summarize-history.js';
import { contrasts, showFile, startBrowser, tooWide, type Shown } from '../../equipment/browser.js';
import { isUpdating } from '../../equipment/is-updating.js';
import { describeWith } from '../../equipment/needs-tool.js';
import { TemporaryFolder } from '../../recordings/temporary-folder.js';
import { runCli } from '../../run-cli.js';
import { compliance, configuration, findingOf, lineOf } from './history-lines.js';

let folder: TemporaryFolder;
let browser: Browser;

const verdicts = ['agrees', 'agrees', 'disagrees', 'inconclusive', 'refused', 'agrees'] as const;
const operations = [
  [compliance, 'v1.0'],
  [compliance, 'beta'],
  [configuration, 'v1.0'],
  [configuration, 'beta'],
] as const;

/** So many runs of all operations, with every verdict and every kind of finding among them. */
function linesOf(runs: number): HistoryLine[] {
  return Array.from({ length: runs }, (_, run) =>
    operations.map(([operation, version], index): HistoryLine => {
      const verdict = verdicts[(run + index) % verdicts.length] ?? 'agrees';
      const accepted = verdict === 'agrees' && run % 2 === 1 ? ([{ ...findingOf('response.body.null'), accepted: true }] as const) : [];
      const findings =
        verdict === 'disagrees' ? [findingOf('response.status'), findingOf('response.body.type-omitted', { fingerprint: 'b' })] : accepted;
      const milliseconds = 100 + ((run * 37) % 60) + (run === 3 ? 5000 : 0);
      return lineOf({
        day: run + 1,
        operation,
        version,
        verdict,
        findings,
        milliseconds,
        emulator: run % 5 === 0,
        reasons: ['outage'],
      });
    }),
  ).flat();
}

/** Opens the page of so many runs. */
function shown(runs: number, colorScheme: 'light' | 'dark' = 'light', width = 1280): Promise<Shown> {
  const summary = summarizeHistory({ lines: linesOf(runs), damaged: [{ file: 'runs.ndjson', line: 7 }] });
  return showFile(browser, folder.write('page.html', htmlHistory(summary)), colorScheme, width);
}

describeWith('chromium')('the page in a browser', () => {
  beforeAll(async () => {
    folder = new TemporaryFolder();
    browser = await startBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    folder.remove();
  });

  test.each([1, 12, 365])('%d runs: loads nothing, complains of nothing, and has a cell for each operation and run', async (runs) => {
    const { page, errors, requests } = await shown(runs);
    expect(errors).toEqual([]);
    expect(requests).toHaveLength(1);
    expect(await page.locator('.scroll tbody tr').count()).toBe(operations.length);
    expect(await page.locator('.scroll tbody td').count()).toBe(operations.length * runs);
    expect(await page.locator('.scroll thead th[scope=col]').count()).toBe(runs + 1);
    expect(await page.locator('figure svg').count()).toBe(operations.length);
    // Its style is taken: the policy knows it.
    expect(await page.evaluate(`getComputedStyle(document.querySelector('.scroll')).overflowX`)).toBe('auto');
    expect(await page.title()).toContain(`${runs} run`);
  });

  test.each(['light', 'dark'] as const)('in %s mode each text stands out from its ground by 4.5 to 1', async (colorScheme) => {
    const { page } = await shown(12, colorScheme);
    await page.evaluate(`document.querySelector('details').open = true`);
    const texts: { readonly text: string; readonly className: string; readonly ratio: number }[] = await page.evaluate(contrasts);
    expect(texts.length).toBeGreaterThan(100);
    expect(texts.filter(({ ratio }) => ratio < 4.5)).toEqual([]);
  });

  test('the two modes differ, and neither needs colour: cells that differ have other signs', async () => {
    const ground = 'getComputedStyle(document.body).backgroundColor';
    const { page: light } = await shown(12, 'light');
    const { page: dark } = await shown(12, 'dark');
    expect(await light.evaluate(ground)).not.toBe(await dark.evaluate(ground));
    const signs: [string, string][] = await light.evaluate(
      `[...document.querySelectorAll('.scroll tbody td')].map((cell) => [cell.className, cell.querySelector('b').textContent])`,
    );
    const ofClass = new Map(signs);
    expect(ofClass.size).toBeGreaterThan(4);
    expect(new Set(ofClass.values()).size).toBe(ofClass.size);
    expect(signs.filter(([className, sign]) => ofClass.get(className) !== sign)).toEqual([]);
  });

  test.each([
    [12, 320],
    [12, 700],
    [365, 360],
    [365, 1280],
  ])('%d runs on a screen of %d pixels: nothing but the grid is wider, and the last run is in sight', async (runs, width) => {
    const { page } = await shown(runs, 'light', width);
    expect(await page.evaluate(tooWide)).toEqual([0]);
    const last = await page.locator('.scroll tbody tr').first().locator('td').last().boundingBox();
    expect((last?.x ?? Infinity) + (last?.width ?? 0)).toBeLessThanOrEqual(width);
  });

  test('on a phone the name of a month is in view wherever the year is scrolled to', async () => {
    const { page } = await shown(365, 'light', 360);
    const names: string[] = [];
    // The newest run is at 0; earlier ones are to the left.
    for (const left of [0, -1000, -4000, -7000]) {
      await page.evaluate(`document.querySelector('.scroll').scrollLeft = ${left}`);
      const spans = await page.locator('th.month span').all();
      const boxes = await Promise.all(spans.map(async (span) => ({ text: await span.textContent(), box: await span.boundingBox() })));
      const inView = boxes.filter(({ box }) => box !== null && box.x >= 130 && box.x + box.width <= 360);
      names.push(inView.at(0)?.text ?? 'none');
    }
    expect(names.filter((name) => !/^[A-Z][a-z]+ \d{4}$/.test(name))).toEqual([]);
    expect(new Set(names).size).toBe(4);
  });

  test('the picture in the README shows the page of the documented history', async () => {
    const picture = join(packageRoot, 'docs', 'images', 'history.png');
    const { stdout } = await runCli(['history', 'tests/scripts/history/sample.ndjson', '--format', 'html']);
    const { page } = await showFile(browser, folder.write('sample.html', stdout), 'light', 1000);
    const taken = await page.screenshot({ clip: { x: 0, y: 0, width: 1000, height: 620 } });
    // Pixels differ with the fonts of a machine; `npm run docs:update` writes a new picture.
    if (isUpdating('UPDATE_DOCS')) writeFileSync(picture, taken);
    const shown = readFileSync(picture);
    expect([shown.readUInt32BE(16), shown.readUInt32BE(20)]).toEqual([taken.readUInt32BE(16), taken.readUInt32BE(20)]);
  });
});
