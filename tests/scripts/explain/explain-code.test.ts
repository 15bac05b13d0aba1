import { codeExamples } from '../../../contracts/judge/code-examples.js';
import { codes, inconclusiveReasons } from '../../../contracts/judge/codes.js';
import { codesAndReasons, explainCode } from '../../../scripts/explain/explain-code.js';

const names = [...Object.keys(codes), ...Object.keys(inconclusiveReasons)];

test('each code and reason is explained, with its severity', () => {
  expect(codesAndReasons.map(({ code }) => code)).toEqual(names);
  expect(explainCode('throttled')).toMatchObject({ severity: 'inconclusive', ...inconclusiveReasons.throttled });
  expect(explainCode('response.status')).toMatchObject(codes['response.status']);
  expect(explainCode('response.statuses')).toBeUndefined();
  expect(explainCode('constructor')).toBeUndefined();
});

test.each(names)('%s: judging its example gives it, or the example is in words', (name) => {
  const { example, severity } = explainCode(name) ?? {};
  if (example === undefined) throw new Error(`${name} is not explained`);
  if ('words' in example) expect(example.words).toMatch(/^[A-Z`].+\.$/);
  else if (severity !== 'inconclusive') expect(example.finding).toMatchObject({ message: expect.any(String) as string });
});

test('in words is only what no single exchange of the two operations shows', () => {
  const inWords = Object.entries(codeExamples).flatMap(([name, example]) => (typeof example === 'string' ? [name] : []));
  expect(inWords.filter((name) => !name.startsWith('docs.'))).toEqual([
    'request.malformed',
    'request.body.unexpected',
    'request.body.drops-assignments',
    'request.body.null',
    'too-complex',
    'unreadable',
    'unknown-batch',
  ]);
});

test('an example is the same each time: an explanation changes nothing that it is made of', () => {
  for (const name of names) expect(explainCode(name)).toEqual(explainCode(name));
});

test.each<[name: string, words: RegExp, command: RegExp | undefined]>([
  ['response.status', /no run of drift/, /^npx graph-assignment-contracts drift --accept <fingerprint> --owner .+ --reason .+ --expires/],
  ['request.rejected', /no run of drift/, /^npx graph-assignment-contracts drift --accept/],
  ['operation.not-routed', /no run of drift/, /^npx graph-assignment-contracts drift --accept/],
  ['response.body.null', /^It fails a run only with --fail-on unknown or additive\. /, /^npx graph-assignment-contracts drift --accept/],
  [
    'response.body.undocumented-property',
    /^It fails a run only with --fail-on additive\. /,
    /^npx graph-assignment-contracts drift --accept/,
  ],
  ['docs.gone', /no run of docs/, /^npx graph-assignment-contracts docs --baseline \S+ --accept/],
  ['request.body.type', /pending interaction/, undefined],
  ['expectation.type', /pending interaction/, undefined],
  ['request.not-checked', /a note fails no run/, undefined],
  ['throttled', /cannot be accepted/, undefined],
])('how %s is accepted', (name, words, command) => {
  const { accept } = explainCode(name) ?? {};
  expect(accept?.words).toMatch(words);
  if (command === undefined) expect(accept?.command).toBeUndefined();
  else expect(accept?.command).toMatch(command);
});
