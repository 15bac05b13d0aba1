import http from 'node:http';
import https from 'node:https';
import { TestEnvironment } from 'jest-environment-node';

const { ClientRequest, request, get } = http;
const { request: secureRequest, get: secureGet } = https;

/**
 * A worker of Jest runs many test files with one `node:http`. A file that leaves it patched (nock does so when it is loaded, a recorder while it
 * records) would change what the next file tests, and which file that is depends on the speed of the machine. So such a file fails itself.
 */
export default class NodeHttpLeftAlone extends TestEnvironment {
  override async teardown(): Promise<void> {
    const patched =
      http.ClientRequest !== ClientRequest ||
      http.request !== request ||
      http.get !== get ||
      https.request !== secureRequest ||
      https.get !== secureGet;
    Object.assign(http, { ClientRequest, request, get });
    Object.assign(https, { request: secureRequest, get: secureGet });
    await super.teardown();
    if (patched)
      throw new Error(
        'This test file leaves node:http patched for those after it: stop what it started (nock.restore(), recorder.stop()).',
      );
  }
}
