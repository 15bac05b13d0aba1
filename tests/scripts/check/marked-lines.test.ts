import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Log, Result } from 'sarif';
import type { Code } from '../../../contracts/judge/codes.js';
import { TemporaryFolder } from '../../recordings/temporary-folder.js';
import { runCli } from '../../run-cli.js';
import { entryWith, harOf, interactionWith, nockOf, pactOf, target } from './marked-inputs.js';

const targetType = "$.target['@odata.type']";

const term = (generate: string): object => ({
  json_class: 'Pact::Term',
  data: { generate, matcher: { json_class: 'Regexp', o: 0, s: '.' } },
});
const like = (contents: object): object => ({ json_class: 'Pact::SomethingLike', contents });

const authorization = { name: 'Authorization', value: 'Bearer made-up' };
const contentType = { name: 'Content-Type', value: 'application/json' };

/** Inputs of one fault each, over many lines, and the lines that are marked for it. */
const rows: readonly (readonly [name: string, text: string, ...marked: string[]])[] = [
  // Pacts: what stands in a message.
  ['a property too many', pactOf([interactionWith({ 'request.body.zzz': 1 })]), '"zzz": 1'],
  ['one in the target', pactOf([interactionWith({ 'request.body.target.zzz': 1 })]), '"zzz": 1'],
  ['one that looks like an id', pactOf([interactionWith({ 'request.body.22222222-2222-4222-8222-222222222222': 1 })]), '222": 1'],
  ['one that is not shown', pactOf([interactionWith({ 'request.body.two words': 1 })]), '"two words": 1'],
  [
    'several that are not shown, behind one that keeps to the page',
    pactOf([interactionWith({ 'request.body.target': { ...target, 'group.name': 1, 'Anzeige für': 2 } })]),
    '"group.name": 1',
    '"Anzeige für": 2',
  ],
  [
    'several that look like ids',
    pactOf([
      interactionWith({
        'request.body.id22222222-2222-4222-8222-222222222222': 1,
        'request.body.id33333333-3333-4333-8333-333333333333': 2,
      }),
    ]),
    '222": 1',
    '333": 2',
  ],
  [
    'some that are not shown, in several interactions',
    pactOf([interactionWith({ 'request.body.x y': 1 }), interactionWith({}), interactionWith({ 'request.body.größe': 2 })]),
    '"x y": 1',
    '"größe": 2',
  ],
  ['a value of another type', pactOf([interactionWith({ 'request.body.target.groupId': 7 })]), '"groupId": 7'],
  ['a property that was renamed', pactOf([interactionWith({ 'request.body': { Target: {} } })]), '"Target": {}'],
  ['one whose name is not shown', pactOf([interactionWith({ 'request.body': { '@odata.id': 1, targèt: {} } })]), '"targèt": {}'],
  ['a property that is missing', pactOf([interactionWith({ 'request.body': { id: 'x' } })]), '"body": {'],
  ['no body', pactOf([interactionWith({ 'request.body': undefined })]), '"request": {'],
  ['an empty object', pactOf([interactionWith({ 'request.body': {} })]), '"body": {}'],
  ['text', pactOf([interactionWith({ 'request.body': 'text' })]), '"body": "text"'],
  ['a body as text', pactOf([interactionWith({ 'request.body': '{"target":{},"x":1}' })]), String.raw`"body": "{\"target\"`],
  ['the method', pactOf([interactionWith({ 'request.method': 'POST' })]), '"method": "POST"'],
  [
    'the path',
    pactOf([interactionWith({ 'request.path': '/v3.0/deviceManagement/deviceConfigurations/p/assignments/a' })]),
    '"path": "/v3.0',
  ],
  ...(['request', 'response'] as const).flatMap((side) =>
    [
      ['application/json', 'text/plain'],
      ['text/plain', 'application/json'],
    ].map((values): readonly [string, string, string] => [
      `a header of a ${side} sent twice: ${values.join(', ')}`,
      harOf(entryWith({ [`${side}.headers`]: [authorization, ...values.map((value) => ({ name: 'content-type', value }))] })),
      '"value": "text/plain"',
    ]),
  ),
  [
    'a header sent twice, each time as the page has it',
    harOf(entryWith({ 'request.headers': [authorization, { name: 'authorization', value: 'Bearer other' }, contentType] })),
    '"value": "Bearer other"',
  ],
  [
    'a header sent twice, in a list of names and values',
    nockOf({ rawHeaders: ['Content-Type', 'application/json', 'content-type', 'text/plain'] }),
    '"text/plain"',
  ],
  ['a header', pactOf([interactionWith({ 'request.headers.Content-Type': 'text/plain' })]), '"Content-Type": "text/plain"'],
  [
    'a header that is named as a part of an answer',
    pactOf([interactionWith({ 'response.headers.Status': '200 OK' })]),
    '"Status": "200 OK"',
  ],
  [
    'the media type of a wrapped body, in place of a header',
    pactOf(
      [
        interactionWith({
          'request.headers': { Authorization: 'Bearer made-up' },
          'request.body': { content: { target }, contentType: 'text/plain' },
          'response.body': undefined,
        }),
      ],
      '4.0',
    ),
    '"contentType": "text/plain"',
  ],
  [
    'that of a wrapped body on which a consumer relies',
    pactOf(
      [
        interactionWith({
          'request.body': { content: { target }, contentType: 'text/plain' },
          'response.headers': {},
          'response.body': { content: { id: 'a' }, contentType: 'text/html' },
        }),
      ],
      '4.0',
    ),
    '"contentType": "text/html"',
  ],
  ['a header that is missing', pactOf([interactionWith({ 'request.headers': {} })]), '"headers": {}'],
  ['the status', pactOf([interactionWith({ 'response.status': 204 })]), '"status": 204'],
  ['a header of the answer', pactOf([interactionWith({ 'response.headers.ETag': 'x' })]), '"ETag": "x"'],
  ['a value in the answer', pactOf([interactionWith({ 'response.body.id': 7 })]), '"id": 7'],
  [
    'a wrapped body',
    pactOf([interactionWith({ 'request.body': { contentType: 'application/json', content: { target, zzz: 1 } } })], '4.0'),
    '"zzz": 1',
  ],
  ['a name that stands twice', pactOf([interactionWith({ 'response.body.id': 7 })]).replace('"id": 7', '"id": 1,\n"id": 7'), '"id": 7'],
  ['a name with escapes', pactOf([interactionWith({ 'request.body.zzz': 1 })]).replace('"zzz"', String.raw`"\u007azz"`), 'zz": 1'],
  ['brackets and quotes within text', pactOf([interactionWith({ 'request.body.id': '{"[\\', 'request.body.zzz': 1 })]), '"zzz": 1'],
  ['an interaction behind others', pactOf([interactionWith({}), interactionWith({ 'request.body.zzz': [1, { zzz: 2 }] })]), '"zzz": ['],
  ['line ends of another system', pactOf([interactionWith({ 'request.body.zzz': 1 })]).replaceAll('\n', '\r\n'), '"zzz": 1'],
  ['an interaction on one line', `\n${JSON.stringify(JSON.parse(pactOf([interactionWith({ 'request.body.zzz': 1 })])))}`, '"zzz":1'],
  // Pacts: their rules.
  [
    'a rule',
    pactOf([
      interactionWith({
        'request.matchingRules': { body: { $: { matchers: [{ match: 'type' }] }, [targetType]: { matchers: [{ match: 'type' }] } } },
      }),
    ]),
    `"${targetType}": {`,
  ],
  [
    'the rule of a type, of which one lacks what stands beside it',
    pactOf([
      interactionWith({
        'request.matchingRules': {
          body: { [targetType]: { matchers: [{ match: 'regex', regex: '#microsoft.graph.(group|allDevices)AssignmentTarget' }] } },
        },
      }),
    ]),
    `"${targetType}": {`,
  ],
  [
    'a rule of all values of an object',
    pactOf([
      interactionWith({
        'request.matchingRules': { body: { '$.target': { matchers: [{ match: 'eachValue', rules: [{ match: 'integer' }] }] } } },
      }),
    ]),
    '"$.target": {',
  ],
  [
    'a rule of version 2',
    pactOf([interactionWith({ 'request.matchingRules': { [targetType.replace('$', '$.body')]: { match: 'type' } } })]),
    '"$.body.target',
  ],
  [
    'a rule of a header',
    pactOf([interactionWith({ 'request.matchingRules': { header: { 'content-type': { matchers: [{ match: 'type' }] } } } })]),
    '"content-type": {',
  ],
  [
    'a rule of a header, of version 2',
    pactOf([interactionWith({ 'request.matchingRules': { '$.headers.Content-Type': { match: 'type' } } })]),
    '"$.headers.Content-Type"',
  ],
  [
    'a rule of the status',
    pactOf([interactionWith({ 'response.matchingRules': { status: { matchers: [{ match: 'statusCode', status: [201] }] } } })]),
    '"status": {',
  ],
  [
    'a rule on which a consumer relies',
    pactOf([interactionWith({ 'response.matchingRules': { body: { [targetType]: { matchers: [{ match: 'date' }] } } } })]),
    `"${targetType}": {`,
  ],
  [
    'an example, whose type a rule repeats',
    pactOf([interactionWith({ 'response.body.id': 7, 'response.matchingRules': { body: { '$.id': { matchers: [{ match: 'type' }] } } } })]),
    '"id": 7',
  ],
  // Pacts of the first version of Ruby: their rules stand among the values.
  [
    'a property within terms',
    pactOf([interactionWith({ 'request.body': like({ target: like({ ...target, zzz: 1 }) }) })], '1.0.0'),
    '"zzz": 1',
  ],
  [
    'a value in the answer within terms',
    pactOf([interactionWith({ 'response.body': like({ id: 7, target: like(target) }) })], '1.0.0'),
    '"id": 7',
  ],
  [
    'a term that is a rule',
    pactOf(
      [interactionWith({ 'request.body': { target: { ...target, '@odata.type': term('#microsoft.graph.groupAssignmentTarget') } } })],
      '1.0.0',
    ),
    '"@odata.type": {',
  ],
  [
    'a term that is a rule of a header',
    pactOf([interactionWith({ 'request.headers.Content-Type': term('application/json') })], '1.0.0'),
    '"Content-Type": {',
  ],
  [
    'several names in an answer that are not shown',
    pactOf([interactionWith({ 'response.body.target': { ...target, 'group.name': 1, größe: 2 } })]),
    '"group.name": 1',
    '"größe": 2',
  ],
  ['a header that is not shown', pactOf([interactionWith({ 'response.headers.X-1234567': 'x' })]), '"X-1234567": "x"'],
  [
    'a rule about the media type of a body',
    pactOf([interactionWith({ 'response.matchingRules': { body: { $: { matchers: [{ match: 'contentType', value: 'text/plain' }] } } } })]),
    '"$": {',
  ],
  // HAR: bodies are text, on one line.
  ['a body in a HAR', harOf(entryWith({ 'request.postData.text': '{"target":{},"zzz":1}' })), '"text": "{\\"target\\":{},'],
  ['no body in a HAR', harOf(entryWith({ 'request.postData': undefined, 'request.bodySize': 0 })), '"request": {'],
  ['a header in a HAR', harOf(entryWith({ 'request.headers.0.value': 'text/plain' })), '"value": "text/plain"'],
  [
    'a media type in a HAR, in place of a header',
    harOf(
      entryWith({ 'request.headers': [{ name: 'Authorization', value: 'Bearer made-up' }], 'request.postData.mimeType': 'text/plain' }),
    ),
    '"mimeType": "text/plain"',
  ],
  [
    'that of an answer in a HAR, in place of a header',
    harOf(entryWith({ 'response.headers': [], 'response.content.mimeType': 'text/plain' })),
    '"mimeType": "text/plain"',
  ],
  [
    'the path in a HAR',
    harOf(entryWith({ 'request.url': 'https://graph.microsoft.com/v1.0/deviceManagement/deviceConfigurations/p/assignment/a' })),
    '"url": ',
  ],
  ['the status in a HAR', harOf(entryWith({ 'response.status': 204 })), '"status": 204'],
  ['an answer in a HAR', harOf(entryWith({}), entryWith({ 'response.content.text': '{"id":7,"target":{}}' })), '"text": "{\\"id\\":7,'],
  // Recordings of nock.
  ['a body in a recording', nockOf({ 'body.zzz': 1 }), '"zzz": 1'],
  ['an answer in a recording', nockOf({ 'response.id': 7 }), '"id": 7'],
  ['an answer as text in a recording', nockOf({ response: '{"id":7,"target":{}}' }), '"response": "'],
  ['a header in a recording', nockOf({ 'rawHeaders.1': 'text/plain' }), '"text/plain"'],
  ['a request header in a recording', nockOf({ 'reqheaders.content-type': 'text/plain' }), '"content-type": "text/plain"'],
  ['the path in a recording', nockOf({ path: '/v1.0/deviceManagement/deviceConfigurations/p/assignment/a' }), '"path": '],
  ['the status in a recording', nockOf({ status: 204 }), '"status": 204'],
];

