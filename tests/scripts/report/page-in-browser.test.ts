import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { htmlReport } from '../../../scripts/report/html-report.js';
import { contrasts, showFile, startBrowser, tooWide } from '../../equipment/browser.js';
import { describeWith } from '../../equipment/needs-tool.js';
import { TemporaryFolder } from '../../recordings/temporary-folder.js';
import { judgedIn, readGoldenInput, reportOn } from './golden-input.js';

let folder: TemporaryFolder;
let browser: Browser;

/** Writes the report on a case. @returns its path. */
function pageOf(name: string): string {
  const input = readGoldenInput(readFileSync(join(__dirname, 'cases', name, 'input.json'), 'utf8'));
  return folder.write(`${name}.html`, htmlReport(reportOn(input, judgedIn(input)), input));
}

describeWith('chromium')('the report in a browser', () => {
  beforeAll(async () => {
    folder = new TemporaryFolder();
    browser = await startBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    folder.remove();
  });

  const cases = ['every-severity', 'nasty-names', 'drift'];
  test.each(cases)('%s: loads nothing, complains of nothing, and fits screens of 1280 and 390 pixels', async (name) => {
    const { page, errors, requests } = await showFile(browser, pageOf(name), 'light', 1280);
    const wide = [await page.evaluate(tooWide)];
    await page.setViewportSize({ width: 390, height: 900 });
    wide.push(await page.evaluate(tooWide));
    expect(wide).toEqual([[0], [0]]);
    expect(errors).toEqual([]);
    expect(requests).toHaveLength(1);
  });

  test.each(cases)('%s: in both modes each text stands out from its ground by 4.5 to 1', async (name) => {
    const { page } = await showFile(browser, pageOf(name), 'light', 1280);
    await page.evaluate(`document.querySelectorAll('details').forEach((details) => { details.open = true; })`);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const texts: { readonly text: string; readonly className: string; readonly ratio: number }[] = await page.evaluate(contrasts);
      expect(texts.length).toBeGreaterThan(10);
      expect(texts.filter(({ ratio }) => ratio < 4.5)).toEqual([]);
    }
  });
});
