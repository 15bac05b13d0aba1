import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { apiVersions, type ApiVersion } from '../../contracts/contract.js';
import { systemErrorCode } from '../../recordings/files/system-error.js';
import type { AssignmentIds } from '../client/assignment.js';
import { CannotRun } from '../verdict/exit-code.js';
import { clouds, loopbackCloud, type Cloud, type CloudName } from '../client/clouds.js';
import { configProblems } from './config-problems.js';
import { readConfigText, type Path, type Problem } from './config-text.js';
import { requestLimit } from '../client/request-limit.js';

/** How the run signs in; `auto` takes what the environment offers. See `chooseSignIn`. */
export type SignIn =
  | 'auto'
  | 'client-secret'
  | 'client-certificate'
  | 'github-oidc'
  | 'azure-pipelines'
  | 'workload-identity'
  | 'managed-identity'
  | 'azure-cli';

/** An assignment that may be touched. `operation` is the name of a contract. */
export interface ConfiguredAssignment extends AssignmentIds {
  readonly operation: string;
}

/** What `drift.config.json` says, with every default filled in. */
export interface DriftConfig {
  /** Where it was read; absolute. */
  readonly file: string;
  /** The folder of the journal; absolute. Nobody has created it yet. */
  readonly stateFolder: string;
  readonly tenantId: string;
  readonly cloud: Cloud;
  readonly apiVersions: readonly ApiVersion[];
  readonly signIn: SignIn;
  readonly assignments: readonly ConfiguredAssignment[];
  readonly limits: {
    /** The most requests that a run may send to Graph. */
    readonly requests: number;
    /** After how many minutes a run stops waiting for better weather. */
    readonly minutes: number;
  };
}

/** What the file holds, once it fits the schema. */
type Written = Partial<Pick<DriftConfig, 'apiVersions' | 'signIn' | 'stateFolder'>> &
  Pick<DriftConfig, 'tenantId' | 'assignments'> & {
    readonly cloud?: CloudName | { readonly graph: string; readonly authority: string };
    readonly limits?: Partial<DriftConfig['limits']>;
  };

/** Reads a configuration. @throws CannotRun that lists all that is wrong with it, by line and path, and quotes no value. */
export function readConfig(file: string): DriftConfig {
  const text = readConfigText(readText(file));
  const problems = 'message' in text ? [text] : configProblems(text);
  if ('message' in text || problems.length > 0) throw new CannotRun([`The configuration ${file} cannot be used.`, ...list(problems)]);

  const written = text.value as Written;
  const { tenantId, assignments, cloud = 'global', signIn = 'auto', limits = {}, stateFolder = '.graph-contracts' } = written;
  const versions = apiVersions.filter((version) => written.apiVersions?.includes(version) ?? true);
  return {
    file: resolve(file),
    stateFolder: resolve(dirname(resolve(file)), stateFolder),
    tenantId: tenantId.toLowerCase(),
    cloud: typeof cloud === 'string' ? clouds[cloud] : loopbackCloud(cloud.graph, cloud.authority),
    apiVersions: versions,
    signIn,
    assignments,
    limits: { requests: requestLimit(assignments.length * versions.length), minutes: 15, ...limits },
  };
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === 'ENOENT') throw new CannotRun(`There is no configuration ${file}. \`graph-contracts drift init\` writes one to fill in.`);
    throw new CannotRun(`The configuration ${file} cannot be read (${code}). Give the path of a file with --config.`);
  }
}

function list(problems: readonly Problem[]): string[] {
  return problems.map(({ path, line, message }) => `  line ${line}, ${shown(path)}: ${message}`);
}

/** A path as code would write it: `assignments[1].policyId`. A name that is no plain word is described, for it may be a value that slipped. */
function shown(path: Path): string {
  if (path.length === 0) return 'the whole';
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : /^[$A-Za-z][$\w-]{0,30}$/.test(part) ? `.${part}` : '.(a name)'))
    .join('')
    .replace(/^\./, '');
}
