import type { ApiVersion } from '../contract.js';

/** The API version of a page, by the innermost folder of its path that names one, as in a checkout of Microsoft's pages. */
export function versionOfFolder(file: string): ApiVersion | undefined {
  return lastVersion(file.matchAll(/(?<=^|[\\/])(?:v1\.0|beta)(?=[\\/])/gi));
}

/** The API version that the path of a metadata file names last, as in `v1.0-Prod.csdl` and `clean_v10_metadata`. */
export function versionInPath(file: string): ApiVersion | undefined {
  return lastVersion(file.matchAll(/v1\.?0|beta/gi));
}

function lastVersion(matches: Iterable<RegExpExecArray>): ApiVersion | undefined {
  const last = [...matches].at(-1)?.[0].toLowerCase();
  if (last === undefined) return undefined;
  return last === 'beta' ? 'beta' : 'v1.0';
}
