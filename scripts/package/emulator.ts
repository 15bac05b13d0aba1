/** The export `graph-assignment-contracts/emulator`, for tests: the emulator of `serve` in their own process. */
import type { ApiVersion, Contract } from '../../contracts/contract.js';
import { contracts as ours } from '../../contracts/judge/compiled-contracts.js';
import type { ExchangeRequest, Headers } from '../../contracts/judge/exchange.js';
import type { Finding } from '../../contracts/judge/finding.js';
import type { Judgement } from '../../contracts/judge/judge.js';
import { isUnreadable } from '../../contracts/judge/unparsed-request.js';
import { Operations } from '../../contracts/judge/match-operation.js';
import { parseBody } from '../../contracts/judge/body.js';
import { refuseUnknownOptions } from '../../contracts/known-options.js';
import { Emulator } from '../emulator/emulator.js';
import { readSeed, type Seed } from '../emulator/seed.js';
import { assertSimulation, type SimulationName } from '../emulator/simulations.js';
import type { IssuedCertificate } from '../http/issue-certificate.js';
import { GraphServer } from '../serve/graph-server.js';
import type { JudgedRequest, Reply } from '../serve/reply.js';

export type { Seed, SeedAssignment, SeedPolicy } from '../emulator/seed.js';
export type { SimulationName } from '../emulator/simulations.js';

export interface StartEmulatorOptions {
  /** The initial policies. Default: samples of each target. */
  readonly seed?: Seed;
  /** Answers 404 for an assignment that it does not begin with. By default it is made when a request names it first. */
  readonly knownIds?: boolean;
  /** The answer to each valid update, such as `throttled`. Default: that of a healthy Graph. */
  readonly simulate?: SimulationName;
  /** Operations that are judged besides ours, such as those of `contractsFrom('companions')`. */
  readonly contracts?: readonly Contract[];
  /** False accepts requests without a token: some clients send it over HTTPS only. */
  readonly token?: boolean;
  /** Default: any free one. */
  readonly port?: number;
  /** Serves HTTPS, with a certificate for this run. */
  readonly https?: boolean;
}

const options = [
  'seed',
  'knownIds',
  'simulate',
  'contracts',
  'token',
  'port',
  'https',
] as const satisfies readonly (keyof StartEmulatorOptions)[];

/** A request to the emulator, its answer, and how the request was judged. `expect(exchange).toKeepContract()` takes it too. */
export interface EmulatedExchange {
  /** Credentials are left out. */
  readonly request: ExchangeRequest;
  /** Absent if the connection was dropped. */
  readonly response?: { readonly status: number; readonly headers: Headers; readonly body?: unknown };
  /** `disagrees` with a breaking finding; `outside` for an operation that is not judged; `inconclusive` if the request could not be read. */
  readonly outcome: 'agrees' | 'disagrees' | 'inconclusive' | 'outside';
  /** Empty for an operation that is not judged. */
  readonly operation: string;
  readonly version: ApiVersion | undefined;
  readonly findings: readonly Finding[];
}

export interface RunningEmulator {
  /** The base URL of Graph for the client, such as `http://127.0.0.1:49152`. */
  readonly url: string;
  /** With `https`: the PEM certificate that clients must trust, such as by their option `ca`. */
  readonly authority: string | undefined;
  /** In the order of the requests; those of a batch one by one. */
  readonly exchanges: readonly EmulatedExchange[];
  /** Changes the answer to each further update. */
  simulate: SimulationName | undefined;
  /** Restores the initial policies, and clears the exchanges. */
  readonly reset: () => void;
  readonly close: () => Promise<void>;
}

/**
 * Starts the emulator on loopback. The process does not end before `close`.
 * @throws TypeError for an unknown option; Error for a seed with mistakes, an unknown simulation or a port that is taken.
 */
export async function startEmulator(given: StartEmulatorOptions = {}): Promise<RunningEmulator> {
  refuseUnknownOptions('startEmulator()', given, options);
  if (given.contracts !== undefined && typeof given.contracts !== 'object')
    throw new TypeError("contracts of startEmulator() is a list of contracts, such as contractsFrom('companions').");
  const contracts = [...ours, ...(given.contracts ?? [])];
  assertSimulation(given.simulate);
  const emulator = new Emulator({
    contracts,
    simulate: given.simulate,
    anyIds: given.knownIds !== true,
    seed: given.seed === undefined ? undefined : readSeed(given.seed, contracts),
  });
  const exchanges: EmulatedExchange[] = [];
  let bug: { readonly error: unknown } | undefined;
  const certificate = given.https === true ? forThisRun() : undefined;
  const server = new GraphServer(
    ({ request, origin, judgement }) => emulator.answer(request, origin, judgement),
    (judged, reply) => exchanges.push(exchangeOf(judged, reply)),
    (error) => {
      bug ??= { error };
    },
    { requiresToken: given.token !== false, operations: new Operations(contracts), certificate },
  );
  const url = await server.listen(given.port ?? 0, '127.0.0.1');
  return {
    url,
    authority: certificate?.authority,
    exchanges,
    get simulate() {
      return emulator.simulate;
    },
    set simulate(name) {
      assertSimulation(name);
      emulator.simulate = name;
    },
    reset: () => {
      emulator.reset();
      emulator.simulate = given.simulate;
      exchanges.length = 0;
    },
    close: async () => {
      await server.close();
      if (bug !== undefined) throw bug.error;
    },
  };
}

function forThisRun(): IssuedCertificate {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- few tests need it, and it takes longer to load than the rest
  const { issueCertificate } = require('../http/issue-certificate.js') as typeof import('../http/issue-certificate.js');
  return issueCertificate(['localhost', '127.0.0.1', '::1'], Date.now());
}

function exchangeOf({ request, judgement }: JudgedRequest, { status, headers, body, drop }: Reply): EmulatedExchange {
  const read = parseBody(body);
  const { operation, version, findings } = judgement.kind === 'outside' ? notJudged : judgement;
  return {
    request: { ...request, headers: withoutCredentials(request.headers) },
    ...(drop !== true && { response: { status, headers, body: read.kind === 'json' ? read.value : body } }),
    outcome: outcomeOf(judgement),
    operation,
    version,
    findings,
  };
}

const notJudged = { operation: '', version: undefined, findings: [] } as const;

function outcomeOf(judgement: Judgement): EmulatedExchange['outcome'] {
  if (judgement.kind === 'outside') return 'outside';
  if (judgement.findings.some(({ severity }) => severity === 'breaking')) return 'disagrees';
  return isUnreadable(judgement) ? 'inconclusive' : 'agrees';
}

/** A test that fails may print them. */
function withoutCredentials(headers: Headers = {}): Headers {
  const credentials = /^(?:authorization|proxy-authorization|cookie)$/i;
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      credentials.test(name) ? String(value).replace(/^(\w+ )?.*/s, '$1REDACTED') : value,
    ]),
  );
}
