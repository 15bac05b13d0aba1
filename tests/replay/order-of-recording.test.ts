/** A client that was recorded gets the same answers again, in the same order, also from several files. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Recording } from '../../recordings/traffic/recording.js';
import { Recorder } from '../../recordings/recorder/recorder.js';
import { useTemporaryFolder } from '../recordings/temporary-folder.js';
import { runCli } from '../run-cli.js';
import { useReplay } from './committed-recordings.js';

const graph = 'https://graph.microsoft.com';
const policies = { A: '22222222-2222-4222-8222-222222222222', B: '33333333-3333-4333-8333-333333333333' };
const allDevices = 'adadadad-808e-44e2-905a-0b7873a8a531';
const body = { target: { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' } };

type Policy = keyof typeof policies;

function pathTo(policy: Policy): string {
  return `/v1.0/deviceManagement/deviceConfigurations/${policies[policy]}/assignments/${policies[policy]}_${allDevices}`;
}

const folder = useTemporaryFolder();
const replay = useReplay();

/** Records updates with these answers. */
async function record(answered: readonly (readonly [Policy, number])[]): Promise<Recording[]> {
  const recorder = await Recorder.open({ folder: folder.path, scenario: 'an order' });
  for (const [policy, status] of answered) {
    recorder.add({
      request: { method: 'PATCH', url: `${graph}${pathTo(policy)}`, headers: { 'content-type': 'application/json' }, body },
      response: {
        status,
        headers: { 'content-type': 'application/json' },
        body: status === 200 ? { id: `${policies[policy]}_${allDevices}`, ...body } : { error: { code: 'No', message: 'No.' } },
      },
    });
  }
  const { files } = recorder.close();
  const recordings = files.map((file) => JSON.parse(readFileSync(join(folder.path, file), 'utf8')) as Recording);
  // Timestamps are unique: they hold the order.
  expect(new Set(recordings.flat().map(({ recorded }) => recorded.when)).size).toBe(answered.length);
  return recordings;
}

/** Answers by policy: `A429` is a response to policy A with status 429. */
const orders: readonly (readonly [string, readonly (readonly [Policy, number])[]])[] = (
  [
    ['throttled, and tried again', 'A429 A200'],
    ['an outage that lasts', 'A503 A503 A200'],
    ['failures between two updates', 'A200 A429 A503 A200'],
    ['one policy refused, another not', 'A403 B200'],
    ['two policies in turn', 'B503 A429 B200 A404 B429 A200'],
  ] as const
).map(([name, answers]) => [name, answers.split(' ').map((answer) => [answer.charAt(0) as Policy, Number(answer.slice(1))])]);

async function update(url: string): Promise<number> {
  const answer = await fetch(url, { method: 'PATCH', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  return answer.status;
}

test.each(orders)('%s: replayed in Node', async (_, answered) => {
  replay(...(await record(answered)), { ownIds: true });
  const statuses: number[] = [];
  for (const [policy] of answered) statuses.push(await update(`${graph}${pathTo(policy)}`));
  expect(statuses).toEqual(answered.map(([, status]) => status));
});

test.each(orders)('%s: served', async (_, answered) => {
  await record(answered);
  const client = `(async () => {
    for (const path of ${JSON.stringify(answered.map(([policy]) => pathTo(policy)))}) {
      const { status } = await fetch(process.env.GRAPH_BASE_URL + path, {
        method: 'PATCH',
        headers: { authorization: 'Bearer made-up', 'content-type': 'application/json' },
        body: ${JSON.stringify(JSON.stringify(body))},
      });
      console.log('status ' + status);
    }
  })()`;
  const { code, stdout } = await runCli(['serve', '--recordings', folder.path, '--own-ids', '--', process.execPath, '-e', client]);
  expect({ code, statuses: [...stdout.matchAll(/^status (\d+)$/gm)].map(([, status]) => Number(status)) }).toEqual({
    code: 0,
    statuses: answered.map(([, status]) => status),
  });
});

test('the recorded ids are answered in that order too', async () => {
  const recordings = await record([
    ['A', 429],
    ['A', 503],
    ['A', 200],
  ]);
  replay(...recordings);
  const url = `${graph}${recordings[0]?.[0]?.path ?? ''}`;
  expect([await update(url), await update(url), await update(url)]).toEqual([429, 503, 200]);
});
