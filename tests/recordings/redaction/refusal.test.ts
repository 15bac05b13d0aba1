/** An error says that an exchange could not be redacted, and nothing of the exchange. */
import { inspect } from 'node:util';
import { nestsTooDeep, RedactionError, Redactor } from '../../../recordings/redaction/redactor.js';

const secret = 'Lovelace-8a51c3d0';

function errorOf(body: unknown): unknown {
  try {
    new Redactor().redact({ request: { method: 'PATCH', url: `/${secret}`, body } });
  } catch (error) {
    return error;
  }
  throw new Error('It was redacted.');
}

const circle: Record<string, unknown> = { secret };
circle[secret] = circle;
let deep: unknown = secret;
for (let depth = 0; depth < 100_000; depth += 1) deep = [deep];

test.each<[string, unknown]>([
  ['a circle', circle],
  ['a number without an end', { secret, big: 10n }],
  ['a body nested too deep', deep],
  [
    'a member that throws',
    {
      toJSON: () => {
        throw new Error(secret);
      },
    },
  ],
])('%s', (_what, body) => {
  const error = errorOf(body);
  expect(error).toBeInstanceOf(RedactionError);
  expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('Lovelace');
  expect((error as Error).cause).toBeUndefined();
  expect(String(error)).toBe(
    'RedactionError: An exchange could not be redacted, so nothing of it was kept. Its body may nest too deep, or hold a value that JSON cannot express.',
  );
});

test('a text of 3,000 levels is redacted', () => {
  const text = `${'['.repeat(3_000)}"${secret}"${']'.repeat(3_000)}`;
  const { body } = new Redactor().redact({ request: { method: 'PATCH', url: '/', body: text } }).request;
  expect(body).toBe(text.replace(secret, 'redacted-1'));
});

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

test.each<readonly [string, unknown, boolean]>([
  ['1,000 levels', nested(1_000), false],
  ['1,001 levels', nested(1_001), true],
  ['two million levels', `{"x":${nested(2_000_000)}}`, true],
  ['many that follow each other', `[${'{},[],'.repeat(5_000)}1]`, false],
  ['brackets in a string', JSON.stringify('['.repeat(2_000)), false],
  ['brackets behind an escaped quote', JSON.stringify(`"${'['.repeat(2_000)}`), false],
  ['a string of 4 MiB', JSON.stringify('x'.repeat(4 * 1024 * 1024)), false],
  ['a value that is no text', { a: [] }, false],
])('nesting: %s', (_, body, expected) => {
  expect(nestsTooDeep(body)).toBe(expected);
});
