/** Made-up secrets of every kind that traffic with Graph holds, and the ways in which each may be written. */
import * as fc from '../../equipment/fast-check.js';

/** A secret with its secret parts. */
export interface Secret {
  readonly kind: string;
  readonly text: string;
  /** The parts that must not come out, the whole among them. */
  readonly parts: readonly string[];
}

const alphabet = 'abcdefghijklmnopqrstuvwxyz';
const letters = `${alphabet.toUpperCase()}${alphabet}0123456789`;
const randomText = (alphabet: string, length: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...Array.from(alphabet)), { minLength: length, maxLength: length }).map((chars) => chars.join(''));

/** Not biased to zeros: such a one would look like a placeholder. */
const guid = fc.noBias(fc.uuid());
const guidForms: readonly ((id: string) => string)[] = [
  (id) => id,
  (id) => id.toUpperCase(),
  (id) => `{${id}}`,
  (id) => id.replaceAll('-', ''),
  (id) => id.replaceAll('-', '').toUpperCase(),
];
const anyGuid = fc.tuple(guid, fc.constantFrom(...guidForms)).map(([id, form]) => form(id));

const names = ['Adalind', 'Quirin', 'Zlatka', 'Mbeki', 'Oyelaran', 'Xanthe', 'Wojtek', 'Kjersti', 'Ñandú', 'Łukasz', 'Søren', '山田太郎'];
const companies = ['contosova', 'fabrikamu', 'northwindo', 'tailspinny', 'wingtipski'];
const person = fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names));
const company = fc.constantFrom(...companies);

const jwt = fc.tuple(guid, randomText(`${letters}-_`, 64)).map(([subject, signature]) => {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const parts = [part({ alg: 'RS256', typ: 'JWT' }), part({ oid: subject, scp: 'x' }), signature];
  return { kind: 'jwt', text: parts.join('.'), parts: [parts.join('.'), subject, ...parts.slice(1)] };
});
const whole = (kind: string, text: fc.Arbitrary<string>): fc.Arbitrary<Secret> =>
  text.map((value) => ({ kind, text: value, parts: [value] }));

/** One secret of any kind. */
export const anySecret: fc.Arbitrary<Secret> = fc.oneof(
  anyGuid.map((text) => ({ kind: 'guid', text, parts: [text.replaceAll(/[{}]/g, '')] })),
  fc.tuple(anyGuid, anyGuid).map(([policy, target]) => ({
    kind: 'composite id',
    text: `${policy}_${target}`,
    parts: [policy, target].map((id) => id.replaceAll(/[{}]/g, '')),
  })),
  jwt,
  fc.tuple(person, company).map(([[first, last], domain]) => {
    const text = `${first}.${last}@${domain}.onmicrosoft.com`;
    return { kind: 'mail address', text, parts: [text, first, last, domain] };
  }),
  person.map(([first, last]) => ({ kind: 'display name', text: `${first} ${last}`, parts: [`${first} ${last}`, first, last] })),
  fc.tuple(randomText('abcdefghjkmnpqrstuvwxyz', 9), company).map(([machine, domain]) => {
    const text = `${machine}7.${domain}.com`;
    return { kind: 'host name', text, parts: [text, machine, domain] };
  }),
  whole(
    'key',
    randomText(`${letters}+/`, 43).map((text) => `${text}=`),
  ),
  fc.tuple(randomText(letters, 3), randomText(`${letters}~._-`, 33)).map(([start, end]) => {
    const text = `${start}8Q~${end}`;
    return { kind: 'client secret', text, parts: [text, end] };
  }),
  whole('password', randomText(letters, 24)),
  whole(
    'IPv4 address',
    fc.tuple(fc.integer({ min: 11, max: 99 }), fc.ipV4()).map(([first, rest]) => rest.replace(/^\d+/, String(first))),
  ),
  whole(
    'IPv6 address',
    randomText('0123456789abcdef', 16).map(
      (digits) => `fd${digits.slice(0, 2)}:${(digits.slice(2, 14).match(/.{4}/g) ?? []).join(':')}::${digits.slice(14)}f1`,
    ),
  ),
  whole(
    'telephone number',
    fc.integer({ min: 100_000_000, max: 999_999_999 }).map((number) => `+49170${number}`),
  ),
);

/** How a secret may be written where it is planted. What a text may hold, a name of a property or a segment of a path may hold as well. */
export const encodings: Readonly<Record<string, (text: string) => string>> = {
  plain: (text) => text,
  upper: (text) => text.toUpperCase(),
  lower: (text) => text.toLowerCase(),
  url: encodeURIComponent,
  'URL, every character': (text) => Array.from(Buffer.from(text), (byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
  base64: (text) => Buffer.from(text).toString('base64'),
  'base64 of something around it': (text) => Buffer.from(`x:${text}:y`).toString('base64'),
  base64url: (text) => Buffer.from(text).toString('base64url'),
  hex: (text) => Buffer.from(text).toString('hex'),
  'JSON escapes': (text) =>
    Array.from({ length: text.length }, (_, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`).join(''),
  'JSON string': (text) => JSON.stringify(text),
  'HTML entities': (text) => Array.from(text, (char) => `&#${String(char.codePointAt(0))};`).join(''),
  backwards: (text) => Array.from(text).reverse().join(''),
};

/** The first trace of any of these secrets in a text. Independent of both the redaction and the scan: it only compares characters. */
export function traceIn(text: string, secrets: readonly Secret[]): string | undefined {
  const lower = text.toLowerCase();
  for (const secret of secrets) {
    const trace = tracesOf(secret).find((form) => lower.includes(form));
    if (trace !== undefined) return trace;
  }
  return undefined;
}

/** Every form in which a part of a secret could still be in the output, in lower case. */
function tracesOf({ parts }: Secret): readonly string[] {
  const traces = new Set<string>();
  for (const part of parts) {
    for (const encode of Object.values(encodings)) traces.add(encode(part).toLowerCase());
    // The innermost part of the encoding is the same wherever the text begins.
    for (const before of ['', 'x', 'xx']) {
      const encoded = Buffer.from(before + part).toString('base64');
      const inner = encoded.slice(before === '' ? 0 : 4, encoded.length - 4);
      if (inner.length >= 8) traces.add(inner.toLowerCase());
    }
    if (/^[0-9a-f-]{32,36}$/i.test(part)) traces.add(part.replaceAll('-', '').toLowerCase());
  }
  // Shorter ones are found by chance.
  return [...traces].filter((trace) => trace.length >= 5 || !/^[ -~]*$/.test(trace));
}