/** Inputs, and all that is said in them under a code: of which line, and what. */
const told: readonly (readonly [name: string, text: string, code: Code, ...(readonly [line: string, message: string])[]])[] = [
  [
    'a property that was renamed, before one that is missing',
    pactOf([interactionWith({ 'request.body': { Target: {} } }), interactionWith({ 'request.body': { id: 'x' } })]),
    'request.body.missing-property',
    ['"Target": {}', 'The request lacks /target. It has Target instead: was the property renamed?'],
    ['"body": {', 'The request lacks /target. Promised in '],
  ],
  [
    'a property that is missing, before one that was renamed',
    pactOf([interactionWith({ 'request.body': { id: 'x' } }), interactionWith({ 'request.body': { Target: {} } })]),
    'request.body.missing-property',
    ['"body": {', 'The request lacks /target. Promised in '],
    ['"Target": {}', 'The request lacks /target. It has Target instead: was the property renamed?'],
  ],
  [
    'a rule, before an example',
    pactOf([
      interactionWith({ 'response.body.id': 7, 'response.matchingRules': { body: { '$.id': { matchers: [{ match: 'integer' }] } } } }),
      interactionWith({ 'response.body.id': 8, 'response.matchingRules': { body: { '$.id': { matchers: [{ match: 'type' }] } } } }),
    ]),
    'expectation.type',
    ['"$.id": {', 'The consumer relies on /id being integer; what is documented is string.'],
    ['"id": 8', 'The consumer relies on /id being integer; what is documented is string.'],
  ],
  [
    'a path that is a term',
    pactOf([interactionWith({ 'request.path': term('/v1.0/deviceManagement/deviceConfigurations/p/assignments/a') })], '1.0.0'),
    'request.not-checked',
    ['"path": {', 'Only the example of the path was judged.'],
  ],
  [
    'a term around a type, which leaves the type open',
    pactOf([interactionWith({ 'request.body': { target: like(target) } })], '1.0.0'),
    'request.not-checked',
    ['"target": {', 'Only the example of /target/@odata.type was judged'],
  ],
  [
    'several on one line, which are one place',
    `\n${JSON.stringify(JSON.parse(pactOf([interactionWith({ 'request.body.x y': 1, 'request.body.y x': 1 })])))}`,
    'request.body.undocumented-property',
    ['"x y":1', 'The request sends /<name>,'],
  ],
];

