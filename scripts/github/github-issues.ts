export interface Issue {
  readonly number: number;
  readonly body: string | null;
  readonly pull_request?: unknown;
}

/** The issues of one repository, over GitHub's REST API. */
export class GitHubIssues {
  /** @param api such as `https://api.github.com`. @param repository `owner/name`. */
  constructor(
    private readonly api: string,
    private readonly repository: string,
    private readonly token: string,
  ) {}

  /** The open issues with a label, the oldest first. */
  async open(label: string): Promise<Issue[]> {
    const issues = await this.send('GET', `issues?state=open&sort=created&direction=asc&per_page=100&labels=${encodeURIComponent(label)}`);
    return (issues as Issue[]).filter(({ pull_request }) => pull_request === undefined);
  }

  async create(issue: { readonly title: string; readonly body: string; readonly labels: readonly string[] }): Promise<Issue> {
    return (await this.send('POST', 'issues', issue)) as Issue;
  }

  async update(number: number, change: Readonly<Record<string, string>>): Promise<void> {
    await this.send('PATCH', `issues/${number}`, change);
  }

  async comment(number: number, body: string): Promise<void> {
    await this.send('POST', `issues/${number}/comments`, { body });
  }

  /** Makes a label, unless there is one of that name. */
  async ensureLabel(name: string, description: string): Promise<void> {
    await this.send('POST', 'labels', { name, description, color: 'b60205' }, [422]);
  }

  private async send(method: string, path: string, body?: object, taken: readonly number[] = []): Promise<unknown> {
    const response = await fetch(`${this.api}/repos/${this.repository}/${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${this.token}`,
        Accept: 'application/vnd.github+json',
        'X-GitHub-Api-Version': '2022-11-28',
        'Content-Type': 'application/json',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok && !taken.includes(response.status)) {
      throw new Error(`GitHub answers ${response.status} to ${method} ${path.split('?')[0] ?? ''}.${nextStep(response)}`);
    }
    return response.json();
  }
}

/** What to do about a refusal, after a blank; empty if nothing is known. */
function nextStep({ status, headers }: Response): string {
  const isLimit = status === 429 || (status === 403 && (headers.has('retry-after') || headers.get('x-ratelimit-remaining') === '0'));
  if (isLimit || status >= 500) return ' That passes: run this job again later.';
  if (status === 401) return ' GITHUB_TOKEN has to be the token of this job.';
  // GitHub says "not found" of what a token may not see.
  if (status === 403 || status === 404) return ' The job needs "issues: write".';
  return status === 410 ? ' Turn the issues of the repository on.' : '';
}
