import type { Agent, buildConnector, RequestInit as UndiciInit } from 'undici';
import { isObject } from '../../contracts/json-value.js';
import type { FetchResponse } from './graph-client.js';
import { certificateError, networkFailureCode } from './network-failure.js';
import { proxySettings, type HttpProxy, type ProxySettings } from './proxy-settings.js';
import { openTunnel, ProxyFailure } from './proxy-tunnel.js';

/** Milliseconds for opening a tunnel, and as many for TLS in it: together less than a sign-in waits for an answer. */
const connectTimeout = 7_000;

/** Sends the requests of a command to other machines: directly, or through the proxy that the environment names. */
export class OutboundHttp {
  /** What failed on the way through the proxy so far, in sentences without credentials and ids. */
  readonly proxyProblems = new Set<string>();
  private readonly settings: ProxySettings | undefined;
  private agent: Agent | undefined;

  constructor(
    environment: Readonly<Record<string, string | undefined>>,
    private readonly timeoutMs = connectTimeout,
  ) {
    this.settings = proxySettings(environment);
  }

  /** The proxy that is used for other machines, if any. @throws CannotRun if it cannot be used. */
  get proxy(): HttpProxy | undefined {
    return this.settings?.proxy;
  }

  /** As the global `fetch`, which is looked up at each call, so that an interceptor installed later is not bypassed. @throws ProxyFailure too. */
  readonly fetch = async (url: string, init: RequestInit): Promise<FetchResponse> => {
    const { settings } = this;
    if (settings === undefined) return globalThis.fetch(url, init);
    // Its agents work with its own `fetch` only.
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- only with a proxy, because the package takes long to load
    const undici = require('undici') as typeof import('undici');
    // A run sends one request after the other, so one tunnel for each host will do.
    this.agent ??= new undici.Agent({ connections: 1, ...this.connection(undici.buildConnector) });
    try {
      return await undici.fetch(url, { ...init, dispatcher: this.agent } as UndiciInit);
    } catch (error) {
      throw this.proxyFailure(url, error) ?? error;
    }
  };

  /** The proxy for a request to this URL. Undefined if it goes directly. @throws CannotRun if the proxy cannot be used. */
  proxyFor(url: URL): HttpProxy | undefined {
    return this.settings?.isDirect(url) === false ? this.settings.proxy : undefined;
  }

  /** Options of a pool of connections that takes the same way. */
  connection(connectorOf: typeof buildConnector): { readonly connect?: buildConnector.connector } {
    if (this.settings === undefined) return {};
    const connect = connectorOf({ timeout: this.timeoutMs, allowH2: false });
    return { connect: connectorThrough((url) => this.proxyFor(url), connect, this.timeoutMs) };
  }

  /** Words the error of a request that went through the proxy, and keeps the sentence. Undefined if it went directly. */
  proxyFailure(url: string, error: unknown): ProxyFailure | undefined {
    const target = new URL(url);
    const proxy = this.proxyFor(target);
    if (proxy === undefined) return undefined;
    const failure = failureThrough(proxy, target.host, error);
    this.proxyProblems.add(failure.message);
    return failure;
  }
}

/** Connects to a host directly, or over TLS in a tunnel. No request is ever sent to a proxy, except for CONNECT. */
function connectorThrough(
  proxyFor: OutboundHttp['proxyFor'],
  connect: buildConnector.connector,
  timeout: number,
): buildConnector.connector {
  return (options, callback) => {
    // In `hostname`, an IPv6 address has no brackets.
    const target = new URL(`${options.protocol}//${options.host ?? options.hostname}`);
    const proxy = proxyFor(target);
    if (proxy === undefined) {
      connect(options, callback);
      return;
    }
    openTunnel(proxy, `${target.hostname}:${target.port === '' ? '443' : target.port}`, timeout).then(
      (httpSocket) => {
        connect({ ...options, httpSocket }, callback);
      },
      (error: unknown) => {
        callback(error as Error, null);
      },
    );
  };
}

/** Words a failed request; never with the message of the error, which could hold anything. */
function failureThrough({ origin, variable }: HttpProxy, host: string, error: unknown): ProxyFailure {
  // `fetch` wraps the error of the connection.
  for (const cause of [error, isObject(error) ? error['cause'] : undefined]) if (cause instanceof ProxyFailure) return cause;
  const code = networkFailureCode(error);
  return new ProxyFailure(
    code,
    certificateError.test(code)
      ? `The certificate of ${host} is not trusted (${code}): it came through the proxy ${origin} (${variable}). ` +
          'If the proxy inspects TLS, name a PEM file with its certificate authority in NODE_EXTRA_CA_CERTS.'
      : `The connection to ${host} failed (${code}) on the way through the proxy ${origin} (${variable}).`,
  );
}
