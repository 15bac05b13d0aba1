import { isObject, type JsonObject } from '../../contracts/json-value.js';
import { isLoopback } from '../../recordings/traffic/hosts.js';
import { assertTlsIsVerified } from '../client/base-url.js';
import { networkFailureCode } from '../client/network-failure.js';
import { OutboundHttp } from '../client/outbound-http.js';
import { ProxyFailure } from '../client/proxy-tunnel.js';
import { CannotRun } from '../verdict/exit-code.js';
import { shownText } from '../verdict/shown-text.js';

export type Variables = Readonly<Record<string, string | undefined>>;

const variables = 'PACT_BROKER_TOKEN, or PACT_BROKER_USERNAME and PACT_BROKER_PASSWORD';
const isItABroker = 'Check that --publish-to is the address of a Pact Broker.';

/** A resource of the broker in HAL: JSON with links. */
export interface HalResource {
  readonly url: string;
  readonly body: JsonObject;
}

/** A request to a link: its name among those of its relation, the values of its template, and what is sent. */
interface Step {
  readonly name?: string;
  readonly values?: Readonly<Record<string, string>>;
  readonly method?: 'GET' | 'POST' | 'PUT';
  readonly json?: object;
}

/** The HTTP interface of a Pact Broker. It follows the links that the broker gives, and only to the origin of its address. */
export class PactBroker {
  private readonly http: OutboundHttp;
  private readonly authorization: string | undefined;
  /** Without a query, which could hold a secret. */
  private readonly address: string;

  /** @throws CannotRun or Refused if there is no broker, or the credentials of the environment may not be sent there. */
  constructor(address: string, environment: Variables) {
    const url = URL.canParse(address) ? new URL(address) : undefined;
    if (url === undefined || !/^https?:$/.test(url.protocol))
      throw new CannotRun('Cannot publish: --publish-to is not an http or https address. Give the address of a Pact Broker.');
    if (url.username !== '' || url.password !== '')
      throw new CannotRun(`Cannot publish: --publish-to holds credentials. Set ${variables} instead.`);
    this.address = url.origin + url.pathname;
    this.http = new OutboundHttp(environment);
    this.authorization = authorizationIn(environment);
    if (this.authorization === undefined) return;
    if (url.protocol !== 'https:' && !isLoopback(url.hostname))
      throw new CannotRun(
        `Cannot sign in to the Pact Broker at ${this.address}: HTTP shows credentials to anyone on the way. Give an https address.`,
      );
    assertTlsIsVerified(address, environment);
  }

  index(): Promise<HalResource> {
    return this.send('GET', this.address);
  }

  /** Follows a link of a resource, and may send JSON to it. @throws CannotRun, without the credentials and without text of the answer. */
  follow({ url, body }: HalResource, relation: string, { name, values = {}, method = 'GET', json }: Step = {}): Promise<HalResource> {
    const links = isObject(body['_links']) ? [body['_links'][relation]].flat().filter(isObject) : [];
    const href = links.find((link) => name === undefined || link['name'] === name)?.['href'];
    if (typeof href !== 'string')
      throw this.failure(
        `gives no link ${relation}${name === undefined ? `. ${isItABroker}` : ` to ${shownText(name)}. Publish the pact first.`}`,
      );
    const filled = href.replaceAll(/\{(\w+)\}/g, (_, variable: string) => encodeURIComponent(values[variable] ?? ''));
    const target = URL.canParse(filled, url) ? new URL(filled, url) : undefined;
    if (target?.origin === new URL(this.address).origin) return this.send(method, target.href, json);
    throw this.failure(
      `gives a link ${relation} to another origin, which is not followed. Correct --publish-to, or the base URL of the broker.`,
    );
  }

  private async send(method: string, url: string, json?: object): Promise<HalResource> {
    const headers = {
      accept: 'application/hal+json',
      ...(json !== undefined && { 'content-type': 'application/json' }),
      ...(this.authorization !== undefined && { authorization: this.authorization }),
    };
    const init = { method, headers, body: json && JSON.stringify(json), redirect: 'manual', signal: AbortSignal.timeout(20_000) } as const;
    const [status, text] = await this.http
      .fetch(url, init)
      .then(async (response) => [response.status, await response.text()] as const)
      .catch((error: unknown) => {
        if (error instanceof ProxyFailure) throw new CannotRun(error.message);
        const code = networkFailureCode(error);
        if (code === 'TIMEOUT') throw this.failure('did not answer within 20 seconds. Check --publish-to, or run again later.');
        throw this.failure(`cannot be reached (${code}). Check --publish-to, and NODE_EXTRA_CA_CERTS for an authority of your own.`);
      });
    const request = `${method} ${new URL(url).pathname}`;
    if (status < 200 || status > 299) throw this.failure(`answers ${status} to ${request}. ${this.nextStep(status)}`);
    const body = jsonObjectIn(text);
    if (body === undefined) throw this.failure(`answers ${request} without JSON. ${isItABroker}`);
    return { url, body };
  }

  private failure(problem: string): CannotRun {
    return new CannotRun(`The Pact Broker at ${this.address} ${problem}`);
  }

  private nextStep(status: number): string {
    if (status === 401) return `${this.authorization === undefined ? 'Set' : 'Check'} ${variables}.`;
    if (status === 403) return 'The account may not do this: give it the right to publish verification results.';
    if (status === 404) return 'Check --publish-to and --consumer-version, and that the pact is published.';
    if (status >= 300 && status < 400) return 'Redirects are not followed: give the address that it redirects to.';
    return status === 429 || status >= 500 ? 'Run again later.' : 'Check --provider-version, --provider-branch and --build-url.';
  }
}

/** @throws CannotRun for a token that no header can hold. */
function authorizationIn(environment: Variables): string | undefined {
  const [token = '', user = '', password = ''] = ['TOKEN', 'USERNAME', 'PASSWORD'].map((name) =>
    environment[`PACT_BROKER_${name}`]?.trim(),
  );
  if (/[^\x21-\x7e]/.test(token)) throw new CannotRun('Cannot use PACT_BROKER_TOKEN: it has characters that no token has. Set it again.');
  if (token !== '') return `Bearer ${token}`;
  return user === '' ? undefined : `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

/** Undefined for a text that is no JSON object. */
export function jsonObjectIn(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
