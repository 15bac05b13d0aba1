import nock from 'nock';
import { contracts } from '../../contracts/judge/compiled-contracts.js';
import { judge } from '../../contracts/judge/judge.js';
import { fromDefinition } from '../../recordings/traffic/from-definition.js';
import { sampleValues } from '../../scripts/emulator/samples.js';
import { askRecorded, committedRecordings, useReplay } from './committed-recordings.js';

const replay = useReplay();
afterEach(() => {
  nock.cleanAll();
});
afterAll(() => {
  nock.enableNetConnect();
});

test('there is a recording of the documented example, and of each target type in each version', () => {
  const expected = contracts.flatMap(({ name, apiVersions }) => [
    `${name}/200-documented-example.json`,
    ...apiVersions.flatMap((version) =>
      Object.keys(sampleValues).map((type) => {
        const words = type.replace(/AssignmentTarget$/, '').replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
        return `${name}/200-${words}-target-${version}.json`;
      }),
    ),
  ]);
  expect(committedRecordings.map(([name]) => name.replaceAll('\\', '/'))).toEqual(expected.sort());
});

describe.each(committedRecordings)('%s', (_, recording) => {
  test('names its origin, which is not live', () => {
    for (const { recorded, scope, rawHeaders } of recording) {
      expect(['documentation', 'emulator']).toContain(recorded.origin);
      expect(recorded.redaction).toBe(0);
      expect(Date.parse(recorded.when)).not.toBeNaN();
      expect(scope).toBe('https://graph.microsoft.com:443');
      expect(JSON.stringify(recorded.requestHeaders)).toContain('"authorization":"Bearer {token}"');
      expect(Object.keys(rawHeaders ?? {})).toEqual(['content-type']);
    }
  });

  test('replays through the client, in its order, and keeps to the contract', async () => {
    const replaying = replay(recording);
    expect(replaying.pending()).toHaveLength(recording.length);
    for (const definition of recording) {
      const exchange = await askRecorded(definition);
      expect(exchange.response?.status).toBe(definition.status);
      expect(JSON.parse(String(exchange.response?.body))).toEqual(definition.response);
      const judgement = judge(exchange);
      expect(judgement.kind).toBe(definition.method === 'GET' ? 'outside' : 'judged');
      const findings = judgement.kind === 'outside' ? [] : judgement.findings;
      expect(findings.filter(({ severity }) => severity !== 'note')).toEqual([]);
    }
    expect(replaying.pending()).toEqual([]);
  });

  test('nock loads it as it is', async () => {
    const scopes = nock.define(recording as unknown as nock.Definition[]);
    expect(scopes).toHaveLength(recording.length);
    for (const definition of recording) {
      const { response } = await askRecorded(definition);
      expect(JSON.parse(String(response?.body))).toEqual(definition.response);
    }
    expect(scopes.filter((scope) => !scope.isDone())).toEqual([]);
  });

  test('reads as the exchanges from which it was made', () => {
    for (const definition of recording) {
      const { recorded, rawHeaders } = definition;
      expect(fromDefinition(definition)).toEqual({
        request: {
          method: definition.method,
          url: `${definition.scope}${definition.path}`,
          headers: recorded.requestHeaders,
          body: definition.body,
        },
        response: { status: definition.status, headers: rawHeaders, body: definition.response },
        description: recorded.scenario,
        recorded,
      });
    }
  });
});
