import type { ApiVersion, Contract } from '../contract.js';

/** What differs from the page in a path: what the page has there, and what was sent, fit to be shown. */
export interface Misspelt {
  readonly documented: string;
  readonly sent: string;
}

/** The segment of a path in which the API version stands. */
export interface VersionSegment {
  /** Empty if there is none. */
  readonly versionSegment: string;
  readonly version: ApiVersion | undefined;
}

const twoSlashes: Misspelt = { documented: '/', sent: '//' };

/**
 * The API version, which stands before the template. Before it may stand anything, such as the prefix of a proxy, but for what a base URL leaves
 * there that ends with a slash, or with a version of its own.
 * @param from where the template begins.
 * @param misspelt takes what is wrong there.
 */
export function versionBefore(segments: readonly string[], from: number, { apiVersions }: Contract, misspelt: Misspelt[]): VersionSegment {
  const at = lastFilled(segments, from);
  const versionSegment = segments[at] ?? '';
  const version = apiVersions.find((one) => one === versionSegment);
  if (at !== -1 && at < from - 1) misspelt.push(twoSlashes);
  if (version === undefined || at === 0) return { versionSegment, version };
  if (segments[at - 1] === '') misspelt.push(twoSlashes);
  const other = segments[lastFilled(segments, at)]?.toLowerCase();
  if (apiVersions.some((one) => one === other)) misspelt.push({ documented: 'one API version', sent: `${String(other)}/${version}` });
  return { versionSegment, version };
}

/** The place of the last segment before `end` that is not empty; -1 without one. */
function lastFilled(segments: readonly string[], end: number): number {
  let at = end - 1;
  while (at >= 0 && segments[at] === '') at -= 1;
  return at;
}
