import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import { certificateError, networkFailureCode } from './network-failure.js';
import type { HttpProxy } from './proxy-settings.js';

/** A connection through a proxy failed. The message names both hosts, and holds no credentials. */
export class ProxyFailure extends Error {
  override readonly name = 'ProxyFailure';

  /** @param code such as `PROXY_407`, `PROXY_TIMEOUT`, or the code of a network error. */
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Opens a tunnel. The proxy learns host and port of the target, and no more, since the caller starts TLS in the tunnel.
 * @param target host and port. @param timeoutMs milliseconds after which the attempt is given up.
 * @throws ProxyFailure
 */
export function openTunnel(proxy: HttpProxy, target: string, timeoutMs: number): Promise<Socket> {
  const send = proxy.origin.startsWith('https:') ? httpsRequest : httpRequest;
  const { authorization } = proxy;
  const request = send(proxy.origin, { method: 'CONNECT', path: target, headers: { host: target }, agent: false });
  // Not among the options, which Node logs for NODE_DEBUG.
  if (authorization !== undefined) request.setHeader('proxy-authorization', authorization);
  return new Promise((resolve, reject) => {
    const fail = (code: string, problem: string): void => {
      reject(new ProxyFailure(code, `The proxy ${proxy.origin} (${proxy.variable}) ${problem}`));
      request.destroy();
    };
    const timer = setTimeout(() => {
      fail('PROXY_TIMEOUT', `opened no connection to ${target} within ${timeoutMs / 1000} s. Check that it is up.`);
    }, timeoutMs);
    request.on('connect', (response, socket, head) => {
      clearTimeout(timer);
      const { statusCode: status = 0 } = response;
      if (status >= 200 && status < 300) {
        socket.unshift(head);
        resolve(socket);
      } else {
        socket.on('error', () => undefined).destroy();
        fail(`PROXY_${status}`, `refused a connection to ${target} with ${status}. ${refusalAdvice(proxy, response)}`);
      }
    });
    request.on('error', (error) => {
      clearTimeout(timer);
      const code = networkFailureCode(error);
      fail(`PROXY_${code}`, connectionProblem(code, target));
    });
    request.end();
  });
}

function refusalAdvice({ variable, origin, authorization }: HttpProxy, { statusCode = 0, headers }: IncomingMessage): string {
  if (statusCode >= 500) return 'It does not reach the host, or is busy. Run again; if it stays, ask its operator.';
  if (statusCode !== 407) return 'Ask its operator to allow this host, or list the host in NO_PROXY if it can be reached directly.';
  const schemes = headers['proxy-authenticate'];
  if (schemes !== undefined && !/\bbasic\b/i.test(schemes))
    return 'It does not offer Basic, the only way to sign in to a proxy that is supported.';
  if (authorization !== undefined) return `Check user name and password in ${variable}.`;
  return `Give user name and password in ${variable}, as ${origin.replace('://', '://user:password@')}.`;
}

/** The proxy has ended the connection, or speaks another protocol. */
const brokenOff = /^(?:ECONNRESET|EPIPE|EPROTO|ERR_SSL|HPE)/;

function connectionProblem(code: string, target: string): string {
  if (certificateError.test(code))
    return `has a certificate that is not trusted (${code}). Name a PEM file with its certificate authority in NODE_EXTRA_CA_CERTS.`;
  return brokenOff.test(code)
    ? `closed the connection, or did not answer in HTTP, when a connection to ${target} was requested (${code}). Check its scheme and port.`
    : `could not be reached (${code}). Check its address, and that it is up.`;
}
