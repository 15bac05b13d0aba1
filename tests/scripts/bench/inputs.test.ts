import { judge } from '../../../contracts/judge/judge.js';
import { judgeExpectation } from '../../../contracts/judge/judge-expectation.js';
import type { Exchange } from '../../../contracts/judge/exchange.js';
import { isExact, recogniseFindings, total } from '../../../scripts/bench/found.js';
import { faultAt, faults, plantedFaults, type Side } from '../../../scripts/bench/inputs/faults.js';
import { readPactText } from '../../recordings/pact/read-pact.js';
import { inputText, type InputFormat } from '../../../scripts/bench/inputs/write-input.js';

const count = 1_000;

interface HarEntry {
  readonly request: { method: string; url: string; headers: { name: string; value: string }[]; postData: { text: string } };
  readonly response: { status: number; headers: { name: string; value: string }[]; content: { text?: string } };
}

function headersIn(list: readonly { name: string; value: string }[]): Record<string, string> {
  return Object.fromEntries(list.map(({ name, value }) => [name, value]));
}

/** Plain readings of what the generator writes, so that these tests stand on no reader of ours but the one of pacts. */
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

const sides = { har: 'observed', ndjson: 'observed', pact: 'expected' } as const;
const formats = ['har', 'ndjson', 'pact'] as const;

function textOf(format: InputFormat, size: number): string {
  return [...inputText(format, size)].join('');
}

function findingsIn(exchange: Exchange, side: Side): Parameters<typeof recogniseFindings>[0] {
  const judgement = side === 'observed' ? judge(exchange) : judgeExpectation(exchange);
  if (judgement.kind !== 'judged') throw new Error(`${judgement.kind}, not judged`);
  return judgement.findings;
}

describe.each(formats)('generated %s', (format) => {
  const side = sides[format];

  test('is the same each time', () => {
    expect(textOf(format, 50)).toBe(textOf(format, 50));
  });

  test('begins as a smaller one does', () => {
    expect(readers[format](textOf(format, 20)).slice(0, 10)).toEqual(readers[format](textOf(format, 10)));
  });

  test('can be of a single exchange', () => {
    expect(readers[format](textOf(format, 1))).toHaveLength(1);
  });

  test('shows exactly the planted faults to the judge, each where it was planted', () => {
    const exchanges = readers[format](textOf(format, count));
    expect(exchanges).toHaveLength(count);
    const differing = exchanges.flatMap((exchange, index) => {
      const fault = faultAt(index, side);
      const found = recogniseFindings(findingsIn(exchange, side), side);
      return isExact(found, new Map(fault === undefined ? [] : [[fault.name, 1]])) ? [] : [{ index, planted: fault?.name, found }];
    });
    expect(differing).toEqual([]);
  });
});

describe.each(['observed', 'expected'] as const)('faults that are %s', (side) => {
  test('are planted in a tenth of the exchanges, of all kinds', () => {
    const planted = plantedFaults(count, side);
    expect(total(planted)).toBe(count / 10);
    expect([...planted.keys()].sort()).toEqual(
      faults
        .filter((fault) => fault[side] !== undefined)
        .map(({ name }) => name)
        .sort(),
    );
    expect(plantedFaults(1, side).size).toBe(0);
  });
});

test('what was found is exact only without anything missing or added', () => {
  const planted = new Map([['a', 2]]);
  expect(isExact({ faults: new Map([['a', 2]]), others: 0 }, planted)).toBe(true);
  expect(isExact({ faults: new Map([['a', 1]]), others: 0 }, planted)).toBe(false);
  expect(isExact({ faults: new Map([['a', 2]]), others: 1 }, planted)).toBe(false);
  expect(isExact({ faults: new Map([['b', 2]]), others: 0 }, planted)).toBe(false);
});
