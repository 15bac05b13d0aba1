import type { ApiVersion } from '../contract.js';
import type { Page } from './page/page.js';

/** The API version of a page, by the innermost folder of its path that names one, as in a checkout of Microsoft's pages. */
export function versionOfFolder(file: string): ApiVersion | undefined {
  return lastVersion(file.matchAll(/(?<=^|[\\/])(?:v1\.0|beta)(?=[\\/])/gi));
}

/** The API version that the path of a metadata file names last, as in `v1.0-Prod.csdl` and `clean_v10_metadata`. */
export function versionInPath(file: string): ApiVersion | undefined {
  return lastVersion(file.matchAll(/v1\.?0|beta/gi));
}

/** Whether a page of an operation says that it is about beta. One with zones is about both versions. */
export function isBetaOnly({ file, lines }: Pick<Page, 'file' | 'lines'>): boolean {
  if (versionOfFolder(file) === 'v1.0' || lines.some((line) => /^\s*:{3,}\s*zone\b/.test(line))) return false;
  return lines.some((line) => /\bAPIs under the `?\/beta`? version\b|\[!INCLUDE \[beta-disclaimer\]/i.test(line));
}

function lastVersion(matches: Iterable<RegExpExecArray>): ApiVersion | undefined {
  const last = [...matches].at(-1)?.[0].toLowerCase();
  if (last === undefined) return undefined;
  return last === 'beta' ? 'beta' : 'v1.0';
}
