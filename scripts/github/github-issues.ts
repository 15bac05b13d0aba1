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
    await this.send('PATCH', `issues/${String(number)}`, change);
  }

  async comment(number: number, body: string): Promise<void> {
    await this.send('POST', `issues/${String(number)}/comments`, { body });
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
      throw new Error(`GitHub answers ${String(response.status)} to ${method} ${path.split('?')[0] ?? ''}. The job needs "issues: write".`);
    }
    return response.json();
  }
}
