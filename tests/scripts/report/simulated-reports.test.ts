/** The reports of a drift run on each simulated answer, as their owner reads them: `simulated/`, a text and a Markdown file each. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emulatedConnection } from '../../../scripts/drift/emulated-connection.js';
import { runDrift } from '../../../scripts/drift/run-drift.js';
import { simulations, type SimulationName } from '../../../scripts/emulator/simulations.js';
import type { Report } from '../../../scripts/verdict/report.js';
import { isUpdating } from '../../equipment/is-updating.js';
import { expectValid } from './expect-valid.js';
import { renderers } from './renderers.js';

const folder = join(__dirname, 'simulated');
const names = Object.keys(simulations) as SimulationName[];
const extensions = { pretty: 'txt', markdown: 'md' } as const;

async function reportOf(simulate: SimulationName): Promise<Report> {
  const connection = await emulatedConnection({ simulate }, () => 0);
  return (await runDrift(connection, { failOn: 'breaking' }).finally(connection.close)).report;
}

describe.each(names)('the report on %s', (name) => {
  let report: Report;
  beforeAll(async () => {
    report = await reportOf(name);
  });

  test.each(['pretty', 'markdown'] as const)('as %s', async (format) => {
    const lead = `graph-contracts drift: the embedded emulator answers, not Microsoft Graph. It simulates "${name}".`;
    const text = renderers[format](report, { lead });
    await expectValid[format](text);
    const file = join(folder, `${name}.${extensions[format]}`);
    // `npm run reports:update` takes the same path, and writes in place of comparing.
    if (isUpdating('UPDATE_REPORTS')) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(file, text);
    } else expect(text).toBe(readFileSync(file, 'utf8'));
  });

  test('in JSON, by its schema', async () => {
    await expectValid.json(renderers.json(report, {}));
  });
});

test('every file is of a simulation', () => {
  const expected = names.flatMap((name) => Object.values(extensions).map((extension) => `${name}.${extension}`));
  expect(readdirSync(folder).sort()).toEqual(expected.sort());
});
