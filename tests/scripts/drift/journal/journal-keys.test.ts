import { JournalKeys, takeJournalSecrets } from '../../../../scripts/drift/journal/journal-keys.js';

const keys = new JournalKeys(['one']);
const content = { b: [1, { a: 'ä\ud800' }], a: JSON.parse('{"__proto__":{"x":1}}') as unknown };
const mac = keys.sign(content) ?? '';

test.each([
  ['one secret', 'one', ['one']],
  ['several', ' new ,old\n', ['new', 'old']],
  ['empty entries', ',,new,,', ['new']],
  ['nothing', '', []],
  ['no variable', undefined, []],
])('%s: secrets are removed from the environment', (_, value, secrets) => {
  const environment = { DRIFT_JOURNAL_KEY: value, OTHER: 'stays' };
  expect(takeJournalSecrets(environment)).toEqual(secrets);
  expect(environment).toEqual({ OTHER: 'stays' });
});

test.each([' , ', ',', ' '])('a variable without a secret is an error: %j', (value) => {
  expect(() => takeJournalSecrets({ DRIFT_JOURNAL_KEY: value })).toThrow('DRIFT_JOURNAL_KEY is set, but holds no secret.');
});

test.each<readonly [string, readonly string[], unknown, unknown, boolean]>([
  ['the same', ['one'], content, mac, true],
  ['another order of members', ['one'], { a: content.a, b: content.b }, mac, true],
  ['an earlier key after a new one', ['two', 'one'], content, mac, true],
  ['another key', ['two'], content, mac, false],
  ['no key', [], content, mac, false],
  ['another value', ['one'], { ...content, b: [1] }, mac, false],
  ['another prototype member', ['one'], { ...content, a: JSON.parse('{"__proto__":{"x":2}}') as unknown }, mac, false],
  ['one member more', ['one'], { ...content, c: null }, mac, false],
  ['no mac', ['one'], content, undefined, false],
  ['an empty mac', ['one'], content, '', false],
  ['a truncated mac', ['one'], content, mac.slice(0, 20), false],
  ['a mac of another type', ['one'], content, { length: 32 }, false],
])('a signature and %s', (_, secrets, value, signature, proved) => {
  expect(new JournalKeys(secrets).verifies(value, signature)).toBe(proved);
});

test('a sealed text is unreadable, differs each time, and opens with the key, alone or in a list', () => {
  const text = 'an-id ä \ud83d\ude00\n'.repeat(100);
  const sealed = keys.seal(text);
  expect(sealed).toMatch(/^graph-contracts sealed journal 1\n[\w+/=]+\n$/);
  expect(Buffer.from(sealed.split('\n')[1] ?? '', 'base64').toString('latin1')).not.toContain('an-id');
  expect(keys.seal(text)).not.toBe(sealed);
  expect(keys.unseal(sealed)).toBe(text);
  expect(new JournalKeys(['two', 'one']).unseal(sealed)).toBe(text);
});

test('a changed sealed text does not open', () => {
  const sealed = keys.seal('{}\n');
  const [header = '', data = ''] = sealed.split('\n');
  const bytes = Buffer.from(data, 'base64');
  const forged = [...bytes.keys()].map((at) => {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    return `${header}\n${changed.toString('base64')}\n`;
  });
  const others = ['', header, `${header}\n`, `${header.replace('1', '2')}\n${data}\n`, `${header}\n${data.slice(0, 40)}\n`, data, '{}\n'];
  // One byte of each part: deriving the key of each salt takes time.
  const parts = [0, 16, 28, 44].map((at) => forged[at] ?? '');
  expect([...parts, ...others].map((text) => keys.unseal(text))).toEqual([...parts, ...others].map(() => undefined));
  expect(new JournalKeys(['two']).unseal(sealed)).toBeUndefined();
  expect(new JournalKeys().unseal(sealed)).toBeUndefined();
});

test('the secrets are shown nowhere', () => {
  const secret = new JournalKeys(['a-made-up-key']);
  secret.sign({});
  const { inspect } = jest.requireActual<typeof import('node:util')>('node:util');
  expect(inspect(secret, { depth: 9, showHidden: true }) + JSON.stringify(secret)).not.toContain('a-made-up-key');
});
