/** How requests of other pages are judged, by the readings of what those pages leave open. */
import type * as Validators from './compile-validators.js';
import type * as Other from './other-pages.js';
import type * as Compiled from '../../../../contracts/judge/compiled-contracts.js';
import { judge } from '../../../../contracts/judge/judge.js';
import { contractNamed, healthyExchange } from '../healthy-exchange.js';
import { findingsOf } from '../serious.js';
import { describeMutationTest } from './mutation-suite.js';

jest.mock('../../../../contracts/judge/compiled-contracts.js', () => ({
  ...jest.requireActual<typeof Compiled>('../../../../contracts/judge/compiled-contracts.js'),
  contracts: jest.requireActual<typeof Other>('./other-pages.js').contracts,
}));
jest.mock('../../../../contracts/judge/validators.generated.js', () =>
  jest
    .requireActual<typeof Validators>('./compile-validators.js')
    .compileValidators(jest.requireActual<typeof Other>('./other-pages.js').contracts),
);

describeMutationTest('mutation score of other pages');

const room = { '@odata.type': '#microsoft.graph.roomPlace', roomId: 'a' };
const shelf = { '@odata.type': '#microsoft.graph.shelfPlace', shelf: 2 };
const nothing = 'The request sets nothing: an update sends at least one of /level, /name, /target.';

test.each<[page: string, what: string, body: unknown, findings: readonly string[]]>([
  ['update-of-several-members', 'one member', { level: 3 }, []],
  ['update-of-several-members', 'another member', { name: 'a' }, []],
  ['update-of-several-members', 'a target of a derived type', { target: room }, []],
  ['update-of-several-members', 'all members', { id: '7', level: 3, name: 'a', target: shelf }, []],
  ['update-of-several-members', 'nothing', {}, [`request.body.missing-property  ${nothing}`]],
  ['update-of-several-members', 'an id only', { id: '7' }, [`request.body.missing-property  ${nothing}`]],
  [
    'update-of-several-members',
    'a read-only member only',
    { hours: 1 },
    [`request.body.missing-property  ${nothing}`, 'request.body.read-only /hours The request sends /hours, which is read-only.'],
  ],
  [
    'update-of-several-members',
    'a misspelt member',
    { Target: room },
    [
      'request.body.undocumented-property /Target The request sends /Target, which neither the page nor the metadata names in v1.0. Did you mean target?',
    ],
  ],
  [
    'update-of-several-members',
    'an unknown type',
    { target: { '@odata.type': '#microsoft.graph.attic' } },
    ['request.body.value /target/@odata.type'],
  ],
  ['update-of-several-members', 'a list', [], ['request.body.type  The body must be an object, but is an array.']],
  ['example-of-derived-type', 'the type of the example', { target: room }, []],
  ['example-of-derived-type', 'another type of the family', { target: shelf }, []],
  ['example-of-derived-type', 'nothing', {}, ['request.body.missing-property /target']],
  [
    'example-of-derived-type',
    'a misspelt property',
    { target: { ...shelf, Shelf: 2, shelf: undefined } },
    ['request.body.undocumented-property /target/Shelf'],
  ],
  [
    'example-of-derived-type',
    'a property of another type',
    { target: { ...shelf, roomId: 'a' } },
    ['request.body.undocumented-property /target/roomId'],
  ],
  [
    'example-of-derived-type',
    'an unknown type',
    { target: { '@odata.type': '#microsoft.graph.attic' } },
    ['request.body.value /target/@odata.type'],
  ],
  ['example-of-open-type', 'a known type', { target: room }, []],
  [
    'example-of-open-type',
    'the type of the example',
    { target: { '@odata.type': '#microsoft.graph.roofPlace', tile: '1' } },
    ['request.body.open-type /target/@odata.type'],
  ],
  ['row-of-unknown-type', 'any type', { target: { '@odata.type': '#microsoft.graph.screwFixture', screw: 1 } }, []],
  ['create-page', 'what the example shows', { level: 3, target: room }, []],
  ['create-page', 'less than the example', { level: 3 }, ['request.body.missing-property /target']],
  ['create-page', 'a misspelt member', { Level: 3, target: room }, ['request.body.missing-property /level']],
  [
    'create-page',
    'an unknown type',
    { level: 3, target: { '@odata.type': '#microsoft.graph.attic' } },
    ['request.body.value /target/@odata.type'],
  ],
  ['action-page', 'the parameters', { times: 3, colours: [] }, []],
  ['action-page', 'no parameters', {}, ['request.body.missing-property /times', 'request.body.missing-property /colours']],
  ['action-page', 'a misspelt parameter', { times: 3, colours: [], pauses: 1 }, ['request.body.undocumented-property /pauses']],
])('%s: %s', (page, _what, body, expected) => {
  const { request } = healthyExchange(contractNamed(page));
  const found = findingsOf(judge({ request: { ...request, body } })).map(({ code, pointer, message }) => `${code} ${pointer} ${message}`);
  expect(found).toEqual(expected.map((start) => expect.stringContaining(start) as string));
});

test.each([
  ['update-of-several-members', 'request.header.missing'],
  ['example-of-derived-type', undefined],
])('%s without Accept: %s', (page, code) => {
  const { request } = healthyExchange(contractNamed(page));
  const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => name !== 'Accept'));
  const body = { target: room };
  expect(findingsOf(judge({ request: { ...request, headers, body } })).map((finding) => finding.code)).toEqual(
    code === undefined ? [] : [code],
  );
});
