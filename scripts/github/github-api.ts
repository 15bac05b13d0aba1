export interface Repository {
  /** Such as `https://api.github.com/repos/owner/name`. */
  readonly url: string;
  readonly token: string;
}

/**
 * Sends a request to the REST API of GitHub. @param accepted a status to accept besides success.
 * @returns the JSON of the response. @throws Error with the next step, without the token.
 */
export async function sendToGitHub(
  { url, token }: Repository,
  method: string,
  path: string,
  body?: object,
  accepted?: number,
): Promise<unknown> {
  const response = await fetch(`${url}/${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${token}`,
      Accept: 'application/vnd.github+json',
      'X-GitHub-Api-Version': '2022-11-28',
      'Content-Type': 'application/json',
    },
    body: body && JSON.stringify(body),
  });
  if (!response.ok && response.status !== accepted)
    throw new Error(`GitHub answers ${response.status} to ${method} ${path.split('?')[0] ?? ''}.${nextStep(response)}`);
  return response.json();
}

/** The next step after an error, after a space; empty if unknown. */
function nextStep({ status, headers }: Response): string {
  const isLimit = status === 429 || (status === 403 && (headers.has('retry-after') || headers.get('x-ratelimit-remaining') === '0'));
  if (isLimit || status >= 500) return ' Run this job again later.';
  if (status === 401) return ' GITHUB_TOKEN must be the token of this job.';
  // GitHub answers 404 if a token lacks the permission.
  if (status === 403 || status === 404) return ' The job needs "issues: write".';
  return status === 410 ? ' Enable issues in the repository.' : '';
}
