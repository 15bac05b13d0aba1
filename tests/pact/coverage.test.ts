import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contracts } from '../../contracts/judge/compiled-contracts.js';
import { coverageOf } from '../../contracts/judge/coverage.js';
import { judge } from '../../contracts/judge/judge.js';
import { judgeExpectation } from '../../contracts/judge/pact/judge-expectation.js';
import { pactsFolder } from '../../contracts/folders.js';
import { readPactText } from '../recordings/traffic/pact/read-pact.js';

const pactFile = join(pactsFolder, 'graph-assignment-client-microsoft-graph.json');
const exchanges = readPactText(pactFile, readFileSync(pactFile, 'utf8'));

/** Rules that no interaction exercises, with the reasons. An entry that is no longer needed fails the test. */
const exceptions = JSON.parse(readFileSync(join(__dirname, 'rules-without-interaction.json'), 'utf8')) as Readonly<Record<string, string>>;

test('every committed interaction keeps to the contract', () => {
  expect(exchanges.length).toBeGreaterThan(0);
  const judgements = exchanges.map((exchange) => judgeExpectation(exchange));
  expect(judgements.filter((judgement) => judgement.kind !== 'judged' || judgement.findings.length > 0)).toEqual([]);
});

test.each(contracts.map((contract) => [contract.name, contract] as const))(
  '%s: an interaction exercises each rule, except those listed',
  (_, contract) => {
    const exercised = new Set(
      exchanges.flatMap((exchange) => coverageOf(exchange, judge(exchange))).filter((rule) => contract.rules.includes(rule)),
    );
    const missing = contract.rules.filter((rule) => !exercised.has(rule)).map(({ id }) => id);
    expect(missing.sort()).toEqual(Object.keys(exceptions).sort());
  },
);
