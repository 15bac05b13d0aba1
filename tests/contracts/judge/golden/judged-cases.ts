/** Every table of cases of the judge, judged. A new case of a table gets its rows here without new code. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contracts } from '../../../../contracts/judge/compiled-contracts.js';
import { judge, type Judgement } from '../../../../contracts/judge/judge.js';
import { judgeExpectation } from '../../../../contracts/judge/pact/judge-expectation.js';
import { collections, judgePact } from '../../../recordings/traffic/pact/judged-pact.js';
import { readPactText } from '../../../recordings/traffic/pact/read-pact.js';
import { bodies, statuses } from '../cases/answers.js';
import type { Case } from '../cases/case.js';
import { places, requests } from '../cases/requests.js';
import { simulatedExchange, simulationRows } from '../../../scripts/emulator/simulation-rows.js';
import { reliedOn } from '../pact/relied-on.js';
import { reliedOnInteraction, sentInteraction } from '../pact/row.js';
import { sent } from '../pact/sent.js';
import { healthyExchange } from '../healthy-exchange.js';
import { mutants } from '../mutation/mutants.js';

/** A case, by the table that it stands in and its name there. */
export interface JudgedCase {
  readonly table: string;
  readonly name: string;
  readonly judgements: readonly Judgement[];
}

function ofAnswersAndRequests(): JudgedCase[] {
  const tables: Readonly<Record<string, Readonly<Record<string, Case>>>> = { bodies, statuses, requests, places };
  return Object.entries(tables).flatMap(([table, cases]) =>
    Object.entries(cases).flatMap(([name, { change, known }]) =>
      contracts.map((contract) => {
        const exchange = healthyExchange(contract);
        change(exchange);
        return { table, name: `${name}, ${contract.name}`, judgements: [judge(exchange, known)] };
      }),
    ),
  );
}

function ofMatchers(): JudgedCase[] {
  return collections.flatMap((collection) => [
    ...reliedOn.map((row) => ({
      table: 'relied on',
      name: `${row[0]}, ${collection}`,
      judgements: judgePact(reliedOnInteraction(row, collection)),
    })),
    ...sent.map((row) => ({ table: 'sent', name: `${row[0]}, ${collection}`, judgements: judgePact(sentInteraction(row, collection)) })),
  ]);
}

const pactFolder = join(__dirname, '..', '..', '..', 'recordings', 'traffic', 'pact', 'pacts');

function ofPacts(): JudgedCase[] {
  return readdirSync(pactFolder).map((file) => {
    const interactions = readPactText(file, readFileSync(join(pactFolder, file), 'utf8'));
    return { table: 'pacts', name: file, judgements: interactions.map((interaction) => judgeExpectation(interaction)) };
  });
}

/** Named by the broken rule: the ways to break it are thousands, and most give the same findings. */
function ofMutants(): JudgedCase[] {
  return mutants.map(({ contract, version, rule, broken }) => ({
    table: 'mutants',
    name: `${contract.name} ${version} ${rule.id}`,
    judgements: [judge(broken)],
  }));
}

function ofSimulations(): JudgedCase[] {
  return simulationRows.flatMap((row) =>
    contracts.flatMap((contract) =>
      (row.versions ?? contract.apiVersions).map((version) => ({
        table: 'simulations',
        name: `${row.simulation}${row.sends === undefined ? '' : `, ${row.sends} sent`}, ${contract.name} ${version}`,
        judgements: [judge(simulatedExchange(row, contract, version), row.known)],
      })),
    ),
  );
}

export function judgedCases(): JudgedCase[] {
  return [...ofAnswersAndRequests(), ...ofMatchers(), ...ofPacts(), ...ofSimulations(), ...ofMutants()];
}
