import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import * as fc from '../../equipment/fast-check.js';
import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import { judge } from '../../../contracts/judge/judge.js';
import { assignmentPath } from '../../../scripts/client/assignment.js';
import { Emulator } from '../../../scripts/emulator/emulator.js';
import { simulations, type SimulationName } from '../../../scripts/emulator/simulations.js';
import { bearer } from './send-request.js';
import { assignmentsIn } from '../../equipment/emulated-assignments.js';

const emulator = new Emulator({ anyIds: true });
let origin: string;
beforeAll(async () => {
  origin = await emulator.listen();
});
afterAll(() => emulator.close());

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

interface Answered {
  readonly status: number;
  readonly emulated: boolean;
  readonly text: string;
}

/** Sends a request that no client library would. */
async function send({ method, path, headers, body }: Sent): Promise<Answered> {
  const { hostname, port } = new URL(origin);
  const sending = httpRequest({ hostname, port, method, path, headers: { ...headers, 'content-length': body.length } });
  sending.end(body);
  const [answer] = (await once(sending, 'response')) as [IncomingMessage];
  return { status: answer.statusCode ?? 0, emulated: answer.headers['x-emulated-by'] !== undefined, text: await text(answer) };
}

/** Sends the same request without a socket, which takes far longer than the answer. */
function answerDirectly({ method, path, headers, body }: Sent): Answered {
  const base = `http://${headers['host'] ?? 'localhost'}`;
  const request = { method, url: `${base}${path}`, headers, body: body.length === 0 ? undefined : body.toString('utf8') };
  const answer = emulator.answer(request, base);
  judge({ request, response: answer });
  return { status: answer.status, emulated: 'x-emulated-by' in answer.headers, text: answer.body ?? '' };
}

const ways: readonly (readonly [name: string, runs: number, way: (sent: Sent) => Answered | Promise<Answered>])[] = [
  ['over a socket', 60, send],
  ['without a socket', 500, answerDirectly],
];

const realPaths = assignmentsIn(emulator.tenant).flatMap((ids) =>
  contracts
    .filter(({ name }) => name === ids.operation)
    .flatMap((contract) => contract.apiVersions.map((version) => assignmentPath(contract, version, ids))),
);
const pathsBeside = realPaths.flatMap((one) => {
  const [policy = ''] = one.split('/assignments/');
  return [`${policy}/assignments`, `${policy}/assign`, `${policy}/assignments/another`];
});
/** All that a path or a header may hold without an escape, and half an escape. */
const visible = fc.stringMatching(/^[\x21-\x7e]{0,20}$/);
const word = fc.oneof(
  fc.constantFrom('v1.0', 'beta', 'deviceManagement', 'deviceConfigurations', 'assignments'),
  fc.constantFrom('', '..', '%', '%00', '__proto__', 'constructor', '$batch'),
  visible,
);
const path = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...realPaths) },
  { weight: 3, arbitrary: fc.constantFrom(...pathsBeside) },
  fc.array(word, { maxLength: 8 }).map((words) => `/${words.join('/')}`),
  fc.tuple(fc.constantFrom(...realPaths), visible).map(([real, query]) => `${real}?${query}`),
);
const headers = fc.record(
  {
    authorization: fc.oneof({ weight: 4, arbitrary: fc.constant(bearer) }, visible),
    'content-type': fc.oneof({ weight: 4, arbitrary: fc.constant('application/json') }, visible),
    accept: visible,
    host: fc.constantFrom('localhost', 'a b', '..', '[::1]', 'graph.microsoft.com', '__proto__'),
    'client-request-id': visible,
    cookie: visible,
    __proto__x: visible,
  },
  { requiredKeys: [] },
);
const odd = fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty', 'target', 'id', '@odata.type', 'groupId');
const json: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue(),
  fc.dictionary(odd, fc.oneof(fc.jsonValue(), fc.dictionary(odd, fc.jsonValue()))),
  fc.array(fc.dictionary(odd, fc.dictionary(odd, fc.jsonValue()))).map((assignments) => ({ assignments })),
  fc.dictionary(odd, fc.jsonValue()).map((target) => ({ target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', ...target } })),
);
const body = fc.oneof(
  { weight: 10, arbitrary: json.map((value) => Buffer.from(JSON.stringify(value))) },
  fc.constant(Buffer.from('{"target":{"__proto__":{"polluted":true},"@odata.type":"#microsoft.graph.groupAssignmentTarget"}}')),
  // One that takes long to read, and is always the same.
  fc.constant(Buffer.from(`${'['.repeat(50_000)}${']'.repeat(50_000)}`)),
  { weight: 10, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)) },
);
const method = fc.oneof(
  fc.constant('PATCH'),
  fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE', 'PROPFIND', 'M-SEARCH'),
);

describe.each(ways)('%s', (_, numRuns, answerTo) => {
  test('every request has an answer, and the answer is JSON', async () => {
    emulator.simulate = undefined;
    await fc.assert(
      fc.asyncProperty(method, path, headers, body, async (sentMethod, sentPath, sentHeaders, sentBody) => {
        const answered = await answerTo({ method: sentMethod, path: sentPath, headers: sentHeaders, body: sentBody });
        expect([200, 204, 400, 401, 404]).toContain(answered.status);
        expect(answered.emulated).toBe(true);
        if (sentMethod !== 'HEAD' && answered.status !== 204) expect(typeof JSON.parse(answered.text)).toBe('object');
      }),
      { numRuns },
    );
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('under every simulation too', async () => {
    const names = Object.keys(simulations).filter((name) => name !== 'connection-lost') as SimulationName[];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), fc.constantFrom(...realPaths), body, async (simulate, sentPath, sentBody) => {
        emulator.simulate = simulate;
        const { status, emulated } = await answerTo({
          method: 'PATCH',
          path: sentPath,
          headers: { authorization: bearer, 'content-type': 'application/json' },
          body: sentBody,
        });
        expect(status).toBeGreaterThanOrEqual(200);
        expect(emulated).toBe(true);
      }),
      { numRuns },
    );
  });
});
