/** A bug in the judge does not end a server, but fails the run. */
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { Bugs } from '../../scripts/verdict/terminal.js';
import { Tally } from '../../scripts/verdict/tally.js';
import { recordProxy } from '../../scripts/record/proxy-run.js';
import { serveReport } from '../../scripts/cli/commands/serve-report.js';
import { GraphServer } from '../../scripts/serve/graph-server.js';
import { ServeSummary } from '../../scripts/serve/serve-summary.js';
import { TemporaryFolder } from '../recordings/temporary-folder.js';

const path = '/v1.0/deviceManagement/deviceConfigurations/a/assignments/b';
const secret = 'plantedCredential';

function tooDeep(): never {
  return tooDeep();
}
function raise(error: unknown): never {
  throw error;
}

let said: string;
beforeEach(() => {
  said = '';
  jest.spyOn(console, 'error').mockImplementation((line: string) => (said += `${line}\n`));
});
afterEach(() => {
  jest.restoreAllMocks();
});

test.each<[string, () => never]>([
  ['an error', () => raise(new TypeError(`of ${secret}\n    at ${secret}`))],
  ['a stack that is too deep', tooDeep],
  ['a text', () => raise(secret)],
  ['nothing', () => raise(undefined)],
])('serve answers 500 and goes on: %s', async (name, mistake) => {
  const mistakes = new Bugs();
  const serving = new ServeSummary('breaking', false);
  const server = new GraphServer(
    ({ request }) => (request.url === path ? mistake() : { status: 200, headers: {}, body: '' }),
    (judged, reply) => {
      serving.add(judged, reply);
      if (judged.request.url === '/counted') mistake();
    },
    (error) => {
      mistakes.add(error);
    },
  );
  const origin = await server.listen(0, '127.0.0.1');
  const statuses: number[] = [];
  for (const url of [path, '/counted', '/fine', path]) statuses.push((await fetch(`${origin}${url}`)).status);
  const first = await fetch(`${origin}${path}`);
  expect(await first.json()).toMatchObject({ error: { code: 'InternalServerError' } });
  await server.close();
  expect([statuses, mistakes.count]).toEqual([[500, 200, 200, 500], 4]);
  expect(said).toMatch(/^graph-contracts: This is a bug in graph-contracts;/);
  expect(said).not.toContain(secret);
  if (name.includes('stack') || name.includes('error')) expect(said).toMatch(/\n\s+at /);

  const options = { format: 'pretty', empty: false, mistakes: mistakes.count, commandCode: 0 } as const;
  expect(serveReport(serving, undefined, options)).toMatchObject({
    verdict: 'cannot-run',
    exitCode: 2,
    problems: [expect.stringContaining('kept 4 requests from being judged')],
  });
});

test('the proxy goes on, records, and cannot pass', async () => {
  const folder = new TemporaryFolder();
  const graph = createServer((_, response) => response.end('{"id":"b"}'));
  await new Promise<void>((resolve) => graph.listen(0, '127.0.0.1', resolve));
  jest.spyOn(Tally.prototype, 'add').mockImplementationOnce(() => raise(new Error(secret)));
  let stop: () => void = () => undefined;
  let listening: (origin: string) => void = () => undefined;
  const heard = new Promise<string>((resolve) => (listening = resolve));
  const running = recordProxy(
    {
      folder: folder.path,
      update: false,
      graph: `http://127.0.0.1:${(graph.address() as AddressInfo).port}`,
      port: 0,
      failOn: 'breaking',
      cases: false,
      write: (text) => {
        listening(/ on (\S+),/.exec(text)?.[1] ?? '');
      },
    },
    new Promise<void>((resolve) => (stop = resolve)),
  );
  const origin = await heard;
  for (let times = 0; times < 2; times += 1) expect((await fetch(`${origin}${path}`)).status).toBe(200);
  stop();
  const { report, recorded } = await running;
  graph.closeAllConnections();
  graph.close();
  folder.remove();
  expect(report).toMatchObject({
    verdict: 'cannot-run',
    exitCode: 2,
    problems: [expect.stringContaining('kept 1 request from being judged')],
  });
  expect(recorded?.exchanges).toBe(2);
  expect(said).not.toContain(secret);
});
