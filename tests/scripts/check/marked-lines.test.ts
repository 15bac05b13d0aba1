import { basename } from 'node:path';
import type { Log } from 'sarif';
import { TemporaryFolder } from '../../recordings/temporary-folder.js';
import { runCli } from '../../run-cli.js';
import { entryWith, harOf, interactionWith, nockOf, pactOf, target } from './marked-inputs.js';

const targetType = "$.target['@odata.type']";

/** Inputs of one fault each, over many lines, and the line that is marked for it. */
const rows: readonly (readonly [name: string, text: string, marked: string])[] = [
  // Pacts: what stands in a message.
  ['a property too many', pactOf([interactionWith({ 'request.body.zzz': 1 })]), '"zzz": 1'],
  ['one in the target', pactOf([interactionWith({ 'request.body.target.zzz': 1 })]), '"zzz": 1'],
  ['one that looks like an id', pactOf([interactionWith({ 'request.body.22222222-2222-4222-8222-222222222222': 1 })]), '222": 1'],
  ['one that is not shown', pactOf([interactionWith({ 'request.body.two words': 1 })]), '"two words": 1'],
  ['a value of another type', pactOf([interactionWith({ 'request.body.target.groupId': 7 })]), '"groupId": 7'],
  ['a property that was renamed', pactOf([interactionWith({ 'request.body': { Target: {} } })]), '"Target": {}'],
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
  ['a header', pactOf([interactionWith({ 'request.headers.Content-Type': 'text/plain' })]), '"Content-Type": "text/plain"'],
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
  // HAR: bodies are text, on one line.
  ['a body in a HAR', harOf(entryWith({ 'request.postData.text': '{"target":{},"zzz":1}' })), '"text": "{\\"target\\":{},'],
  ['no body in a HAR', harOf(entryWith({ 'request.postData': undefined })), '"request": {'],
  ['a header in a HAR', harOf(entryWith({ 'request.headers.0.value': 'text/plain' })), '"value": "text/plain"'],
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

let folder: TemporaryFolder;
let marked: ReadonlyMap<string, ReadonlySet<number>>;

/** All of them at once. */
beforeAll(async () => {
  folder = new TemporaryFolder();
  rows.forEach(([, text], row) => folder.write(`${String(row)}.json`, text));
  const { stdout } = await runCli(['check', folder.path, '--format', 'sarif']);
  const results = (JSON.parse(stdout) as Log).runs[0]?.results ?? [];
  const lines = new Map<string, Set<number>>();
  for (const { level, locations } of results) {
    const { artifactLocation, region } = locations?.[0]?.physicalLocation ?? {};
    const file = basename(artifactLocation?.uri ?? '');
    if (level === 'error') lines.set(file, (lines.get(file) ?? new Set()).add(region?.startLine ?? 0));
  }
  marked = lines;
});
afterAll(() => {
  folder.remove();
});

test.each(rows.map(([name], row) => [name, row] as const))('the line that is marked: %s', (_, row) => {
  const [, text, expected] = rows[row] ?? ['', '', ''];
  const lines = [...(marked.get(`${String(row)}.json`) ?? [])].map((line) => text.split('\n')[line - 1]);
  expect(lines).toEqual([expect.stringContaining(expected)]);
});
