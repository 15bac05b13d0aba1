/** The page of this run in GitHub Actions or Azure Pipelines; undefined elsewhere. */
export function runUrl(env: NodeJS.ProcessEnv): string | undefined {
  const { GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_RUN_ID, SYSTEM_COLLECTIONURI, SYSTEM_TEAMPROJECT, BUILD_BUILDID } = env;
  if (GITHUB_SERVER_URL && GITHUB_REPOSITORY && GITHUB_RUN_ID)
    return linkableUrl(`${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}`);
  if (SYSTEM_COLLECTIONURI && SYSTEM_TEAMPROJECT && BUILD_BUILDID)
    return linkableUrl(`${SYSTEM_COLLECTIONURI}${encodeURIComponent(SYSTEM_TEAMPROJECT)}/_build/results?buildId=${BUILD_BUILDID}`);
  return undefined;
}

/** Undefined unless it is an HTTPS URL of ordinary length. */
export function linkableUrl(text: unknown): string | undefined {
  if (typeof text !== 'string' || text.length > 500 || !URL.canParse(text)) return undefined;
  const { protocol, username, href } = new URL(text);
  return protocol === 'https:' && username === '' ? href : undefined;
}
