import { runsOf, runsWhere, signsOf, type Signs } from './runs.js';

/** How bytes are written in a text. */
interface Encoding {
  readonly name: 'base64' | 'hex';
  readonly signs: Signs;
  /** Shorter runs of its signs hold too little to be recognised, in characters. */
  readonly shortest: number;
  /** At how many places of a run its first byte may begin. */
  readonly alignments: number;
  /** How many bytes so many signs are. */
  readonly bytesIn: (signs: number) => number;
  /** The byte with this index, counted from the place where the first one begins. */
  readonly byteAt: (text: string, begin: number, index: number) => number;
}

const digits = '0123456789abcdef';
const letters = 'abcdefghijklmnopqrstuvwxyz';
const sextets = `${letters.toUpperCase()}${letters}0123456789+/`;

const ofHex = valuesOf(digits, digits.toUpperCase());
const ofBase64 = valuesOf(sextets, sextets.replace('+', '-').replace('/', '_'));

export const hex: Encoding = {
  name: 'hex',
  signs: signsOf(`${digits}${digits.toUpperCase()}`),
  shortest: 16,
  alignments: 2,
  bytesIn: (signs) => signs >> 1,
  byteAt: (text, begin, index) => twoAt(ofHex, 4, text, begin + 2 * index),
};

/** That for URLs too. */
export const base64: Encoding = {
  name: 'base64',
  signs: signsOf(`${sextets}-_`),
  shortest: 12,
  alignments: 4,
  bytesIn: (signs) => (signs * 3) >> 2,
  byteAt: (text, begin, index) => {
    // Four signs are three bytes, and each byte has its bits in two of them.
    const inGroup = index % 3;
    const at = begin + ((index - inGroup) / 3) * 4 + inGroup;
    return (twoAt(ofBase64, 6, text, at) >> (4 - 2 * inGroup)) & 0xff;
  },
};

/** Shorter texts come out of noise too, in characters. */
const shortestText = 8;

/** By its value: 1 for a byte that stands in a text; 2 for the zero, which wide characters, as Windows writes them, have beside each letter. */
const inTexts = new Uint8Array(256).fill(1, 0x20, 0x7f);
inTexts[0] = 2;
for (const sign of '\t\r\n') inTexts[sign.charCodeAt(0)] = 1;

/** The texts that may stand encoded in a text, wherever they begin in it. */
export function* textsEncodedIn(text: string, encoding: Encoding): Generator<string> {
  for (const { begin, end } of runsOf(text, encoding.signs, encoding.shortest)) {
    for (let start = begin; start < begin + encoding.alignments; start += 1) {
      // Nearly all that is decoded is noise: so it is looked at before it is decoded.
      if (!holdsText(text, start, end, encoding)) continue;
      const decoded = Buffer.from(text.slice(start, end), encoding.name).toString('latin1').replaceAll('\0', '');
      yield* decoded.match(/[\x20-\x7e\t\r\n]{8,}/g) ?? [];
    }
  }
}

function holdsText(text: string, begin: number, end: number, { bytesIn, byteAt }: Encoding): boolean {
  const kindAt = (index: number): number => inTexts[byteAt(text, begin, index)] ?? 0;
  return runsWhere(bytesIn(end - begin), shortestText, (index) => kindAt(index) > 0).some((run) => {
    let signs = 0;
    for (let index = run.begin; index < run.end; index += 1) if (kindAt(index) === 1) signs += 1;
    return signs >= shortestText;
  });
}

/** By the code of a sign, what it stands for. */
function valuesOf(...alphabets: readonly string[]): Uint8Array {
  const values = new Uint8Array(128);
  for (const alphabet of alphabets) for (let value = 0; value < alphabet.length; value += 1) values[alphabet.charCodeAt(value)] = value;
  return values;
}

/** What two signs stand for, each of so many bits. */
function twoAt(values: Uint8Array, bits: number, text: string, at: number): number {
  return ((values[text.charCodeAt(at)] ?? 0) << bits) | (values[text.charCodeAt(at + 1)] ?? 0);
}
