import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { apiVersions, type ApiVersion } from '../../contracts/contract.js';
import { systemErrorCode } from '../../recordings/files/system-error.js';
import type { ConfiguredAssignment } from '../client/assignment.js';
import { clouds, loopbackCloud, type Cloud, type CloudName } from '../client/clouds.js';
import { requestLimit } from '../client/request-guard.js';
import { CannotRun } from '../verdict/exit-code.js';
import { configProblems, readConfigText, type ConfigProblem } from './config-problems.js';
import type { SignInMethod } from './sign-in-method.js';

/** The configuration of a tenant, defaults filled in. */
export interface DriftConfig {
  /** Absolute path of the folder of the journal, which may not exist yet. */
  readonly stateFolder: string;
  readonly tenantId: string;
  readonly cloud: Cloud;
  readonly apiVersions: readonly ApiVersion[];
  /** `auto` chooses by the environment. See `chooseMethod`. */
  readonly signIn: 'auto' | SignInMethod;
  /** Nothing else may be touched. */
  readonly assignments: readonly ConfiguredAssignment[];
  readonly limits: {
    /** The most requests that a run may send to Graph. */
    readonly requests: number;
    /** Minutes of retries in a run. */
    readonly minutes: number;
  };
}

/** The content of a file that fits the schema. */
type ConfigFile = Partial<Pick<DriftConfig, 'apiVersions' | 'signIn' | 'stateFolder'>> &
  Pick<DriftConfig, 'tenantId' | 'assignments'> & {
    readonly cloud?: CloudName | { readonly graph: string; readonly authority: string };
    readonly limits?: Partial<DriftConfig['limits']>;
  };

/** Reads a configuration. @throws CannotRun that lists all mistakes by line and path, and quotes no value. */
export function readConfig(file: string): DriftConfig {
  const text = readConfigText(fileText(file));
  const problems = 'message' in text ? [text] : configProblems(text);
  if ('message' in text || problems.length > 0) throw new CannotRun([`The configuration ${file} cannot be used.`, ...problems.map(lineOn)]);

  const written = text.value as ConfigFile;
  const { tenantId, assignments, cloud = 'global', signIn = 'auto', limits = {}, stateFolder = '.graph-contracts' } = written;
  const versions = apiVersions.filter((version) => written.apiVersions?.includes(version) ?? true);
  return {
    stateFolder: resolve(dirname(resolve(file)), stateFolder),
    tenantId: tenantId.toLowerCase(),
    cloud: typeof cloud === 'string' ? clouds[cloud] : loopbackCloud(cloud.graph, cloud.authority),
    apiVersions: versions,
    signIn,
    assignments,
    limits: { requests: requestLimit(assignments.length * versions.length), minutes: 15, ...limits },
  };
}

function fileText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === 'ENOENT') throw new CannotRun(`There is no configuration ${file}. \`graph-contracts drift init\` writes a template.`);
    throw new CannotRun(`The configuration ${file} cannot be read (${code}). Give the path of a file with --config.`);
  }
}

/** Shows a path as code does: `assignments[1].policyId`. An unusual name is not quoted: it may be a misplaced value. */
function lineOn({ line, path, message }: ConfigProblem): string {
  const parts = path.map((part) => {
    if (typeof part === 'number') return `[${part}]`;
    return /^[$A-Za-z][$\w-]{0,30}$/.test(part) ? `.${part}` : '.(a name)';
  });
  return `  line ${line}, ${parts.length === 0 ? 'the whole' : parts.join('').replace(/^\./, '')}: ${message}`;
}
