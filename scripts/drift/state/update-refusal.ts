import { parse, type MemberNode, type ObjectNode, type ValueNode } from '@humanwhocodes/momoa';
import type { Body } from '../../../contracts/judge/exchange.js';
import { isObject } from '../../../contracts/json-value.js';

/** What could be sent as a target: without its type Graph does not know what it is given. */
export function isTarget(value: unknown): boolean {
  return isObject(value) && typeof value['@odata.type'] === 'string' && /\S/.test(value['@odata.type']);
}

/**
 * Why what was read as the target of an assignment is not for certain the target that Graph has, and must not be sent back: in words that go on from
 * "its target"; undefined when there is no doubt.
 * @param target as it was read from that body.
 */
export function targetDoubt(body: Body, target: unknown): string | undefined {
  if (!isTarget(target)) return 'names no type';
  return typeof body === 'string' ? doubtIn(body) : undefined;
}

const twice = 'has a name twice';

/** What reading makes of a text is not always what the text says: of a name that stands twice one is left, and numbers are rounded. */
function doubtIn(text: string): string | undefined {
  // What comes before it is the mark of the byte order.
  const json = text.slice(text.indexOf('{'));
  try {
    const root = parse(json, { mode: 'json' }).body;
    if (root.type !== 'Object' || hasNameTwice(root)) return `stands in an answer that ${twice}`;
    const target = root.members.find(({ name }) => nameOf(name) === 'target')?.value;
    return target === undefined ? 'cannot be found in the answer' : doubtAbout(target, json);
  } catch {
    return 'cannot be read for certain';
  }
}

function doubtAbout(value: ValueNode, json: string): string | undefined {
  switch (value.type) {
    case 'Number':
      return isExact(json.slice(value.loc.start.offset, value.loc.end.offset)) ? undefined : 'has a number that cannot be kept exactly';
    case 'String':
      // It stands where bytes were that are no text.
      return value.value.includes('\uFFFD') ? 'has a character that could not be read' : undefined;
    case 'Array':
      return firstDoubt(
        value.elements.map((element) => element.value),
        json,
      );
    case 'Object':
      return hasNameTwice(value)
        ? twice
        : firstDoubt(
            value.members.map((member) => member.value),
            json,
          );
    default:
      return undefined;
  }
}

function firstDoubt(values: readonly ValueNode[], json: string): string | undefined {
  for (const value of values) {
    const doubt = doubtAbout(value, json);
    if (doubt !== undefined) return doubt;
  }
  return undefined;
}

function hasNameTwice({ members }: ObjectNode): boolean {
  return new Set(members.map(({ name }) => nameOf(name))).size < members.length;
}

function nameOf(name: MemberNode['name']): string {
  return name.type === 'String' ? name.value : name.name;
}

/** Whether a number, as it was written, has the same value when it was read and is written again. */
function isExact(written: string): boolean {
  return decimalOf(written) === decimalOf(JSON.stringify(Number(written)));
}

/** A number by its sign, its digits from the first to the last that is not 0, and the place of the last one; undefined for what is no number. */
function decimalOf(number: string): string | undefined {
  const parts = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(number);
  if (parts === null) return undefined;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = parts;
  const digits = `${whole}${fraction}`;
  let start = 0;
  while (digits.charAt(start) === '0') start += 1;
  if (start === digits.length) return '0';
  let end = digits.length;
  while (digits.charAt(end - 1) === '0') end -= 1;
  return `${sign}${digits.slice(start, end)} ${Number(exponent) - fraction.length + digits.length - end}`;
}
