import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { judge } from '../../../contracts/judge/judge.js';
import { packageRoot } from '../../../contracts/folders.js';
import { fromDefinition } from '../../../recordings/nock/from-definition.js';
import { isToday } from '../../../recordings/staleness.js';
import { inProcessAims } from '../../../scripts/bench/servers/in-process/render-in-process.js';
import { renderServers, serverAims } from '../../../scripts/bench/servers/render-servers.js';
import { emulatorAnswer, emulatorRequest, generatedRecordings, requestWithOwnIds } from '../../../scripts/bench/servers/requests.js';
import { allowedRequest } from '../../../scripts/record/proxy/allowed-request.js';
import { startServer } from '../../../scripts/bench/servers/started-server.js';
import type { contestServers as ContestServers } from '../../../scripts/bench/servers/server-contest.js';

const dist = join(packageRoot, 'dist', 'scripts');
// The built one, because it starts built files.
const { contestServers } = createRequire(__filename)(join(dist, 'bench', 'servers', 'server-contest.js')) as {
  contestServers: typeof ContestServers;
};

test('servers are started, asked and stopped; who gives other answers, or none, is left out', async () => {
  const workFolder = mkdtempSync(join(tmpdir(), 'bench-servers-'));
  try {
    const requests = [emulatorRequest()];
    const answering = (status: number): string =>
      `require('http').createServer((q, s) => { s.writeHead(${String(status)}); s.end('x'); }).listen(process.argv[1], '127.0.0.1')`;
    const results = await contestServers(
      [
        { name: 'bare', args: (port) => [join(dist, 'bench', 'servers', 'bare-server.js'), String(port), '360'], requests },
        { name: 'chunked', args: (port) => ['-e', answering(200), String(port)], requests },
        { name: 'emulator', args: (port) => [join(dist, 'cli.js'), 'serve', '--port', String(port)], requests },
        { name: 'refuses', args: (port) => ['-e', answering(400), String(port)], requests },
        { name: 'ends', args: () => ['-e', 'console.error("an error of its own"); process.exit(7)'], requests },
      ],
      { rounds: 2, seconds: 0.2, connections: 2, workFolder, progress: () => undefined },
    );
    const measured = {
      kind: 'measured',
      perSecond: [expect.any(Number), expect.any(Number)],
      startMilliseconds: [expect.any(Number), expect.any(Number)],
    };
    expect(Object.fromEntries(results)).toEqual({
      bare: measured,
      chunked: measured,
      emulator: measured,
      refuses: { kind: 'failed', reason: expect.stringMatching(/^\d+ answers were none, or not 200$/) as string },
      ends: { kind: 'failed', reason: 'ended before it answered: an error of its own' },
    });
  } finally {
    rmSync(workFolder, { recursive: true });
  }
});

test('each exchange through which the memory is measured has ids of its own', () => {
  const requests = Array.from({ length: 5_000 }, (_, index) => requestWithOwnIds(index));
  expect(new Set(requests.map((text) => text.split(' ')[1])).size).toBe(requests.length);
  expect(allowedRequest('PATCH', requests[0]?.split(' ')[1] ?? '', {})).not.toHaveProperty('why');
});

test('behind the proxies each answer is about the assignment that was asked for, and healthy', async () => {
  const upstream = await startServer(
    {
      name: 'upstream',
      args: (port) => [join(dist, 'bench', 'servers', 'any-assignment-server.js'), String(port), emulatorAnswer()],
      requests: [emulatorRequest()],
    },
    tmpdir(),
  );
  try {
    const [path = '', body = ''] = /^PATCH (\S+)[^]*\r\n\r\n(.*)$/.exec(requestWithOwnIds(7))?.slice(1) ?? [];
    const headers = { authorization: 'Bearer made-up', 'content-type': 'application/json' };
    const answers = await Promise.all(
      [1, 2].map(() => fetch(`http://127.0.0.1:${String(upstream.port)}${path}`, { method: 'PATCH', headers, body })),
    );
    expect(new Set(answers.map((answer) => answer.headers.get('request-id'))).size).toBe(2);
    for (const answer of answers) {
      const judgement = judge({
        request: { method: 'PATCH', url: `https://graph.microsoft.com${path}`, headers, body },
        response: { status: answer.status, headers, body: await answer.text() },
      });
      expect(judgement).toMatchObject({ kind: 'judged', findings: [] });
    }
  } finally {
    await upstream.stop();
  }
});

test('the recordings of the benchmark are of today’s contract, and each request is of one of them', () => {
  const { recording, requests } = generatedRecordings(50);
  expect(new Set(requests).size).toBe(50);
  for (const [index, definition] of recording.entries()) {
    expect(isToday(definition.recorded.contract, definition.path)).toBe(true);
    expect(requests[index]).toContain(`PATCH ${definition.path} HTTP/1.1\r\n`);
    const judgement = judge(fromDefinition('', index, definition));
    expect(judgement.kind === 'outside' ? 'outside' : judgement.findings.filter(({ severity }) => severity === 'breaking')).toEqual([]);
  }
});

test('the result is Markdown as Prettier writes it, with each aim met or not', () => {
  const results = new Map(
    [...new Set(serverAims.flatMap((aim) => ('to' in aim ? [aim.who, aim.to] : [aim.who])))].map((name) => [
      name,
      {
        kind: 'measured',
        perSecond: [name.startsWith('`serve`') ? 800 : name.startsWith('Prism') ? 80 : 1_000],
        startMilliseconds: [90],
      } as const,
    ]),
  );
  const memory = { settled: { heap: 10e6, peak: 80e6 }, end: { heap: 10.5e6, peak: 81e6 } };
  const text = `${renderServers({ results, inProcess: [], memory, remarks: ['Prism mock: failed (x).'] }, 1)}\n`;
  expect(text.match(/\| yes \|/g)).toHaveLength(serverAims.length + 1);
  expect(text).toContain('| 0.5 MB (peak of the process: 80 to 81 MB) |');
  const grown = { ...memory, end: { heap: 12e6, peak: 90e6 } };
  expect(renderServers({ results, inProcess: [], memory: grown, remarks: [] }, 1)).toMatch(
    /2\.0 MB \(peak of the process: 80 to 90 MB\) *\| no *\|/,
  );
  const prettier = join(packageRoot, 'node_modules', 'prettier', 'bin', 'prettier.cjs');
  expect(
    execFileSync(process.execPath, [prettier, '--stdin-filepath', 'README.md'], { cwd: packageRoot, input: text, encoding: 'utf8' }),
  ).toBe(text);
  const unmeasured = renderServers({ results: new Map(), inProcess: [], remarks: [] }, 1).match(/not measured/g);
  expect(unmeasured).toHaveLength(serverAims.length + 1 + inProcessAims.length);
});
