import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

interface Issue {
  number: number;
  title: string;
  body: string;
  state: string;
  labels: readonly string[];
  comments: string[];
}

/** The part of GitHub that the nightly workflows need, on loopback. */
export class GitHubStub {
  readonly issues: Issue[] = [];
  readonly labels: string[] = [];
  /** The answer to every request, in place of that of GitHub. */
  refusal?: { readonly status: number; readonly headers: Readonly<Record<string, string>> };
  constructor(private readonly label: string) {}

  private readonly server: Server = createServer((request, response) => {
    void text(request).then((body) => {
      const [status, answer] =
        request.headers.authorization === 'Bearer made-up'
          ? this.answer(`${request.method ?? ''} ${request.url ?? ''}`, JSON.parse(body || '{}') as Partial<Issue>)
          : ([401, {}] as const);
      response.writeHead(this.refusal?.status ?? status, { 'content-type': 'application/json', ...this.refusal?.headers });
      response.end(JSON.stringify(answer));
    });
  });

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private answer(request: string, sent: Partial<Issue> & { name?: string }): readonly [status: number, body: unknown] {
    const repository = '/repos/an-owner/a-repository';
    if (request === `POST ${repository}/labels`) {
      if (this.labels.includes(sent.name ?? '')) return [422, {}];
      return [201, this.labels.push(sent.name ?? '')];
    }
    if (request.startsWith(`GET ${repository}/issues?state=open&`) && request.includes(`labels=${this.label}`))
      return [200, this.issues.filter(({ state, labels }) => state === 'open' && labels.includes(this.label))];
    if (request === `POST ${repository}/issues`) {
      const { title = '', body = '', labels = [] } = sent;
      return [201, this.issues.push({ number: this.issues.length + 1, title, body, state: 'open', labels, comments: [] })];
    }
    const [, start, number, comments] = /^(.*\/issues\/)(\d+)(\/comments)?$/.exec(request) ?? [];
    const issue = this.issues[Number(number) - 1];
    if (issue === undefined) return [404, {}];
    if (start === `POST ${repository}/issues/` && comments !== undefined) issue.comments.push(sent.body ?? '');
    else if (start === `PATCH ${repository}/issues/`) Object.assign(issue, sent);
    return [200, issue];
  }
}
