import nock from 'nock';
import { contracts } from '../../contracts/judge/compiled-contracts.js';
import { matchOperation } from '../../contracts/judge/match-operation.js';
import type { Recorded, RecordedDefinition, Recording } from '../recording.js';

/** Recorded exchanges that stand in for Graph until `stop` is called. */
export interface Replay {
  /** Requests that were recorded and not yet asked for: method and path. */
  readonly pending: () => readonly string[];
  /** Lets requests out again, and clears what nock holds: interceptors of your own too, if they are of the same nock. */
  readonly stop: () => void;
}

/**
 * Answers requests of this process from recordings, each exchange once. Method, path, content type and body must be the recorded ones.
 * Every other host is refused; loopback stays open, for servers of the test itself.
 *
 * The nock is the one that this package depends on. npm installs one copy for both if you use the same major version; two copies
 * do not know of each other's interceptors, so do not let them work at the same time.
 * @throws when a recording was made under another contract than today's: what it shows may no longer be what is promised.
 */
export function replay(...recordings: readonly Recording[]): Replay {
  const definitions = recordings.flat();
  for (const definition of definitions) assertSameContract(definition);
  nock.disableNetConnect();
  // nock writes an IPv6 address without its brackets.
  nock.enableNetConnect(/^(?:127\.0\.0\.1|localhost|::1):\d+$/);
  // nock takes a host given as text for a pattern without anchors; ours fits the recorded host and no other.
  const scopes = definitions.map((definition) => define({ ...definition, scope: anchored(definition.scope) }));
  return {
    pending: () => scopes.flatMap((scope) => scope.pendingMocks()),
    stop: () => {
      nock.cleanAll();
      nock.enableNetConnect();
    },
  };
}

/** nock takes a pattern for the scope at run time; its types know text only. */
function define(definition: Omit<RecordedDefinition, 'scope'> & { readonly scope: RegExp }): nock.Scope {
  const [scope] = nock.define([definition as unknown as nock.Definition]);
  if (scope === undefined) throw new Error('nock defined no scope.');
  return scope;
}

function anchored(scope: string): RegExp {
  return new RegExp(`^${scope.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&')}$`);
}

function assertSameContract({ path, recorded }: Pick<RecordedDefinition, 'path'> & { readonly recorded?: Recorded }): void {
  if (recorded === undefined) {
    throw new Error('A definition has no "recorded": it is none of our recordings. Replay it with nock.define, or record it again.');
  }
  const contract = matchOperation(path)?.contract;
  const known = contracts.some(({ hash }) => hash === recorded.contract);
  if (contract === undefined ? !known : contract.hash !== recorded.contract) {
    throw new Error(
      `The recording of ${recorded.when} (${recorded.scenario}) was made under another contract than today's. Record it again: "npm run recordings".`,
    );
  }
}
