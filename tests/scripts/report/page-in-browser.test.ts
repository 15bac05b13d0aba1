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

  describe.each(['every-severity', 'nasty-names', 'drift'])('%s', (name) => {
    test.each([1280, 390])('on a screen of %d pixels: loads nothing, complains of nothing, and nothing is wider', async (width) => {
      const { page, errors, requests } = await showFile(browser, pageOf(name), 'light', width);
      expect(errors).toEqual([]);
      expect(requests).toHaveLength(1);
      expect(await page.evaluate(tooWide)).toEqual([0]);
    });

    test.each(['light', 'dark'] as const)('in %s mode each text stands out from its ground by 4.5 to 1', async (colorScheme) => {
      const { page } = await showFile(browser, pageOf(name), colorScheme, 1280);
      await page.evaluate(`document.querySelectorAll('details').forEach((details) => { details.open = true; })`);
      const texts: { readonly text: string; readonly className: string; readonly ratio: number }[] = await page.evaluate(contrasts);
      expect(texts.length).toBeGreaterThan(10);
      expect(texts.filter(({ ratio }) => ratio < 4.5)).toEqual([]);
    });
  });
});
