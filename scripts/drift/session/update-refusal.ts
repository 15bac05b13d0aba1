import { parse, type MemberNode, type ObjectNode, type ValueNode } from '@humanwhocodes/momoa';
import type { Contract } from '../../../contracts/contract.js';
import { describeProperty } from '../../../contracts/judge/describe.js';
import type { Body } from '../../../contracts/judge/exchange.js';
import { isObject, type JsonObject } from '../../../contracts/json-value.js';
import type { AssignmentCheck } from '../../client/assignment.js';
import { namesItsType, type View } from '../journal/before-state.js';

/** Why an assignment that was read may not be updated: that could change it. Undefined if it may. @param doubts from `stateDoubt`. */
export function updateRefusal(
  { contract, version }: AssignmentCheck,
  { views, doubts }: { readonly views: readonly View[]; readonly doubts: readonly string[] },
): string | undefined {
  const lead = `An assignment of ${contract.name} was not updated in ${version}:`;
  const [doubt] = doubts;
  if (doubt !== undefined)
    return `${lead} its ${doubt}, so it could not be sent back unchanged. Check the response of a GET of the same URL; if that is right, use another assignment.`;
  const hidden = hiddenMembers(contract, views);
  if (hidden.length === 0) return undefined;
  return `${lead} ${hidden.join(', ')} is set, which only beta shows, and an update in ${version} could remove it. Use an assignment without it, or check this one in beta only.`;
}

/** The values of members that beta shows as not set. */
const unset = new Set<unknown>([null, '', 'none']);

/** Parts of what an update sets that are set, and that the first view does not show, such as the assignment filter of beta. */
function hiddenMembers({ settable }: Contract, views: readonly View[]): string[] {
  const names = settable.flatMap((member) => {
    const [own = {}, ...others] = views.map(({ body }) => objectOr(body[member]));
    return others.flatMap((value) => Object.keys(value).filter((name) => !unset.has(value[name]) && !(name in own)));
  });
  return [...new Set(names.filter((name) => !name.includes('@')).map(describeProperty))];
}

function objectOr(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

/**
 * Why a parsed value that an update sets may not be exactly the value that Graph has: its member, and a phrase. Undefined if there is no doubt.
 * @param text the response that it was read from. @param body its JSON.
 */
export function stateDoubt(contract: Contract, text: Body, body: JsonObject): string | undefined {
  const members = contract.settable.filter((member) => member in body);
  for (const member of members.length === 0 ? contract.settable : members) {
    const doubt = namesItsType(contract, member, body[member])
      ? typeof text === 'string'
        ? doubtIn(text, member)
        : undefined
      : 'names no type';
    if (doubt !== undefined) return `${member} ${doubt}`;
  }
  return undefined;
}

const duplicateName = 'has a name twice';

/** Parsing loses information: of a duplicate name one value is left, and numbers are rounded. */
function doubtIn(text: string, member: string): string | undefined {
  // Skips a byte order mark.
  const json = text.slice(text.indexOf('{'));
  try {
    const root = parse(json, { mode: 'json' }).body;
    if (root.type !== 'Object' || hasDuplicateName(root)) return `is in a response that ${duplicateName}`;
    const value = root.members.find(({ name }) => nameOf(name) === member)?.value;
    return value === undefined ? 'cannot be found in the response' : doubtAbout(value, json);
  } catch {
    return 'cannot be read with certainty';
  }
}

function doubtAbout(value: ValueNode, json: string): string | undefined {
  switch (value.type) {
    case 'Number':
      return isExact(json.slice(value.loc.start.offset, value.loc.end.offset)) ? undefined : 'has a number that cannot be kept exactly';
    case 'String':
      // The replacement character marks bytes that are not UTF-8.
      return value.value.includes('\uFFFD') ? 'has a character that could not be read' : undefined;
    case 'Array':
      return firstDoubt(value.elements, json);
    case 'Object':
      return hasDuplicateName(value) ? duplicateName : firstDoubt(value.members, json);
    default:
      return undefined;
  }
}

function firstDoubt(parts: readonly { readonly value: ValueNode }[], json: string): string | undefined {
  for (const { value } of parts) {
    const doubt = doubtAbout(value, json);
    if (doubt !== undefined) return doubt;
  }
  return undefined;
}

function hasDuplicateName({ members }: ObjectNode): boolean {
  return new Set(members.map(({ name }) => nameOf(name))).size < members.length;
}

function nameOf(name: MemberNode['name']): string {
  return name.type === 'String' ? name.value : name.name;
}

/** Whether a number keeps its value when it is parsed and written again. */
function isExact(written: string): boolean {
  return decimalOf(written) === decimalOf(JSON.stringify(Number(written)));
}

/** A number as its sign, its significant digits and their exponent; undefined if it is malformed. */
function decimalOf(number: string): string | undefined {
  const parts = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(number);
  if (parts === null) return undefined;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = parts;
  const digits = `${whole}${fraction}`;
  // Loops, because a regular expression for trailing zeros takes quadratic time.
  let start = 0;
  while (digits.charAt(start) === '0') start += 1;
  if (start === digits.length) return '0';
  let end = digits.length;
  while (digits.charAt(end - 1) === '0') end -= 1;
  return `${sign}${digits.slice(start, end)} ${Number(exponent) - fraction.length + digits.length - end}`;
}
