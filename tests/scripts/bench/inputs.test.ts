import { judge } from '../../../contracts/judge/judge.js';
import { judgeExpectation } from '../../../contracts/judge/pact/judge-expectation.js';
import type { Exchange } from '../../../contracts/judge/exchange.js';
import { countFindings, faultAt, plantedFaults, type Side } from '../../../scripts/bench/inputs/faults.js';
import { readPactText } from '../../recordings/traffic/pact/read-pact.js';
import { inputText, sideOf, type InputFormat } from '../../../scripts/bench/inputs/write-input.js';

const count = 1_000;

interface HarEntry {
  readonly request: { method: string; url: string; headers: { name: string; value: string }[]; postData: { text: string } };
  readonly response: { status: number; headers: { name: string; value: string }[]; content: { text?: string } };
}

function headersIn(list: readonly { name: string; value: string }[]): Record<string, string> {
  return Object.fromEntries(list.map(({ name, value }) => [name, value]));
}

/** Simple readers of the generated formats, so that these tests depend on no reader of ours but that of pacts. */
const readers: Readonly<Record<InputFormat, (text: string) => Exchange[]>> = {
  har: (text) =>
    (JSON.parse(text) as { log: { entries: HarEntry[] } }).log.entries.map(({ request, response }) => ({
      request: { method: request.method, url: request.url, headers: headersIn(request.headers), body: request.postData.text },
      response: { status: response.status, headers: headersIn(response.headers), body: response.content.text },
    })),
  ndjson: (text) =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Exchange),
  pact: (text) => readPactText('generated.json', text),
};

const formats = ['har', 'ndjson', 'pact'] as const;

function textOf(format: InputFormat, size: number): string {
  return [...inputText(format, size)].join('');
}

function findingsIn(exchange: Exchange, side: Side): Map<string, number> {
  const judgement = side === 'observed' ? judge(exchange) : judgeExpectation(exchange);
  if (judgement.kind !== 'judged') throw new Error(`${judgement.kind}, not judged`);
  return countFindings(judgement.findings);
}

describe.each(formats)('generated %s', (format) => {
  const side = sideOf[format];

  test('is the same each time', () => {
    expect(textOf(format, 50)).toBe(textOf(format, 50));
  });

  test('begins as a smaller one does', () => {
    expect(readers[format](textOf(format, 20)).slice(0, 10)).toEqual(readers[format](textOf(format, 10)));
  });

  test('can be of a single exchange', () => {
    expect(readers[format](textOf(format, 1))).toHaveLength(1);
  });

  test('shows the judge exactly the planted faults, each where it was planted', () => {
    const exchanges = readers[format](textOf(format, count));
    expect(exchanges).toHaveLength(count);
    for (const [index, exchange] of exchanges.entries()) {
      const planted = faultAt(index, side);
      expect({ index, found: findingsIn(exchange, side) }).toEqual({ index, found: countFindings(planted === undefined ? [] : [planted]) });
    }
  });
});

test.each([
  ['observed', 12],
  ['expected', 8],
] as const)('%s exchanges have one fault in ten, of %i kinds in turn', (side, kinds) => {
  const planted = [...plantedFaults(count, side).values()];
  expect(planted).toHaveLength(kinds);
  expect(planted.reduce((sum, each) => sum + each, 0)).toBe(count / 10);
  expect(Math.max(...planted) - Math.min(...planted)).toBeLessThanOrEqual(1);
  expect(plantedFaults(1, side).size).toBe(0);
});

test('findings are counted by code and pointer, without notes', () => {
  const finding = { code: 'a', pointer: '/x', severity: 'breaking' };
  expect(countFindings([finding, { ...finding, count: 2 }, { ...finding, pointer: '/y' }, { ...finding, severity: 'note' }])).toEqual(
    new Map([
      ['a /x', 3],
      ['a /y', 1],
    ]),
  );
});
