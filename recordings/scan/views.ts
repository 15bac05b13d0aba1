import { base64, hex, textsEncodedIn } from './encoded-texts.js';

/** The ways in which a text can be written otherwise. Each yields what it may have been before. */
const decoders: readonly ((text: string) => Iterable<string>)[] = [
  percent,
  escapes,
  entities,
  (text) => textsEncodedIn(text, base64),
  (text) => textsEncodedIn(text, hex),
];

/** What is encoded more often than this is not looked into. */
const deepest = 3;

/** More views than this do not come from an honest text. */
const most = 200;

/** The text, and all that it may be an encoding of: in URLs, JSON, HTML, base64 and hex, one in the other. */
export function viewsOf(text: string): ReadonlySet<string> {
  const seen = new Set<string>();
  look(text, deepest, seen);
  return seen;
}

/** The text backwards, and without its spaces and line ends: there, what looks random may be chance, but what is known can be found. */
export function rearrangedViewsOf(text: string): ReadonlySet<string> {
  const seen = new Set<string>();
  if (text.length < shortestRun) return seen;
  look(backwards(text), 1, seen);
  if (/\s/.test(text)) look(text.replaceAll(/\s+/g, ''), 1, seen);
  return seen;
}

function backwards(text: string): string {
  // Nearly all texts have no sign that is made of two.
  return (/[\ud800-\udfff]/.test(text) ? Array.from(text) : text.split('')).reverse().join('');
}

function look(text: string, depth: number, seen: Set<string>): void {
  if (seen.has(text) || seen.size >= most) return;
  seen.add(text);
  if (depth === 0) return;
  for (const decode of decoders) for (const decoded of decode(text)) if (decoded !== text) look(decoded, depth - 1, seen);
}

/** Shorter encodings hold too little to be recognised, in characters. */
const shortestRun = 8;

function* percent(text: string): Iterable<string> {
  if (/%[0-9a-f]{2}/i.test(text))
    yield text.replaceAll(/(?:%[0-9a-f]{2})+/gi, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'));
}

const controls: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

function* escapes(text: string): Iterable<string> {
  if (!text.includes('\\')) return;
  yield text.replaceAll(/\\(?:u([0-9a-f]{4})|x([0-9a-f]{2})|(["'\\/bfnrt]))/gi, (_all, wide?: string, narrow?: string, sign = '') =>
    wide === undefined && narrow === undefined
      ? (controls[String(sign)] ?? String(sign))
      : String.fromCharCode(parseInt(wide ?? narrow ?? '', 16)),
  );
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", commat: '@', period: '.', nbsp: ' ' };

function* entities(text: string): Iterable<string> {
  if (!/&[#a-z]/i.test(text)) return;
  yield text.replaceAll(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,8}));/gi,
    (all: string, wide?: string, decimal?: string, name?: string) => {
      const code = wide === undefined ? Number(decimal) : parseInt(wide, 16);
      return name === undefined ? (code <= 0x10ffff ? String.fromCodePoint(code) : all) : (named[name.toLowerCase()] ?? all);
    },
  );
}
