const path = '/v1.0/deviceManagement/deviceConfigurations/a-policy/assignments/an-assignment';
const headers = { 'Content-Type': 'application/json' };
const type = '#microsoft.graph.allDevicesAssignmentTarget';

/** An expression that backtracking never ends to match against its example. */
export interface SlowRegex {
  readonly name: string;
  readonly regex: string;
  readonly example: string;
  /** 3 if it is given up, else what the pact is judged as: 1 if the expression fits its example, which is no documented type. */
  readonly ends: 0 | 1 | 3;
}

const letters = 'a'.repeat(40);
const long = 'a'.repeat(300);

export const slowRegexes: readonly SlowRegex[] = [
  { name: 'optional letters before as many letters', regex: `${'a?'.repeat(40)}${letters}`, example: letters, ends: 1 },
  { name: 'optional groups of equal ways', regex: `^${'(a|a)?'.repeat(30)}$`, example: `${letters}!`, ends: 0 },
  { name: 'groups of equal ways, without a quantifier', regex: `^${'(a|a)'.repeat(30)}b$`, example: letters, ends: 0 },
  { name: 'three repetitions in a row', regex: 'a*a*a*b', example: long, ends: 0 },
  { name: 'a repetition of repetitions', regex: '^(a+)+$', example: `${long.slice(1)}!`, ends: 0 },
  { name: 'a repetition of anything', regex: '^(.*)*$b', example: long, ends: 0 },
  { name: 'a repetition of nothing', regex: '^((a?)*)*$', example: `${letters}!`, ends: 0 },
  { name: 'nested optional groups', regex: `^${'(a?'.repeat(30)}${')?'.repeat(30)}$`, example: `${letters}!`, ends: 0 },
  { name: 'a repeated lookahead', regex: '^((?=(a+)+$)a)+$', example: `${letters}!`, ends: 0 },
  { name: 'a lookbehind with a repetition of repetitions', regex: '^a*(?<=^(a+)+)!$', example: `${letters}!!`, ends: 0 },
  { name: 'words of one another', regex: '^(a|aa|aaa)+$', example: `${letters}!`, ends: 0 },
  { name: 'a range of repetitions', regex: '^(a{1,20}){1,20}$', example: `${long.slice(1)}!`, ends: 0 },
  { name: 'a huge repetition', regex: '^(?:a{1,1000000000}){0,1000000000}$', example: `${letters}!`, ends: 0 },
  { name: 'nothing, a billion times', regex: '^(?:(?:){1000000000}){1000000000}$', example: '', ends: 1 },
  {
    name: 'repetitions in repetitions, written out',
    regex: `^${'('.repeat(8)}a${'{0,30})'.repeat(8)}$`,
    example: 'a'.repeat(31),
    ends: 3,
  },
  { name: 'a back-reference to a repetition', regex: '^(a+)+\\1$', example: `${letters}!`, ends: 3 },
  { name: 'a long expression', regex: `(?:${'a|'.repeat(20_000)}a)+b`, example: letters, ends: 3 },
];

/** A pact that relies on the id in the answer being what an expression fits, and sends its type by another one. */
export function pactOf(regexes: readonly { readonly regex: string; readonly example: string }[], more: object = {}): unknown {
  return {
    consumer: { name: 'c' },
    provider: { name: 'p' },
    interactions: regexes.map(({ regex, example }, index) => ({
      description: `interaction ${index}`,
      request: {
        method: 'PATCH',
        path,
        headers,
        body: { target: { '@odata.type': type } },
        matchingRules: {
          path: { matchers: [{ match: 'regex', regex }] },
          header: { 'Content-Type': { matchers: [{ match: 'regex', regex }] } },
          body: { "$.target['@odata.type']": { matchers: [{ match: 'regex', regex }] } },
        },
      },
      response: {
        status: 200,
        headers,
        body: { id: 'an-assignment', target: { '@odata.type': example }, ...more },
        matchingRules: { body: { "$.target['@odata.type']": { matchers: [{ match: 'regex', regex }] } } },
      },
    })),
    metadata: { pactSpecification: { version: '3.0.0' } },
  };
}

/** So many expressions, none of which is like another, and each of which takes many steps. */
export function manySlowRegexes(count: number): { readonly regex: string; readonly example: string }[] {
  return Array.from({ length: count }, (_, index) => ({
    regex: `^${'(a*a+|b)*'.repeat(100)}${index}$`,
    example: `${long.slice(1)}!`,
  }));
}
