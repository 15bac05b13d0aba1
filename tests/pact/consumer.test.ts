import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MatchersV3, PactV4 } from '@pact-foundation/pact';
import { pactsFolder } from '../../contracts/folders.js';
import type { Contract } from '../../contracts/contract.js';
import { judge } from '../../contracts/judge/judge.js';
import { assignmentPath } from '../../scripts/client/assignment.js';
import { GraphClient } from '../../scripts/client/graph-client.js';
import { isUpdating } from '../equipment/is-updating.js';
import { sharedTemporaryFolder } from '../recordings/temporary-folder.js';
import { interactions, type PactInteraction } from './interactions.js';

const { regex, like } = MatchersV3;
const fileName = 'graph-assignment-client-microsoft-graph.json';
const committed = join(pactsFolder, fileName);
const { path: dir } = sharedTemporaryFolder();
const pact = new PactV4({ consumer: 'graph-assignment-client', provider: 'microsoft-graph', dir, logLevel: 'error' });

/** A type name, with or without its `#`. */
function typeNamed(written: unknown): ReturnType<typeof regex> {
  const bare = String(written).replace(/^#/, '');
  return regex(`^#?${bare.replaceAll('.', '\\.')}$`, String(written));
}

/** Matchers for members: the name of a type, the values of an enumeration, else any value of the same JSON type. */
function typed(contract: Contract, members: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const allowed = (name: string, value: unknown): unknown => {
    if (name === '@odata.type') return typeNamed(value);
    const values = contract.rules.flatMap(({ says }) =>
      says.what === 'type-property' && says.property === name ? (says.values ?? []) : [],
    );
    return values.length === 0 ? like(value) : regex(`^(${values.join('|')})$`, String(value));
  };
  return Object.fromEntries(Object.entries(members).map(([name, value]) => [name, allowed(name, value)]));
}

const jsonMediaType = regex('^[aA]pplication/[jJ][sS][oO][nN](\\s*;.*)?$', 'application/json');

async function runInteraction(interaction: PactInteraction): Promise<void> {
  const { contract, version, ids, target, description, rootType, metadata } = interaction;
  const path = assignmentPath(contract, version, ids);
  const rootTypeName = `#microsoft.graph.${contract.resourceType ?? ''}`;
  const exists = pact.addInteraction().given('an assignment exists', {
    operation: contract.name,
    ...ids,
    target: JSON.stringify(target),
    metadata: JSON.stringify(metadata),
  });
  await (rootType ? exists.given('answers name their type') : exists)
    .uponReceiving(description)
    .withRequest(
      'PATCH',
      regex(`^/${version.replace('.', '\\.')}${(contract.paths[0] ?? '').replaceAll(/\{[^}]+\}/g, '[^/]+')}$`, path),
      (request) => {
        request
          .headers({ Authorization: regex('^Bearer \\S+$', 'Bearer {token}'), 'Content-Type': jsonMediaType })
          .jsonBody({ '@odata.type': typeNamed(rootTypeName), target: typed(contract, target) });
      },
    )
    .willRespondWith(200, (response) => {
      response.headers({ 'Content-Type': jsonMediaType }).jsonBody({
        ...(rootType ? { '@odata.type': typeNamed(rootTypeName) } : {}),
        // The id is matched by value: the answer must be about the assignment of the path.
        id: ids.assignmentId,
        ...typed(contract, metadata),
        target: typed(contract, target),
      });
    })
    .executeTest(async (mock) => {
      const client = new GraphClient({ baseUrl: mock.url, token: () => Promise.resolve('pact') });
      const exchange = await client.update(contract, version, ids, { target });
      const judgement = judge(exchange);
      expect(judgement).toMatchObject({ kind: 'judged', operation: contract.name });
      expect(judgement.kind === 'judged' && judgement.findings.filter(({ severity }) => severity !== 'note')).toEqual([]);
    });
}

/** A pact without the versions of the tools that wrote it. */
function withoutTools(text: string): unknown {
  const { metadata, ...rest } = JSON.parse(text) as { metadata: { pactSpecification: unknown } };
  return { ...rest, pactSpecification: metadata.pactSpecification };
}

test.each(interactions.map((interaction) => [interaction.description, interaction] as const))('%s', async (_, interaction) => {
  await runInteraction(interaction);
});

test('the committed pact is the one that these tests produce', () => {
  const produced = readFileSync(join(dir, fileName), 'utf8');
  if (isUpdating('UPDATE_PACT')) writeFileSync(committed, `${produced.trimEnd()}\n`);
  expect(withoutTools(readFileSync(committed, 'utf8'))).toEqual(withoutTools(produced));
});
