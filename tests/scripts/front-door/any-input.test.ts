/** Whatever is put before `check`: it ends, with an exit code from 0 to 3 and a sentence, and never with a stack. */
import * as fc from '../../equipment/fast-check.js';
import { inputFormats } from '../../../recordings/traffic/input/format.js';
import { formats } from '../../../scripts/verdict/destinations.js';
import type { Report } from '../../../scripts/verdict/report.js';
import { finished, startCli } from '../../run-cli.js';
import { expectValid } from '../report/expect-valid.js';
import type { Ended } from '../../equipment/script-host.js';
import { FrontDoor, type Given } from './front-door.js';
import { hostile } from './hostile.js';
import { anyJson, changed, mangled, valid } from './inputs.js';

jest.setTimeout(240_000);

let door: FrontDoor;
beforeAll(() => {
  door = new FrontDoor();
});
afterAll(() => {
  door.close();
});

/** What every run owes its user, whatever the input. */
function expectSound({ code, stdout, stderr }: Ended): Report {
  expect(stderr).not.toMatch(/^\s+at .+:\d+/m);
  expect([0, 1, 2, 3]).toContain(code);
  const report = JSON.parse(stdout) as Report;
  void expectValid.json(stdout);
  expect(report.exitCode).toBe(code);
  if (code === 2) {
    expect(stderr).toMatch(/^(?:input-\d\.json: .+|Nothing of the two operations in .+)$/m);
    expect(stderr).not.toMatch(/undefined|\[object|\bNaN\b|RangeError|TypeError/);
  }
  return report;
}

const given: fc.Arbitrary<Given> = fc.record({ input: fc.constantFrom(...inputFormats), allowEmpty: fc.boolean() }, { requiredKeys: [] });

test.each(Object.entries(valid))('a valid input is judged: %s', async (name, value) => {
  const report = expectSound(await door.checkText(JSON.stringify(value), { allowEmpty: true }));
  expect(report.exitCode).toBeLessThan(2);
  expect(report.summary.judged > 0).toBe(name !== 'messages-3');
});

test.each(hostile)('$name', async ({ content, ends }) => {
  const report = expectSound(await door.checkText(content(), { allowEmpty: true }));
  expect(report.exitCode).toBe(ends);
});

test.each([
  ['any JSON', anyJson],
  ['a valid input with strange values in it', changed],
  ['a valid input, mangled', mangled],
] as const)('%s', async (_, inputs) => {
  await fc.assert(
    fc.asyncProperty(inputs as fc.Arbitrary<string | Buffer>, given, async (content, options) => {
      expectSound(await door.checkText(content, options));
    }),
    { numRuns: 200 },
  );
});

test('any bytes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), given, async (content, options) => {
      expectSound(await door.checkText(content, options));
    }),
    { numRuns: 75 },
  );
});

test('two runs give the same bytes in every format, and the order of the files changes none', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(changed, mangled), { minLength: 2, maxLength: 3 }),
      fc.constantFrom(...formats),
      async (texts, format) => {
        const first = await door.checkTexts(texts, { format });
        expect(await door.checkTexts(texts, { format })).toEqual(first);
        expect(await door.checkTexts(texts, { format }, texts.map((_, index) => index).reverse())).toEqual(first);
      },
    ),
    { numRuns: 40 },
  );
});

test('as a process of its own, on its standard input, it ends the same way', async () => {
  const contents = [
    ...hostile.filter((_, index) => index % 10 === 0).map(({ content }) => content()),
    ...fc.sample(fc.oneof(changed, mangled), { numRuns: 6, seed: 3 }),
  ];
  for (const content of contents) {
    const child = startCli(['check', '-', '--format', 'json', '--allow-empty']);
    child.stdin.on('error', () => undefined); // It may stop reading what it refuses.
    child.stdin.end(content);
    const { code, stdout, stderr } = await finished(child);
    expect([0, 1, 2, 3]).toContain(code);
    await expectValid.json(stdout);
    if (code === 2) expect(stderr).toMatch(/^graph-contracts: standard input: .+/m);
    expect(stderr).not.toMatch(/this is a bug|^\s+at .+:\d+/m);
  }
});
