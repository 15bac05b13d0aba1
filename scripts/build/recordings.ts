/** `npm run recordings`: makes the committed recordings from the documented examples and the emulator. See --help. */
import { Command } from 'commander';
import type { ApiVersion, Contract } from '../../contracts/contract.js';
import { contracts, familyOf } from '../../contracts/judge/compiled-contracts.js';
import type { Exchange } from '../../contracts/judge/exchange.js';
import { isObject, valueAt } from '../../contracts/json-value.js';
import { writtenType } from '../../contracts/type-family.js';
import { typesOfMember, valueWords } from '../../contracts/value-words.js';
import { recordingsFolder } from '../../contracts/folders.js';
import { graphOrigins } from '../../recordings/traffic/hosts.js';
import { toDefinition } from '../../recordings/recorder/to-definition.js';
import { RecordingFolder } from '../../recordings/recorder/recording-folder.js';
import { recordingText } from '../../recordings/recorder/recording-text.js';
import type { Origin } from '../../recordings/traffic/recording.js';
import { assertNothingSecret } from '../../recordings/scan/assert-nothing-secret.js';
import { RawTraffic } from '../../recordings/scan/raw-traffic.js';
import { assignmentPath } from '../client/assignment.js';
import { checkAssignment } from '../drift/check-assignment.js';
import { DriftRun } from '../drift/session/drift-run.js';
import { emulatedConnection, type EmulatedConnection } from '../drift/emulated-connection.js';
import { sampleValues } from '../emulator/samples.js';

/** A recording to be committed. It keeps its date while nothing else in it changes. */
interface CommittedRecording {
  readonly file: string;
  readonly textAt: (when: string) => string;
}

interface Circumstances {
  readonly origin: Origin;
  readonly contract: Contract;
  readonly apiVersion: ApiVersion;
  readonly scenario: string;
}

function recordingOf(
  name: string,
  exchanges: readonly Exchange[],
  { origin, contract, apiVersion, scenario }: Circumstances,
): CommittedRecording {
  // Nothing is redacted: every value is made up.
  const recorded = { origin, apiVersion, contract: contract.hash, redaction: 0, scenario };
  return {
    file: `${contract.name}/${name}.json`,
    textAt: (when) => recordingText(exchanges.map((exchange) => toDefinition(exchange, { when, ...recorded }, graphOrigins.global))),
  };
}

/** The example of the page, with made-up ids in its path. */
function documentedExample(contract: Contract): CommittedRecording {
  const [{ request, response } = {}] = contract.examples;
  const ids = { policyId: '00000000-0000-4000-8000-00000000dddd', assignmentId: String(valueAt(response?.body, '/id')) };
  const apiVersion: ApiVersion = request?.url.includes('/beta/') ? 'beta' : 'v1.0';
  const exchange: Exchange = {
    request: {
      method: contract.method,
      url: assignmentPath(contract, apiVersion, ids),
      headers: { ...request?.headers, authorization: 'Bearer {token}' },
      body: request?.body,
    },
    response,
  };
  return recordingOf('200-documented-example', [exchange], {
    origin: 'documentation',
    contract,
    apiVersion,
    scenario: 'the documented example',
  });
}

/** The nightly check of one target type against the emulator. Requests in the other API version are left out. */
async function emulatedCheck(
  connection: EmulatedConnection,
  contract: Contract,
  apiVersion: ApiVersion,
  type: string,
): Promise<CommittedRecording> {
  const written = writtenType(type);
  const { all } = connection.emulator.tenant;
  const ofType = all.find(({ path, members }) => contract.paths.includes(path) && Object.values(members).some(hasType(written)));
  const [policyId, assignmentId] = ofType?.ids ?? [];
  if (policyId === undefined || assignmentId === undefined) throw new Error(`The emulator has no ${type} for ${contract.name}.`);
  const check = { contract, version: apiVersion, ids: { policyId, assignmentId } };
  const run = new DriftRun({ ...connection, checks: [check] }, { failOn: 'breaking', budget: 0 });
  const { exchanges } = await checkAssignment(run, check);
  run.errors.rethrow();
  const ofVersion = exchanges.filter(({ request }) => new URL(request.url).pathname.startsWith(`/${apiVersion}/`));
  const names = contract.settable.map((member) => valueWords(member, typesOfMember(contract, familyOf(contract), member), type));
  const scenario = `update of a ${type} with itself`;
  return recordingOf(`200-${names.join('-')}-${apiVersion}`, ofVersion, { origin: 'emulator', contract, apiVersion, scenario });
}

function hasType(written: string): (value: unknown) => boolean {
  return (value) => isObject(value) && value['@odata.type'] === written;
}

async function allRecordings(): Promise<CommittedRecording[]> {
  const connection = await emulatedConnection({ origin: graphOrigins.global });
  const recordings = contracts.map(documentedExample);
  try {
    for (const contract of contracts) {
      for (const version of contract.apiVersions) {
        for (const type of Object.keys(sampleValues)) recordings.push(await emulatedCheck(connection, contract, version, type));
      }
    }
  } finally {
    await connection.close();
  }
  return recordings;
}

/** Writes or lists the recordings that differ. Returns the exit code. */
async function makeRecordings(isCheck: boolean): Promise<number> {
  const recordings = await allRecordings();
  const folder = new RecordingFolder(recordingsFolder);
  const differing = recordings.filter(({ file, textAt }) => {
    const old = folder.text(file);
    return old === undefined || old !== textAt(/"when": "([^"]+)"/.exec(old)?.[1] ?? '');
  });
  const surplus = folder.list().filter((file) => !recordings.some((recording) => recording.file === file));
  const names = [...differing.map(({ file }) => file), ...surplus]
    .sort()
    .map((file) => `recordings/${file}`)
    .join(', ');
  if (names === '') {
    console.error(`${recordings.length} recordings agree with the pages and the emulator.`);
    return 0;
  }
  if (isCheck) {
    console.error(`Stale: ${names}. Run "npm run recordings", and commit what it writes.`);
    return 1;
  }
  const now = new Date().toISOString();
  const texts = differing.map(({ file, textAt }) => ({ file, text: textAt(now) }));
  assertNothingSecret(texts, new RawTraffic());
  await folder.open();
  folder.write(new Map([...texts.map(({ file, text }) => [file, text] as const), ...surplus.map((file) => [file, undefined] as const)]));
  folder.close();
  console.error(`Written or removed: ${names}.`);
  return 0;
}

const { check } = new Command('recordings')
  .description('Makes the committed recordings from the documented examples and the emulator. None comes from Microsoft Graph.')
  .option('--check', 'write nothing; exit 1 if a committed recording differs from what would be made')
  .parse()
  .opts<{ check?: true }>();
void makeRecordings(check === true).then((code) => {
  process.exitCode = code;
});
