/** The OpenAPI description in tools that none of us wrote. */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pactsFolder } from '../../contracts/folders.js';
import { contracts } from '../../contracts/judge/compiled-contracts.js';
import { nodeArgs, nodeEnvironment } from '../../scripts/bench/measure.js';
import { comparator, prism, redocly } from '../../scripts/bench/programs.js';
import { openApi } from '../../scripts/export/openapi.js';
import { contracts as otherContracts } from '../contracts/judge/mutation/other-pages.js';
import { testWith } from '../equipment/needs-tool.js';
import { useTemporaryFolder } from '../recordings/temporary-folder.js';
import { finished, runCli } from '../run-cli.js';

const folder = useTemporaryFolder();

/** Runs a tool as the benchmark does, with other arguments. */
function run(tool: typeof redocly, ...args: string[]) {
  const env = nodeEnvironment(tool);
  return finished(spawn(process.execPath, nodeArgs({ ...tool, args }), { cwd: folder.path, env }));
}

async function exportTo(name: string): Promise<string> {
  const file = join(folder.path, name);
  expect(await runCli(['export', 'openapi', '--output', file])).toEqual({ code: 0, stdout: '', stderr: '' });
  return file;
}

test('Redocly has nothing to say about it, nor about that of other operations', async () => {
  const others = folder.write('others.json', JSON.stringify(openApi(otherContracts)));
  for (const file of [await exportTo('openapi.json'), others]) {
    const { code, stdout } = await run(redocly, 'lint', file, '--format', 'json');
    expect({ code, ...(JSON.parse(stdout) as object) }).toMatchObject({
      code: 0,
      totals: { errors: 0, warnings: 0, ignored: 0 },
      problems: [],
    });
  }
});

type Target = Record<string, unknown>;

interface Interaction {
  description: string;
  readonly request: {
    method: string;
    path: string;
    readonly headers: Record<string, readonly string[]>;
    readonly body: { readonly content: { [member: string]: unknown; target?: Target } };
  };
  readonly response: { status: number; readonly body: { readonly content: { [member: string]: unknown; readonly target: Target } } };
}

const pacts = readdirSync(pactsFolder).map(
  (name) => JSON.parse(readFileSync(join(pactsFolder, name), 'utf8')) as { readonly interactions: readonly Interaction[] },
);

const faults: Readonly<Record<string, (interaction: Interaction) => void>> = {
  'a misspelt member of a target': ({ request }) => {
    request.body.content.target = { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupID: 'x' };
  },
  'a member of another type of target': ({ request }) => {
    request.body.content.target = { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget', groupId: 'x' };
  },
  'a type of target that nothing names': ({ request }) => {
    request.body.content.target = { '@odata.type': '#microsoft.graph.everybody' };
  },
  'a target of another type': ({ request }) => {
    request.body.content.target = { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: 7 };
  },
  'no target': ({ request }) => {
    delete request.body.content.target;
  },
  'an unknown member': ({ request }) => {
    request.body.content['priority'] = 1;
  },
  'another method': ({ request }) => {
    request.method = 'PUT';
  },
  'another path': ({ request }) => {
    request.path = request.path.replace('/assignments/', '/assignment/');
  },
  'no API version': ({ request }) => {
    request.path = request.path.replace(/^\/[^/]+/, '');
  },
  'another media type': ({ request }) => {
    request.headers['Content-Type'] = ['text/plain'];
  },
  'another status': ({ response }) => {
    response.status = 202;
  },
  'an answer with an id that is a number': ({ response }) => {
    response.body.content['id'] = 7;
  },
  'a member of an answer that nothing names': ({ response }) => {
    response.body.content['priority'] = 1;
  },
  'a misspelt member of a target in an answer': ({ response }) => {
    response.body.content.target['groupID'] = 'x';
  },
};

test('openapi-pact-comparator finds nothing in our pact, and each fault that is planted in it', async () => {
  const [pact] = pacts;
  const [healthy] = (pact?.interactions ?? []).filter(({ request }) => request.body.content.target?.['groupId'] !== undefined);
  if (healthy === undefined) throw new Error('No interaction assigns to a group.');
  const planted = Object.entries(faults).map(([description, plant]) => {
    const altered = structuredClone(healthy);
    altered.description = description;
    plant(altered);
    return altered;
  });
  const ours = folder.write('ours.json', JSON.stringify(pact));
  const faulty = folder.write('faulty.json', JSON.stringify({ ...pact, interactions: [healthy, ...planted] }));
  const { stdout } = await run(comparator, await exportTo('openapi.json'), ours, faulty);
  const [inOurs, inFaulty = []] = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { readonly mockDetails: { readonly interactionDescription: string } }[]);
  expect(pacts).toHaveLength(1);
  expect(inOurs).toEqual([]);
  const found = new Set(inFaulty.map(({ mockDetails }) => mockDetails.interactionDescription));
  expect([...found].sort()).toEqual(Object.keys(faults).sort());
});

const group = { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: 'x' };
const allDevices = { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' };
const filter = { deviceAndAppManagementAssignmentFilterId: 'x', deviceAndAppManagementAssignmentFilterType: 'include' };

testWith('prism')('Prism answers a documented request, and refuses others', async () => {
  const args = ['mock', await exportTo('openapi.json'), '--errors', '--host', '127.0.0.1', '--port', '0'];
  const server = spawn(process.execPath, nodeArgs({ ...prism, args }), { env: nodeEnvironment(prism) });
  try {
    let origin: string | undefined;
    for await (const line of createInterface(server.stdout)) {
      origin = /listening on (http:\S+)/.exec(line)?.[1];
      if (origin !== undefined) break;
    }
    const path = contracts[0]?.paths[0]?.replaceAll(/\{\w+\}/g, 'x') ?? '';
    const headers = { authorization: 'Bearer made-up', 'content-type': 'application/json' };
    const statusOf = async (version: string, target: object, authorized = true): Promise<number> => {
      const { ['content-type']: contentType } = headers;
      const sent = authorized ? headers : { 'content-type': contentType };
      return (await fetch(`${origin ?? ''}/${version}${path}`, { method: 'PATCH', headers: sent, body: JSON.stringify({ target }) }))
        .status;
    };
    expect({
      group: await statusOf('v1.0', group),
      'group without a token': await statusOf('v1.0', group, false),
      'misspelt groupID': await statusOf('v1.0', { ...group, groupId: undefined, groupID: 'x' }),
      'all devices': await statusOf('v1.0', allDevices),
      'groupId on all devices': await statusOf('v1.0', { ...allDevices, groupId: 'x' }),
      'a filter in v1.0': await statusOf('v1.0', { ...group, ...filter }),
      'a filter in beta': await statusOf('beta', { ...group, ...filter }),
    }).toEqual({
      group: 200,
      'group without a token': 401,
      'misspelt groupID': 422,
      'all devices': 200,
      'groupId on all devices': 422,
      'a filter in v1.0': 422,
      'a filter in beta': 200,
    });
  } finally {
    server.kill('SIGKILL');
  }
});
