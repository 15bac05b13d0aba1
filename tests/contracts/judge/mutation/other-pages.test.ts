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

type Row = readonly [what: string, body: unknown, findings: readonly string[]];

const rows: Readonly<Record<string, readonly Row[]>> = {
  'update-of-several-members': [
    ['one member', { level: 3 }, []],
    ['another member', { name: 'a' }, []],
    ['a target of a derived type', { target: room }, []],
    ['all members', { id: '7', level: 3, name: 'a', target: shelf }, []],
    ['nothing', {}, [`request.body.missing-property  ${nothing}`]],
    ['an id only', { id: '7' }, [`request.body.missing-property  ${nothing}`]],
    [
      'a read-only member only',
      { hours: 1 },
      [`request.body.missing-property  ${nothing}`, 'request.body.read-only /hours The request sends /hours, which is read-only.'],
    ],
    [
      'a misspelt member',
      { Target: room },
      [
        'request.body.undocumented-property /Target The request sends /Target, which neither the page nor the metadata names in v1.0. Did you mean target?',
      ],
    ],
    ['an unknown type', { target: { '@odata.type': '#microsoft.graph.attic' } }, ['request.body.value /target/@odata.type']],
    ['a list', [], ['request.body.type  The body must be an object, but is an array.']],
  ],
  'example-of-derived-type': [
    ['the type of the example', { target: room }, []],
    ['another type of the family', { target: shelf }, []],
    ['nothing', {}, ['request.body.missing-property /target']],
    ['a misspelt property', { target: { ...shelf, Shelf: 2, shelf: undefined } }, ['request.body.undocumented-property /target/Shelf']],
    ['a property of another type', { target: { ...shelf, roomId: 'a' } }, ['request.body.undocumented-property /target/roomId']],
    ['an unknown type', { target: { '@odata.type': '#microsoft.graph.attic' } }, ['request.body.value /target/@odata.type']],
  ],
  'example-of-open-type': [
    ['a known type', { target: room }, []],
    [
      'the type of the example',
      { target: { '@odata.type': '#microsoft.graph.roofPlace', tile: '1' } },
      ['request.body.open-type /target/@odata.type'],
    ],
  ],
  'row-of-unknown-type': [
    [
      'any type',
      { target: { '@odata.type': '#microsoft.graph.screwFixture', screw: 1 } },
      ['request.not-checked /target /target was not judged: no page describes its type fixture.'],
    ],
  ],
  'create-page': [
    ['what the example shows', { level: 3, target: room }, []],
    ['less than the example', { level: 3 }, ['request.body.missing-property /target']],
    ['a misspelt member', { Level: 3, target: room }, ['request.body.missing-property /level']],
    ['an unknown type', { level: 3, target: { '@odata.type': '#microsoft.graph.attic' } }, ['request.body.value /target/@odata.type']],
  ],
  'action-page': [
    ['the parameters', { times: 3, colours: [] }, []],
    ['no parameters', {}, ['request.body.missing-property /times', 'request.body.missing-property /colours']],
    ['a misspelt parameter', { times: 3, colours: [], pauses: 1 }, ['request.body.undocumented-property /pauses']],
  ],
};

test.each(Object.entries(rows).flatMap(([page, ofPage]) => ofPage.map((row) => [page, ...row] as const)))(
  '%s: %s',
  (page, _what, body, expected) => {
    const { request } = healthyExchange(contractNamed(page));
    const found = findingsOf(judge({ request: { ...request, body } })).map(({ code, pointer, message }) => `${code} ${pointer} ${message}`);
    expect(found).toEqual(expected.map((start) => expect.stringContaining(start) as string));
  },
);

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
