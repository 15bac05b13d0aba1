import { contracts } from '../../contracts/judge/compiled-contracts.js';
import { Refused } from '../verdict/exit-code.js';
import { isGraphOrigin } from './clouds.js';
import { assignmentPath, type AssignmentIds } from './assignment.js';
import { isLoopback } from '../../recordings/traffic/hosts.js';

/** An assignment that a client may address. `operation` is the name of a contract. */
export interface AllowedAssignment extends AssignmentIds {
  readonly operation: string;
}

/** How many requests a client sends unless told. */
const defaultLimit = 1000;

/**
 * Stands in front of the wire, and lets pass what may be sent: GET and the documented update of the assignments that are allowed, and no more
 * requests than the limit. It judges the URL itself, so that no caller, and no path that was built wrongly, gets around it.
 */
export class RequestGuard {
  private readonly urls: ReadonlySet<string> | 'all';
  private readonly limit: number;
  private passed = 0;

  /**
   * @param allowed unless told, everything on loopback, and nothing elsewhere.
   * @param limit the most requests; a put-back counts like any other.
   * @throws Refused when the origin is neither a Graph of Microsoft nor on loopback.
   */
  constructor(origin: string, allowed: readonly AllowedAssignment[] | undefined, limit = defaultLimit) {
    if (!isGraphOrigin(origin)) throw new Refused(`${origin} is no Microsoft Graph: no token is sent there. Name the cloud of the tenant.`);
    this.urls = allowed === undefined && isLoopback(new URL(origin).hostname) ? 'all' : urlsOf(origin, allowed ?? []);
    this.limit = limit;
  }

  /** Counts a request. @throws Refused when it may not be sent. The message never holds an id. */
  pass(method: string, url: string): void {
    if (this.urls !== 'all' && !this.urls.has(keyOf(method, url))) {
      throw new Refused(
        'A request was about to address something that the configuration does not name. It was not sent. ' +
          'Add the assignment to the configuration, if it may be touched.',
      );
    }
    if (this.passed >= this.limit) {
      throw new Refused(`The limit of ${this.limit} requests is reached, and no more are sent. Raise it if the run is meant to need more.`);
    }
    this.passed += 1;
  }
}

function urlsOf(origin: string, allowed: readonly AllowedAssignment[]): Set<string> {
  return new Set(
    allowed.flatMap((assignment) =>
      contracts
        .filter(({ name }) => name === assignment.operation)
        .flatMap((contract) =>
          contract.apiVersions.flatMap((version) =>
            ['GET', contract.method].map((method) => keyOf(method, `${origin}${assignmentPath(contract, version, assignment)}`)),
          ),
        ),
    ),
  );
}

/** As it goes over the wire: a URL is normalised before it is sent, and may address another object then. */
function keyOf(method: string, url: string): string {
  return `${method} ${new URL(url).href}`;
}
