import http from 'node:http';
import https from 'node:https';
import { TestEnvironment } from 'jest-environment-node';

/** What nock replaces when it is loaded, and what a recorder puts its notes before while it records. */
const watched: readonly (readonly [object, readonly string[]])[] = [
  [http, ['ClientRequest', 'request', 'get']],
  [https, ['request', 'get']],
  [http.ClientRequest.prototype, ['write', 'end', 'emit']],
];

const asItWas = watched.flatMap(([owner, names]) =>
  names.map((name) => ({ owner, name, before: Object.getOwnPropertyDescriptor(owner, name) })),
);

/** Puts `node:http` back as it was when this file was loaded. @returns whether it was so. */
export function putNodeHttpBack(): boolean {
  const patched = asItWas.filter(({ owner, name, before }) => Object.getOwnPropertyDescriptor(owner, name)?.value !== before?.value);
  for (const { owner, name, before } of patched) {
    if (before === undefined) Reflect.deleteProperty(owner, name);
    else Object.defineProperty(owner, name, before);
  }
  return patched.length === 0;
}

/**
 * A worker of Jest runs many test files with one `node:http`. A file that leaves it patched (nock does so when it is loaded, a recorder while it
 * records) would change what the next file tests, and which file that is depends on the speed of the machine. So such a file fails itself.
 */
export default class NodeHttpLeftAlone extends TestEnvironment {
  override async teardown(): Promise<void> {
    const leftAlone = putNodeHttpBack();
    await super.teardown();
    if (!leftAlone)
      throw new Error(
        'This test file leaves node:http patched for those after it: stop what it started (nock.restore(), recorder.stop()).',
      );
  }
}
