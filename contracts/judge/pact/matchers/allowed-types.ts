import type { JsonType } from '../../../contract.js';
import { jsonTypeOf } from '../../../json-value.js';
import type { Matcher, RuleList } from '../interaction.js';
import { combined } from './rule-list.js';

const scalars: readonly JsonType[] = ['string', 'number', 'integer', 'boolean'];
const everyType: readonly JsonType[] = [...scalars, 'object', 'array', 'null'];

/** True when some value of the type satisfies the rules, as far as types can tell. */
export function allowsType(list: RuleList, example: unknown, type: JsonType): boolean {
  return combined(list, (matcher) => {
    switch (matcher.kind) {
      case 'equality':
      case 'type':
      case 'not-empty':
        return example === undefined || isOrMayBe(jsonTypeOf(example), type);
      default:
        return typesOf(matcher, example).some((allowedType) => isOrMayBe(allowedType, type));
    }
  });
}

/** An integer is a number, and some numbers are integers. */
function isOrMayBe(asked: JsonType, type: JsonType): boolean {
  return asked === type || (asked === 'integer' && type === 'number') || (asked === 'number' && type === 'integer');
}

/** The types of the values that a matcher accepts, as far as types can tell. */
export function typesOf(matcher: Matcher, example: unknown): readonly JsonType[] {
  switch (matcher.kind) {
    case 'equality':
    case 'type':
    case 'not-empty':
      return example === undefined ? everyType : [jsonTypeOf(example)];
    case 'regex':
    case 'include': // Pact compares the text of a number, too.
      return scalars;
    case 'format':
      return ['string'];
    case 'json-type':
      return matcher.types;
    case 'members':
      return ['object'];
    case 'anything':
    case 'content-type':
    case 'status':
    case 'unknown':
      return everyType;
    default:
      return matcher satisfies never;
  }
}
