/** A body unpacks to at most 4 MiB, all bodies of an input to a multiple of their size, and those of other operations are left packed. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { packageRoot } from '../../contracts/folders.js';
import type { Report } from '../../scripts/verdict/report.js';
import { useTemporaryFolder } from '../recordings/temporary-folder.js';
import { finished } from '../run-cli.js';

const ours = '/v1.0/deviceManagement/deviceConfigurations/a-policy/assignments/an-assignment';
const foreign = '/v1.0/users/a-user';

interface PackedBody {
  readonly encoding: string;
  readonly bytes: Buffer;
}

const target = { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' };
const answer = { '@odata.type': '#microsoft.graph.deviceConfigurationAssignment', id: 'an-assignment', target };
const packedAnswer: PackedBody = { encoding: 'gzip', bytes: gzipSync(JSON.stringify(answer)) };

/** Blanks: gzip makes a thousandth of them, Brotli a millionth. */
function bomb(encoding: 'gzip' | 'br', mebibytes: number): PackedBody {
  const text = Buffer.alloc(mebibytes * 1024 ** 2, ' ');
  return { encoding, bytes: encoding === 'gzip' ? gzipSync(text, { level: 9 }) : brotliCompressSync(text) };
}

/** A bomb in a bomb: each unpacks to the next one. */
function nested(times: number): PackedBody {
  let bytes = gzipSync(Buffer.alloc(1024 ** 2));
  for (let time = 1; time < times; time += 1) bytes = gzipSync(bytes);
  return { encoding: Array.from({ length: times }, () => 'gzip').join(', '), bytes };
}

const sent = { target };

type Bodies = readonly (readonly [path: string, body: PackedBody])[];

function nockOf(bodies: Bodies): unknown {
  return bodies.map(([path, { encoding, bytes }]) => ({
    scope: 'https://graph.microsoft.com:443',
    method: 'PATCH',
    path,
    body: sent,
    status: 200,
    response: [bytes.toString('hex')],
    rawHeaders: { 'Content-Type': 'application/json', 'Content-Encoding': encoding },
    reqheaders: { authorization: 'Bearer made-up', 'content-type': 'application/json' },
  }));
}

function harOf(bodies: Bodies): unknown {
  const type = { name: 'Content-Type', value: 'application/json' };
  const entries = bodies.map(([path, { encoding, bytes }]) => ({
    request: { method: 'PATCH', url: `https://graph.microsoft.com${path}`, headers: [type], postData: { text: JSON.stringify(sent) } },
    response: {
      status: 200,
      headers: [type, { name: 'Content-Encoding', value: encoding }],
      content: { encoding: 'base64', text: bytes.toString('base64') },
    },
  }));
  return { log: { version: '1.2', entries } };
}

const folder = useTemporaryFolder();

/** Checks with little memory. */
async function check(input: unknown): Promise<{ code: number | null; report: Report; size: number }> {
  const text = JSON.stringify(input);
  const file = folder.write('traffic.json', text);
  const cli = join(packageRoot, 'dist/scripts/cli.js');
  const child = spawn(process.execPath, ['--max-old-space-size=128', cli, 'check', file, '--format', 'json']);
  const { code, stdout, stderr } = await finished(child);
  if (stdout === '') throw new Error(stderr);
  return { code, report: JSON.parse(stdout) as Report, size: text.length };
}

describe.each([
  ['nock', nockOf],
  ['HAR', harOf],
] as const)('%s', (_, write) => {
  test('packed bodies of ours are judged, and bombs of other operations are left packed', async () => {
    const body = bomb('gzip', 8);
    const { code, report } = await check(write([[ours, packedAnswer], ...Array.from({ length: 20 }, () => [foreign, body] as const)]));
    expect([code, report.summary.judged, report.summary.outside]).toEqual([0, 1, 20]);
  });

  test.each([
    ['gzip', bomb('gzip', 5)],
    ['Brotli', bomb('br', 5)],
    ['gzip in gzip', nested(4)],
  ])('a bomb of ours is not read, the others are: %s', async (_name, body) => {
    const { code, report } = await check(write([packedAnswer, body, packedAnswer].map((packed) => [ours, packed])));
    expect([code, report.summary.judged]).toEqual([2, 2]);
    expect(report.problems).toEqual([expect.stringMatching(/: (?:definition|entry) 2\b.*unpacks to more than 4 MiB/)]);
  });

  test('many bombs, each small enough, are too much together', async () => {
    const { code, report, size } = await check(write(Array.from({ length: 60 }, () => [ours, bomb('br', 4)] as const)));
    expect(size).toBeLessThan(60_000);
    expect([code, report.summary.judged]).toEqual([2, 16]);
  });

  test('many ordinary bodies are not', async () => {
    const { code, report } = await check(write(Array.from({ length: 500 }, () => [ours, packedAnswer] as const)));
    expect([code, report.summary.judged]).toEqual([0, 500]);
  });
});