let folder: TemporaryFolder;
let results: readonly Result[];
let junit: string;

/** All of them at once. */
beforeAll(async () => {
  folder = new TemporaryFolder();
  [...rows, ...told].forEach(([, text], row) => folder.write(`${row}.json`, text));
  const report = join(folder.path, 'junit.xml');
  const { stdout } = await runCli(['check', folder.path, '--format', 'sarif', '--report', `junit=${report}`]);
  junit = readFileSync(report, 'utf8');
  results = (JSON.parse(stdout) as Log).runs[0]?.results ?? [];
});
afterAll(() => {
  folder.remove();
});

/** What is said of an input, from its first line to its last. */
function resultsIn(row: number, isMeant: (result: Result) => boolean): { readonly line: number; readonly message: string }[] {
  return results
    .filter(isMeant)
    .flatMap(({ locations, message }) => {
      const { artifactLocation, region } = locations?.[0]?.physicalLocation ?? {};
      const isHere = basename(artifactLocation?.uri ?? '') === `${row}.json`;
      return isHere ? [{ line: region?.startLine ?? 0, message: message.text ?? '' }] : [];
    })
    .sort((one, other) => one.line - other.line);
}

test.each(rows.map(([name], row) => [name, row] as const))('the line that is marked: %s', (_, row) => {
  const [, text, ...expected] = rows[row] ?? ['', ''];
  const marked = new Set(resultsIn(row, ({ level }) => level === 'error').map(({ line }) => line));
  const lines = [...marked].map((line) => text.split('\n')[line - 1]);
  expect(lines).toEqual(expected.map((part): unknown => expect.stringContaining(part)));
});

test.each(told.map(([name], row) => [name, row] as const))('what is said of a line is true of it: %s', (_, row) => {
  const [, text, code, ...expected] = told[row] ?? ['', '', 'request.method'];
  const said = resultsIn(rows.length + row, ({ ruleId }) => ruleId === code);
  expect(said.map(({ line, message }) => [text.split('\n')[line - 1], message])).toEqual(
    expected.map(([line, message]): unknown[] => [expect.stringContaining(line), expect.stringContaining(message)]),
  );
});

test('JUnit has the line of each failure', () => {
  const failures = [...junit.matchAll(/<failure[^>]*>[^<]*/g)].map(([text]) => /seen in \S*?(\d+\.json:\d+)$/m.exec(text)?.[1]);
  const marked = rows.flatMap((_, row) => resultsIn(row, ({ level }) => level === 'error').map(({ line }) => `${row}.json:${line}`));
  expect(failures).toEqual(expect.arrayContaining(marked));
  expect(failures).not.toContain(undefined);
});
