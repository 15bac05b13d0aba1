import { pathOfRule, type RulePart } from '../../../../recordings/traffic/pact/rule-path.js';

const rule = { matchers: [{ match: 'type' }] };

/** Rules of every part and version side by side: a rule is found under its own part only. */
const everyPart = {
  status: rule,
  path: rule,
  body: { $: rule, '$.id': rule, "$.target['@odata.type']": rule },
  header: { 'Content-Type': rule, "$['Prefer'][0]": rule, '$.Accept': rule },
};
const everyOldPart = { '$.path': rule, '$.body.id': rule, '$.header.Accept': rule, '$.headers.Prefer': rule, '$.query.id': rule };

test.each<[string, unknown, RulePart, readonly string[], readonly string[] | undefined]>([
  ['a status', everyPart, 'status', [], ['status']],
  ['a path', everyPart, 'path', [], ['path']],
  ['a body', everyPart, 'body', [], ['body', '$']],
  ['a value', everyPart, 'body', ['id'], ['body', '$.id']],
  ['a value with an odd name', everyPart, 'body', ['target', '@odata.type'], ['body', "$.target['@odata.type']"]],
  ['a value under a rule of an object around it', everyPart, 'body', ['target', 'groupId'], ['body', '$']],
  ['a header', everyPart, 'header', ['content-type'], ['header', 'Content-Type']],
  ['a value of a header', everyPart, 'header', ['prefer'], ['header', "$['Prefer'][0]"]],
  ['a header named as in version 2', everyPart, 'header', ['accept'], ['header', '$.Accept']],
  ['a header without a rule', everyPart, 'header', ['authorization'], undefined],
  ['a header under the other name', { headers: { Accept: rule } }, 'header', ['accept'], ['headers', 'Accept']],
  ['a status without a rule', { body: { $: rule } }, 'status', [], undefined],
  ['a path without a rule', { status: rule }, 'path', [], undefined],
  ['a body without a rule', { path: rule, header: { id: rule } }, 'body', ['id'], undefined],
  ['a name that is no path', { body: { 'an odd key': rule } }, 'body', ['an odd key'], ['body', 'an odd key']],
  ['a name that is no path is not the body', { body: { 'an odd key': rule } }, 'body', [], undefined],
  ['a header whose name looks like a path', { header: { '$[0]': rule } }, 'header', ['$[0]'], ['header', '$[0]']],
  ['a part that nobody knows', { query: { id: rule } }, 'header', ['id'], undefined],
  ['an old path', everyOldPart, 'path', [], ['$.path']],
  ['an old value', everyOldPart, 'body', ['id'], ['$.body.id']],
  ['an old header', everyOldPart, 'header', ['accept'], ['$.header.Accept']],
  ['an old header under the other name', everyOldPart, 'header', ['prefer'], ['$.headers.Prefer']],
  ['an old part that nobody knows', { '$.query.id': rule }, 'header', ['id'], undefined],
  ['an old header without a name', { '$.header': rule }, 'header', [], undefined],
  ['rules that are no object', 'x', 'body', [], undefined],
  ['rules of a body that are no object', { body: null }, 'body', [], undefined],
])('%s', (_what, rules, part, path, expected) => {
  expect(pathOfRule(rules, part, path)).toEqual(expected);
});
