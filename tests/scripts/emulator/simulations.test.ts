import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Contract, Rule } from '../../../contracts/contract.js';
import { packageRoot } from '../../../contracts/folders.js';
import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import type { Finding } from '../../../contracts/judge/finding.js';
import { judge, type Judgement } from '../../../contracts/judge/judge.js';
import { GraphClient } from '../../../scripts/client/graph-client.js';
import { Emulator } from '../../../scripts/emulator/emulator.js';
import { simulations } from '../../../scripts/emulator/simulations.js';
import { simulationRows, targetOf } from './simulation-rows.js';
import { assignmentsIn } from '../../equipment/emulated-assignments.js';

test('each simulation has a row, and each row a simulation', () => {
  expect([...new Set(simulationRows.map(({ simulation }) => simulation))].sort()).toEqual(Object.keys(simulations).sort());
});

const emulator = new Emulator();
let client: GraphClient;
beforeAll(async () => {
  client = new GraphClient({ baseUrl: await emulator.listen(), token: () => Promise.resolve('made-up') });
});
afterAll(() => emulator.close());

const cases = simulationRows.flatMap((row) =>
  contracts.flatMap((contract) =>
    (row.versions ?? contract.apiVersions).map((version) => {
      const details = [row.sends === undefined ? '' : `, ${row.sends} sent`, row.known?.objectExists ? ', known to exist' : ''];
      return [`${row.simulation}${details.join('')}: ${contract.name} ${version}`, row, contract, version] as const;
    }),
  ),
);

test.each(cases)('%s', async (_, row, contract, version) => {
  const ids = assignmentsIn(emulator.tenant).find(({ operation }) => operation === contract.name);
  if (ids === undefined) throw new Error(`The emulator has no assignment of ${contract.name}.`);
  emulator.simulate = row.simulation;
  const exchange = await client.update(contract, version, ids, { target: targetOf(row, contract) });
  const judgement = judge(exchange, row.known);

  expect(shown(judgement)).toEqual({
    verdict: row.verdict,
    reason: row.reason,
    findings: row.findings.map(({ code, pointer, rule }) => ({ code, pointer, documentedAt: placeOf(contract, rule) })),
  });
  const messages = findingsOf(judgement).map(({ message }) => message);
  for (const [index, { says = '' }] of row.findings.entries()) expect(messages[index]).toContain(says);
});

function shown(judgement: Judgement): Record<string, unknown> {
  const findings = findingsOf(judgement);
  return {
    verdict: judgement.kind === 'judged' ? worstOf(findings) : judgement.kind,
    reason: judgement.kind === 'inconclusive' ? judgement.reason : undefined,
    findings: findings.map(({ code, pointer, documentedAt }) => ({ code, pointer, documentedAt })),
  };
}

function findingsOf(judgement: Judgement): readonly Finding[] {
  return judgement.kind === 'outside' ? [] : judgement.findings;
}

function worstOf(findings: readonly Finding[]): string {
  const severities = (['breaking', 'unknown', 'additive'] as const).filter((each) => findings.some(({ severity }) => severity === each));
  return severities[0] ?? 'agrees';
}

function placeOf(contract: Contract, ruleId: string): Finding['documentedAt'] {
  const rule: Rule | undefined = contract.rules.find(({ id }) => id === ruleId);
  if (rule === undefined) throw new Error(`${contract.name} has no rule ${ruleId}.`);
  const { page, line, layer } = rule.at;
  const text = readFileSync(join(packageRoot, page), 'utf8').split('\n')[line - 1] ?? '';
  return { file: page, line, text: text.trim(), ...(layer === 'documented' && { url: contract.url }) };
}
