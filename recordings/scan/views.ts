/** Decodes as deep as this, one encoding within another. */
const deepest = 3;

/** The most decoded variants of a text; ordinary text has fewer. */
const most = 200;

/** Shorter texts are not worth rearranging, and are decoded from noise by chance, in characters. */
const shortest = 8;

/** Each yields the decoded forms that a text may have. */
const decoders: readonly ((text: string) => Iterable<string>)[] = [
  percent,
  escapes,
  entities,
  // With the alphabet for URLs too. Four characters are three bytes, so the first byte may begin at four places.
  (text) => textsEncodedIn(text, /[\w+/-]{12,}/g, 'base64', 4),
  (text) => textsEncodedIn(text, /[\da-fA-F]{16,}/g, 'hex', 2),
];

/** The text and all that it may encode: in URLs, JSON, HTML, base64 and hex, one within another. */
export function viewsOf(text: string): ReadonlySet<string> {
  const views = new Set<string>();
  addViews(text, deepest, views);
  return views;
}

/** The text backwards and without white space. Randomness means nothing there, but known secrets can be found. */
export function rearrangedViewsOf(text: string): ReadonlySet<string> {
  const views = new Set<string>();
  if (text.length < shortest) return views;
  addViews(Array.from(text).reverse().join(''), 1, views);
  if (/\s/.test(text)) addViews(text.replaceAll(/\s+/g, ''), 1, views);
  return views;
}

function addViews(text: string, depth: number, views: Set<string>): void {
  if (views.has(text) || views.size >= most) return;
  views.add(text);
  if (depth === 0) return;
  for (const decode of decoders) for (const decoded of decode(text)) if (decoded !== text) addViews(decoded, depth - 1, views);
}

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

/** The printable texts in the bytes that a run of characters encodes. Windows writes a zero beside each letter. */
function* textsEncodedIn(text: string, runs: RegExp, encoding: 'base64' | 'hex', places: number): Iterable<string> {
  for (const [run] of text.matchAll(runs))
    for (let begin = 0; begin < places; begin += 1) {
      const decoded = Buffer.from(run.slice(begin), encoding).toString('latin1').replaceAll('\0', '');
      yield* decoded.match(/[\x20-\x7e\t\r\n]{8,}/g) ?? [];
    }
}
