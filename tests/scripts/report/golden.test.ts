import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from 'sarif';
import { type Format, formats } from '../../../scripts/verdict/destinations.js';
import { isUpdating } from '../../equipment/is-updating.js';
import { expectValid } from './expect-valid.js';
import { judgedIn, readGoldenInput, reportOn } from './golden-input.js';
import { renderers } from './renderers.js';

const casesFolder = join(__dirname, 'cases');
const fileOf: Readonly<Record<Format, string>> = {
  pretty: 'report.txt',
  json: 'report.json',
  junit: 'report.xml',
  sarif: 'report.sarif',
  markdown: 'report.md',
  html: 'report.html',
  github: 'report.github.txt',
};

/** Without the rules, which are the same in every report, as the style of a page is. */
function withoutRules(sarif: string): string {
  const log = JSON.parse(sarif) as Log;
  for (const { tool } of log.runs) {
    delete tool.driver.rules;
    delete tool.driver.notifications;
  }
  return `${JSON.stringify(log, null, 2)}\n`;
}

describe.each(readdirSync(casesFolder))('the report on %s', (name) => {
  const input = readGoldenInput(readFileSync(join(casesFolder, name, 'input.json'), 'utf8'));

  test.each(formats)('as %s: valid, as expected, and the same whatever the order of the input', async (format) => {
    const text = renderers[format](reportOn(input, judgedIn(input)), input);
    await expectValid[format](text);
    expect(renderers[format](reportOn(input, judgedIn(input).reverse()), input)).toBe(text);

    const shown = format === 'sarif' ? withoutRules(text) : text.replace(/<style>[^]*<\/style>/, '').replace(/sha256-[^&]+/, 'sha256');
    const file = join(casesFolder, name, 'expected', fileOf[format]);
    // `npm run reports:update` takes the same path, and writes in place of comparing.
    if (isUpdating('UPDATE_REPORTS')) {
      mkdirSync(join(casesFolder, name, 'expected'), { recursive: true });
      writeFileSync(file, shown);
    } else expect(shown).toBe(readFileSync(file, 'utf8'));
  });
});
