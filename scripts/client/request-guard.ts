import { contracts } from '../../contracts/judge/compiled-contracts.js';
import { isLoopback } from '../../recordings/traffic/hosts.js';
import { Refused } from '../verdict/exit-code.js';
import { assignmentPath, type ConfiguredAssignment } from './assignment.js';
import { isGraphOrigin } from './clouds.js';

/** Requests for one assignment in one API version: every step can be repeated once and half of them retried. */
const perCheck = 40;

/** Requests kept back for restoring the tenant. */
export const reserve = 40;

/** The default limit of requests of a run. @param checks how many assignments are checked; each API version counts. */
export function requestLimit(checks: number): number {
  return reserve + perCheck * checks;
}

/**
 * Lets pass only GET and the documented update of allowed assignments, up to a limit. It judges the final URL, so neither a caller nor a wrongly built
 * path can get around it.
 */
export class RequestGuard {
  private readonly urls: ReadonlySet<string> | 'all';
  private passed = 0;

  /**
   * @param allowed defaults to everything on loopback, and nothing elsewhere.
   * @param limit the most requests, restores included.
   * @throws Refused if the origin is neither Microsoft Graph nor loopback.
   */
  constructor(
    origin: string,
    allowed: readonly ConfiguredAssignment[] | undefined,
    private readonly limit = 1000,
  ) {
    if (!isGraphOrigin(origin))
      throw new Refused(`${origin} is not Microsoft Graph: no token is sent there. Name the cloud of the tenant.`);
    this.urls = allowed === undefined && isLoopback(new URL(origin).hostname) ? 'all' : urlsOf(origin, allowed ?? []);
  }

  /** Counts a request. @throws Refused if it may not be sent. The message holds no id. */
  pass(method: string, url: string): void {
    if (this.urls !== 'all' && !this.urls.has(keyOf(method, url)))
      throw new Refused(
        'A request addressed something that the configuration does not name, and was not sent. Add the assignment to the configuration if it may be touched.',
      );
    if (this.passed >= this.limit)
      throw new Refused(`The limit of ${this.limit} requests is reached: no more are sent. Raise it if the run needs more.`);
    this.passed += 1;
  }
}

function urlsOf(origin: string, allowed: readonly ConfiguredAssignment[]): Set<string> {
  const keys = allowed.flatMap((assignment) =>
    contracts
      .filter(({ name }) => name === assignment.operation)
      .flatMap((contract) =>
        contract.apiVersions.flatMap((version) => {
          const url = `${origin}${assignmentPath(contract, version, assignment)}`;
          return [keyOf('GET', url), keyOf(contract.method, url)];
        }),
      ),
  );
  return new Set(keys);
}

/** With the URL as it is sent: normalized, it may address another object. */
function keyOf(method: string, url: string): string {
  return `${method} ${new URL(url).href}`;
}
