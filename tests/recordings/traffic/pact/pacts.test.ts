import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judgeExpectation } from '../../../../contracts/judge/pact/judge-expectation.js';
import { collections, findingsOf } from './judged-pact.js';
import { readPactText } from './read-pact.js';

/** Pacts as the libraries write them. Each names under `expected` what is to be found, with the line of its interaction. */
const folder = join(__dirname, 'pacts');
const other = { deviceConfigurations: 'deviceConfigurationAssignment', deviceCompliancePolicies: 'deviceCompliancePolicyAssignment' };

describe.each(readdirSync(folder))('%s', (file) => {
  test.each(collections)('%s', (collection) => {
    const written = readFileSync(join(folder, file), 'utf8');
    const text = written.replaceAll('deviceConfigurations', collection).replaceAll('deviceConfigurationAssignment', other[collection]);
    const pact = JSON.parse(text) as Record<string, unknown>;
    const found = readPactText(file, text).map((interaction) => {
      const judgement = judgeExpectation(interaction);
      const findings = findingsOf(judgement).map(({ code, pointer }) => `${code} ${pointer} :${String(interaction.source?.line)}`);
      return judgement.kind === 'judged' ? findings : judgement.kind;
    });
    expect(found).toEqual(pact['expected']);
  });
});
