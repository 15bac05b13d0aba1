/** What a probe says of each answer that the emulator can give. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { simulations, type SimulationName } from '../../../../scripts/emulator/simulations.js';
import { useTemporaryFolder } from '../../../recordings/temporary-folder.js';
import { probeEmulator, probeIn } from './probe-run.js';

interface Expected {
  readonly exitCode: number;
  readonly routed: string;
  /** The sentences on the answer, without those that are the same for all. */
  readonly says: readonly string[];
  /** The first sentence of the reading. */
  readonly reading: string;
}

const expected = JSON.parse(readFileSync(join(__dirname, 'answers.json'), 'utf8')) as Readonly<Record<string, Expected>>;
const folder = useTemporaryFolder();

/** Sentences that stand in `same` below, or repeat the headers. */
const ofAll = /^(?:One PATCH|The read in |By the metadata|State: |Origin: |Headers of |A single answer)/;

const same = {
  apiVersion: 'v1.0',
  day: '2026-11-30',
  origin: 'emulator',
  tenant: 'unchanged',
  answer: { milliseconds: 0, documentedStatus: 200 },
  reads: [
    { apiVersion: 'v1.0', members: ['/id', '/target', '/target/groupId'], controlInformation: ['/@odata.context', '/target/@odata.type'] },
    { apiVersion: 'beta', members: expect.arrayContaining(['/source', '/target']) as string[] },
  ],
};

test('the table has each simulation', () => {
  expect(Object.keys(expected).sort()).toEqual(Object.keys(simulations).sort());
});

test.each((Object.keys(simulations) as SimulationName[]).map((name) => [name] as const))('%s', async (name) => {
  const result = await probeEmulator(name, folder.path);
  const probe = probeIn(result);
  expect(probe).toMatchObject(same);
  expect(result.report.night).toMatchObject({ requests: 5, updates: 1 });
  expect(result.recorded?.exchanges).toBe(5);
  const shown: Expected = {
    exitCode: result.report.exitCode,
    routed: probe.routed,
    says: probe.sentences.filter((sentence) => !ofAll.test(sentence)),
    reading: probe.reading.reading.split(' /target/')[0] ?? '',
  };
  expect(shown).toEqual(expected[name]);
  expect(probe.sentences.some((sentence) => sentence.startsWith('A single answer'))).toBe(result.report.exitCode === 1);
});
