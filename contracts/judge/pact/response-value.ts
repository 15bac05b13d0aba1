import { jsonTypeOf } from '../../json-value.js';
import { describeName, describeValue } from '../describe.js';
import { expectedOf, type DocumentedProperty } from '../documented-object.js';
import { findingAbout, type Finding, type Subject } from '../finding.js';
import { didYouMean, isOpenType, nearestType } from '../known-type.js';
import { allowsType } from './matchers/accepted.js';
import { allowed, isUnread } from './matchers/allowed.js';
import { describeRules, goesBeyondExample, theExample, type RuleList } from './matchers/rule-list.js';
import { unreadRule } from './not-judged.js';

/** Judges a value that a consumer relies on: it, or a value that its rule allows, must be documented. */
export function judgeReliedOnValue(
  subject: Subject,
  property: DocumentedProperty,
  example: unknown,
  rules: RuleList | undefined,
): Finding[] {
  const { rule, type, nullable, values, nonEmpty, pointer } = property;
  if (type === undefined) return [];
  if (rules === undefined && typeof example === 'string' && type === 'string') {
    if (values === undefined ? example !== '' || !nonEmpty : values.includes(example)) return [];
  }
  const list = rules ?? theExample;
  if (values !== undefined && isExact(list) && isOpenType(subject, example)) return [openType(subject, property, example)];
  if (nullable && allowsType(list, example, 'null')) return [];
  if (!allowsType(list, example, type)) return [wrongType(subject, property, example, list)];
  if (values === undefined) {
    if (!nonEmpty || example !== '' || !isExact(list)) return [];
  } else if (allowed(list, example, values).length > 0) {
    return isUnread(list, example, values) ? [unreadRule(subject, rule, pointer, expectedOf(subject, property), list)] : [];
  }
  return [noSuchValue(subject, property, example, list)];
}

function openType(subject: Subject, { rule, pointer }: DocumentedProperty, actual: string): Finding {
  const message = `The consumer relies on ${pointer} being ${actual}, which a newer published page shows and no metadata knows.`;
  const parts = { pointer, expected: 'a type that the metadata knows', actual, message, identity: actual };
  return findingAbout(subject, 'expectation.not-checked', rule, parts);
}

function wrongType(subject: Subject, { rule, type, nullable, pointer }: DocumentedProperty, example: unknown, list: RuleList): Finding {
  const expected = nullable ? `${type} or null` : String(type);
  const own = jsonTypeOf(example);
  const actual = isExact(list) ? own : describeRules(list).replace('any value of the type of its example', own);
  const message = `The consumer relies on ${pointer} being ${actual}; what is documented is ${expected}.`;
  const parts = { pointer, expected, actual, message, identity: actual, byRule: goesBeyondExample(list) };
  return findingAbout(subject, 'expectation.type', rule, parts);
}

function isExact(list: RuleList): boolean {
  return list.matchers.every(({ kind }) => kind === 'equality');
}

function noSuchValue(subject: Subject, property: DocumentedProperty, example: unknown, list: RuleList): Finding {
  const { rule, values, pointer } = property;
  const expected = expectedOf(subject, property);
  if (!isExact(list)) {
    const actual = describeRules(list);
    const message = `The consumer relies on ${pointer} being ${actual}, which none of the documented values is.`;
    const byRule = goesBeyondExample(list);
    return findingAbout(subject, 'expectation.value', rule, { pointer, expected, actual, message, identity: actual, byRule });
  }
  const actual = values === undefined ? describeValue(example) : describeName(example);
  const near = nearestType(subject, pointer.endsWith('/@odata.type') ? pointer : '', example);
  const message = `The consumer relies on ${pointer} being ${actual}.${didYouMean(near)} What is documented is ${expected}.`;
  const parts = { pointer, expected, actual, message, identity: actual === example ? actual : '' };
  return findingAbout(subject, 'expectation.value', near === undefined ? rule : `type.${near}`, parts);
}
