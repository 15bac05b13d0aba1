/** `npm run recordings`: makes the committed recordings, from the documented examples and from the emulator. See --help. */
import { Command } from 'commander';
import type { ApiVersion, Contract } from '../../contracts/contract.js';
import { contracts } from '../../contracts/judge/compiled-contracts.js';
import type { Exchange } from '../../contracts/judge/exchange.js';
import { writtenType } from '../../contracts/type-family.js';
import { recordingsFolder } from '../../recordings/recorder/folder.js';
import { graphOrigins } from '../../recordings/traffic/hosts.js';
import { toDefinition } from '../../recordings/traffic/nock/to-definition.js';
import { RecordingFolder } from '../../recordings/recorder/recording-folder.js';
import { recordingText } from '../../recordings/recorder/recording-text.js';
import type { Origin, RecordedDefinition } from '../../recordings/traffic/recording.js';
import { assertNothingSecret } from '../../recordings/scan/assert-nothing-secret.js';
import { RawTraffic } from '../../recordings/scan/raw-traffic.js';
import { assignmentPath } from '../client/assignment.js';
import type { Check } from '../client/check.js';
import { checkOperation } from '../drift/check-assignment.js';
import { emulatedStage, type EmulatedStage } from '../drift/emulated-target.js';
import { Journal } from '../drift/journal/journal.js';
import { Night } from '../drift/drift-run.js';
import { requestLimit } from '../client/request-limit.js';
import { sampleTargets } from '../emulator/tenant.js';

/** Nothing is redacted here: every value is made up. */
const noRedaction = 0;

interface Scenario {
  readonly file: string;
  readonly definitions: (when: string) => readonly RecordedDefinition[];
}

/** The example of the page, under ids that are filled in. */
function documentationScenario(contract: Contract): Scenario {
  const [example] = contract.examples;
  const id = (example?.response?.body as { id?: string } | undefined)?.id ?? '';
  const ids = { policyId: '00000000-0000-4000-8000-00000000dddd', assignmentId: id };
  const version: ApiVersion = example?.request?.url.includes('/beta/') ? 'beta' : 'v1.0';
  const exchange: Exchange = {
    request: {
      method: contract.method,
      url: `${graphOrigins.global}${assignmentPath(contract, version, ids)}`,
      headers: { ...example?.request?.headers, authorization: 'Bearer {token}' },
      body: example?.request?.body,
    },
    response: { status: example?.response?.status ?? 0, headers: example?.response?.headers ?? {}, body: example?.response?.body },
  };
  return {
    file: `${contract.name}/200-documented-example.json`,
    definitions: (when) => [toDefinition(exchange, about('documentation', contract, version, 'the documented example', when))],
  };
}

/** The nightly scenario against the emulator, for one target type. */
async function emulatorScenario(stage: EmulatedStage, contract: Contract, version: ApiVersion, type: string): Promise<Scenario> {
  const written = writtenType(type);
  const ids = stage.emulator.tenant.all.find(({ operation, target }) => operation === contract.name && target['@odata.type'] === written);
  if (ids === undefined) throw new Error(`The emulator has no ${type} for ${contract.name}.`);
  const exchanges = await exchangesOf(stage, { contract, version, ids });
  const name = type.replace(/AssignmentTarget$/, '').replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return {
    file: `${contract.name}/200-${name}-target-${version}.json`,
    definitions: (when) =>
      exchanges.map((exchange) =>
        toDefinition(exchange, about('emulator', contract, version, `update of a ${type} with itself`, when), graphOrigins.global),
      ),
  };
}

/** What went over the wire in the API version that was checked; the night looks at the assignment in another one too. */
async function exchangesOf({ client, tenant, clock, journalFile }: EmulatedStage, check: Check): Promise<Exchange[]> {
  const journal = new Journal(journalFile);
  const stop = new AbortController().signal;
  const night = new Night({ client, tenant, clock, journal, failOn: 'breaking', budget: 0, requestLimit: requestLimit(1), stop });
  const { exchanges } = await checkOperation(night, check);
  night.failures.rethrow();
  return exchanges.filter(({ request }) => new URL(request.url).pathname.startsWith(`/${check.version}/`));
}

function about(
  origin: Origin,
  contract: Contract,
  apiVersion: ApiVersion,
  scenario: string,
  when: string,
): Omit<RecordedDefinition['recorded'], 'requestHeaders'> {
  return { when, origin, apiVersion, contract: contract.hash, redaction: noRedaction, scenario };
}

async function allScenarios(): Promise<Scenario[]> {
  const stage = await emulatedStage({ origin: graphOrigins.global });
  const scenarios = contracts.map(documentationScenario);
  try {
    for (const contract of contracts) {
      for (const version of contract.apiVersions) {
        for (const type of Object.keys(sampleTargets)) scenarios.push(await emulatorScenario(stage, contract, version, type));
      }
    }
  } finally {
    await stage.close();
  }
  return scenarios;
}

/** Writing and checking are one path: both make the same recordings. A recording that says the same as before keeps its date. */
async function makeRecordings(check: boolean): Promise<number> {
  const scenarios = await allScenarios();
  const folder = new RecordingFolder(recordingsFolder);
  const differing = scenarios.filter(({ file, definitions }) => {
    const old = folder.text(file);
    return old === undefined || old !== recordingText(definitions(whenOf(old)));
  });
  const surplus = folder.list().filter((file) => !scenarios.some((scenario) => scenario.file === file));
  const names = [...differing.map(({ file }) => file), ...surplus].sort().map((file) => `recordings/${file}`);
  if (!check && names.length > 0) {
    const now = new Date().toISOString();
    const texts = differing.map(({ file, definitions }) => ({ file, text: recordingText(definitions(now)) }));
    assertNothingSecret(texts, new RawTraffic());
    await folder.open();
    folder.write(new Map([...texts.map(({ file, text }) => [file, text] as const), ...surplus.map((file) => [file, undefined] as const)]));
    folder.close();
  }
  if (names.length === 0) console.error(`${scenarios.length} recordings are what the pages and the emulator give.`);
  else
    console.error(
      check
        ? `Stale: ${names.join(', ')}. Run "npm run recordings", and commit what it writes.`
        : `Written or removed: ${names.join(', ')}.`,
    );
  return check && names.length > 0 ? 1 : 0;
}

function whenOf(text: string): string {
  return /"when": "([^"]+)"/.exec(text)?.[1] ?? '';
}

const program = new Command('recordings')
  .description('Makes the committed recordings from the documented examples and from the emulator. None of them has seen Microsoft Graph.')
  .option('--check', 'write nothing; exit 1 if a committed recording is not what would be made')
  .parse();

void makeRecordings(program.opts<{ check?: boolean }>().check === true).then((code) => {
  process.exitCode = code;
});
