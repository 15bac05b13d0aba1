import { jsonTypeOf } from '../../json-value.js';
import { describeName, describeValue } from '../describe.js';
import { findingAbout, ruleOf, type Finding, type Subject } from '../finding.js';
import { didYouMean, nearestType } from '../nearest-type.js';
import { isOpenType } from '../open-type.js';
import { expectedOf, type DocumentedValue } from '../documented-value.js';
import type { RuleList } from './interaction.js';
import { allowed, isUnread } from './matchers/allowed-texts.js';
import { allowsType } from './matchers/allowed-types.js';
import { describeRules } from './matchers/in-words.js';
import { goesBeyondExample, theExample } from './matchers/rule-list.js';
import { unreadRule } from './unread-rule.js';

/** A value on which a consumer relies: one that is documented, or a rule that one of those satisfies. @param list undefined where no rule stands. */
export function judgeReliedOnValue(subject: Subject, documented: DocumentedValue, example: unknown, list: RuleList | undefined): Finding[] {
  const { rule, type, nullable, values, nonEmpty, pointer } = documented;
  if (type === undefined) return [];
  if (list === undefined && typeof example === 'string' && type === 'string') {
    if (values === undefined ? example !== '' || !nonEmpty : values.includes(example)) return [];
  }
  const asked = list ?? theExample;
  if (values !== undefined && isExact(asked) && isOpenType(subject, example)) return [openType(subject, documented, example)];
  const takesNull = nullable && allowsType(asked, example, 'null');
  if (takesNull) return [];
  if (!allowsType(asked, example, type)) {
    const expected = nullable ? `${type} or null` : type;
    const actual = isExact(asked)
      ? jsonTypeOf(example)
      : describeRules(asked).replace('any value of the type of its example', jsonTypeOf(example));
    const message = `The consumer relies on ${pointer} being ${actual}; what is documented is ${expected}.`;
    const byRule = goesBeyondExample(asked);
    return [findingAbout(subject, 'expectation.type', rule, { pointer, expected, actual, message, identity: actual, byRule })];
  }
  if (values === undefined) {
    if (!nonEmpty || example !== '' || !isExact(asked)) return [];
  } else if (allowed(asked, example, values).length > 0) {
    return isUnread(asked, example, values) ? [unreadRule(subject, rule, pointer, expectedOf(subject, documented), asked)] : [];
  }
  return [noSuchValue(subject, documented, example, asked)];
}

function openType(subject: Subject, { rule, pointer }: DocumentedValue, type: string): Finding {
  return findingAbout(subject, 'expectation.not-checked', rule, {
    pointer,
    expected: 'a type that the metadata knows',
    actual: type,
    message: `The consumer relies on ${pointer} being ${type}, which a newer published page shows and no metadata knows.`,
    identity: type,
  });
}

function isExact(list: RuleList): boolean {
  return list.matchers.every(({ kind }) => kind === 'equality');
}

function noSuchValue(subject: Subject, documented: DocumentedValue, example: unknown, list: RuleList): Finding {
  const { rule, values, pointer } = documented;
  const expected = expectedOf(subject, documented);
  if (!isExact(list)) {
    const actual = describeRules(list);
    const message = `The consumer relies on ${pointer} being ${actual}, which none of the documented values is.`;
    const byRule = goesBeyondExample(list);
    return findingAbout(subject, 'expectation.value', rule, { pointer, expected, actual, message, identity: actual, byRule });
  }
  const actual = values === undefined ? describeValue(example) : describeName(example);
  const near = ruleOf(subject.contract, rule).says.what === 'nested-type' ? nearestType(subject, example) : undefined;
  return findingAbout(subject, 'expectation.value', near === undefined ? rule : `type.${near}`, {
    pointer,
    expected,
    actual,
    message: `The consumer relies on ${pointer} being ${actual}.${didYouMean(near)} What is documented is ${expected}.`,
    identity: actual === example ? actual : '',
  });
}
