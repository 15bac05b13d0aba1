import type { Contract } from '../../../contracts/contract.js';
import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import type { Exchange } from '../../../contracts/judge/exchange.js';
import { groupExchanges, type Entry } from '../../../recordings/recorder/group-exchanges.js';
import { nameExchange } from '../../../recordings/recorder/name-exchange.js';

const [contract] = contracts as readonly [Contract, ...Contract[]];
const path = '/v1.0/deviceManagement/deviceConfigurations/a/assignments/b';

function answered(status: number, body?: unknown, request: Partial<Exchange['request']> = {}): Exchange {
  return { request: { method: 'PATCH', url: path, ...request }, response: { status, body } };
}

function targeting(type: unknown): Partial<Exchange['request']> {
  return { body: JSON.stringify({ target: { '@odata.type': type } }) };
}

const notRouted = { error: { code: 'No method match route template', message: 'No.' } };

test.each<[string, Exchange]>([
  ['200-group-target', answered(200, {}, targeting('#microsoft.graph.groupAssignmentTarget'))],
  ['200-all-licensed-users-target', answered(200, {}, targeting('microsoft.graph.allLicensedUsersAssignmentTarget'))],
  ['200-other-target', answered(200, {}, targeting('#microsoft.graph.redacted-type-1'))],
  ['200-other-target', answered(200, {}, targeting('../../x'))],
  ['200-without-target', answered(200, {}, { body: '{}' })],
  ['200-empty', answered(200)],
  ['204-no-content', answered(204)],
  ['200-not-json', answered(200, 'text')],
  ['200-outage', answered(200, '<html></html>')],
  ['302-redirected', answered(302)],
  ['304-not-modified', answered(304)],
  ['400-not-routed', answered(400, notRouted)],
  ['400-refused', answered(400, { error: { code: 'BadRequest' } })],
  ['401-unauthorized', answered(401)],
  ['403-forbidden', answered(403)],
  ['404-not-found', answered(404)],
  ['409-conflict', answered(409)],
  ['429-throttled', answered(429)],
  ['503-outage', answered(503)],
  ['200-read', answered(200, {}, { method: 'GET' })],
  ['404-not-found', answered(404, undefined, { method: 'GET' })],
  ['connection-lost', { request: { method: 'PATCH', url: path }, failure: 'ECONNRESET' }],
])('the name says what happened: %s', (name, exchange) => {
  expect(nameExchange(exchange, contract)).toBe(name);
});

const several: Contract = { ...contract, settable: ['target', 'displayName', 'intent', 'priority'] };
const group = { '@odata.type': '#microsoft.graph.groupAssignmentTarget' };

test.each<[string, unknown, Contract]>([
  ['200-group-target-intent', { intent: null, target: group }, several],
  ['200-display-name', { displayName: 'x', id: 'y', target: null }, several],
  ['200-4-members', { target: group, displayName: 'x', intent: 'apply', priority: 1 }, several],
  ['200-without-members', { id: 'y' }, several],
  ['200-display-name', { displayName: {} }, { ...contract, settable: ['displayName'] }],
  ['200-without-members', {}, { ...contract, settable: [] }],
])('the name says which members an update set: %s', (name, body, about) => {
  expect(nameExchange(answered(200, {}, { body: JSON.stringify(body) }), about)).toBe(name);
});

/** `G1` is a read of assignment 1, `P1=ok` an update of it. */
function entry(text: string): Entry {
  const [, method, id = '', name = '200-read'] = /^([GP])(\d)(?:=(.*))?$/.exec(text) ?? [];
  const definition = { method: method === 'G' ? 'GET' : 'PATCH', path: `/${id}` };
  return { operation: 'op', name, definition: definition as Entry['definition'], time: 0, text };
}

test.each<[string, Readonly<Record<string, string>>]>([
  ['G1 P1=ok G1', { 'op/ok.json': 'G1 P1=ok G1' }],
  ['G1 G2 P2=ok P1=no G1 G2', { 'op/no.json': 'G1 P1=no G1', 'op/ok.json': 'G2 P2=ok G2' }],
  ['G1 P1=ok G1 P1=no G1', { 'op/no.json': 'P1=no G1', 'op/ok.json': 'G1 P1=ok G1' }],
  ['G1 G1', { 'op/200-read.json': 'G1 G1' }],
  ['G1 P2=ok', { 'op/200-read.json': 'G1', 'op/ok.json': 'P2=ok' }],
  ['', {}],
])('reads stand with their update: %s', (session, expected) => {
  const files = groupExchanges(session.split(' ').filter(Boolean).map(entry));
  const shown = [...files].map(([file, list]) => [file, list.map(({ text: shown }) => shown).join(' ')]);
  expect(Object.fromEntries(shown)).toEqual(expected);
});
