import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from '../../../contracts/compiler/compile.js';
import type { Contract, Place, Says } from '../../../contracts/contract.js';
import { PageError } from '../../../contracts/compiler/page/page-error.js';

/**
 * A case is a folder: pages and CSDL, and `expected.json`, which says why the case is there (`about`) and either where the compile must stop
 * (`error`), or what the contract must hold. Lists must be whole, objects may be partial. A new case needs a folder, and no code.
 */
interface Expected {
  readonly about: string;
  readonly error?: { readonly page?: string; readonly line: number; readonly says: string };
  readonly contract?: Readonly<Record<string, unknown>>;
}

const folder = join(__dirname, 'pages');
const cases = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

test.each(cases)('%s', (name) => {
  const files = readdirSync(join(folder, name), { recursive: true, encoding: 'utf8' });
  const expected = JSON.parse(readFileSync(join(folder, name, 'expected.json'), 'utf8')) as Expected;
  const pages = files.filter((file) => /\.(?:md|xml)$/.test(file)).sort();
  const outcome = attempt(pages.map((file) => ({ file, text: readFileSync(join(folder, name, file), 'utf8') })));

  expect(Object.keys(expected).sort()).toEqual(['about', expected.error === undefined ? 'contract' : 'error']);
  if (expected.error === undefined) {
    expect(outcome).toMatchObject(expected.contract ?? {});
  } else {
    const { page = pages[0], line, says } = expected.error;
    expect(outcome).toEqual({ stopsAt: `${String(page)}:${line}`, because: expect.stringContaining(says) as string });
  }
});

function attempt(sources: Parameters<typeof compile>[0]): object | undefined {
  try {
    const [contract] = compile(sources);
    return contract === undefined ? undefined : brief(contract);
  } catch (error) {
    if (!(error instanceof PageError)) throw error;
    return { stopsAt: `${error.file}:${error.line}`, because: error.reason };
  }
}

/** What a promise about a property does not say is null here, so that a case can expect it. */
function withAbsent(says: Says): object {
  if (says.what !== 'type-property') return says;
  const said = Object.entries(says).filter(([, value]) => value !== undefined);
  return { type: null, valueType: null, items: null, values: null, nullable: null, ...Object.fromEntries(said) };
}

/** A contract in the few words of `expected.json`: rules and readings by id, places as line numbers, remarks as `line: what`. */
function brief({ rules, readings, open, odd, ...rest }: Contract): object {
  const lines = (places: readonly Place[]): number[] => places.map(({ line }) => line);
  const remark = ({ what, at }: Contract['open'][number]): string => `${at.line}: ${what}`;
  return {
    ...rest,
    ruleIds: rules.map(({ id }) => id),
    rules: Object.fromEntries(
      rules.map(({ id, at, restatedAt, says }) => [
        id,
        { line: at.line, kind: at.kind, layer: at.layer, again: lines(restatedAt), says: withAbsent(says) },
      ]),
    ),
    readings: Object.fromEntries(readings.map(({ id, at }) => [id, lines(at)])),
    open: open.map(remark),
    odd: odd.map(remark),
  };
}
