import { join } from 'node:path';
import { Verifier } from '@pact-foundation/pact';
import { pactsFolder } from '../../contracts/folders.js';
import { judge } from '../../contracts/judge/judge.js';
import type { Answer } from '../../scripts/http/answer.js';
import { Emulator } from '../../scripts/emulator/emulator.js';
import { interactions } from './interactions.js';
import { putAssignment } from '../equipment/emulated-assignments.js';
import type { JsonObject } from '../../contracts/json-value.js';

type Parameters = Readonly<Record<string, string>>;

test('the emulator keeps our pact', async () => {
  const emulator = new Emulator();
  const answer = jest.spyOn(emulator, 'answer');
  const providerBaseUrl = await emulator.listen();
  try {
    const verified = new Verifier({
      providerBaseUrl,
      pactUrls: [join(pactsFolder, 'graph-assignment-client-microsoft-graph.json')],
      logLevel: 'error',
      stateHandlers: {
        'an assignment exists': (parameters?: unknown) => {
          const { operation = '', policyId = '', assignmentId = '', target = '{}', metadata = '{}' } = (parameters ?? {}) as Parameters;
          emulator.writesRootType = false;
          emulator.tenant.clear();
          putAssignment(emulator.tenant, {
            operation,
            policyId,
            assignmentId,
            target: JSON.parse(target) as JsonObject,
            metadata: JSON.parse(metadata) as JsonObject,
          });
          return Promise.resolve();
        },
        'answers name their type': () => {
          emulator.writesRootType = true;
          return Promise.resolve();
        },
      },
    }).verifyProvider();
    await expect(verified).resolves.toBe('finished: 0');
    // Requests of Pact and answers of the emulator keep to the contract too.
    const judgements = answer.mock.calls.map(([request], index) =>
      judge({ request, response: answer.mock.results[index]?.value as Answer }),
    );
    expect(judgements).toHaveLength(interactions.length);
    expect(
      judgements.filter((judgement) => judgement.kind !== 'judged' || judgement.findings.some(({ severity }) => severity !== 'note')),
    ).toEqual([]);
  } finally {
    await emulator.close();
  }
});
