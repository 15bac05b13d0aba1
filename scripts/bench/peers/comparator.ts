import { sumUp } from '../found.js';
import { recognise, type Peer } from './peer.js';

const patterns = {
  'request without a target': /^request\..*must have required property 'target'/,
  'request with a property that no page names': /^request\..*must NOT have additional properties - priority/,
  'request with a value of another type': /^request\..*must be object/,
  'request with a target type that does not exist': /^request\..*must be equal to one of the allowed values/,
  'request without Content-Type': /^request\.content-type\.missing/,
  'request without Authorization': /^request\.authorization\.missing/,
  'answer 204, without a body': /^response\.status\.unknown/,
  'answer labelled as text': /^response\.content-type\.incompatible/,
  'answer with a value of another type': /^response\..*must be string/,
  'answer with a property that no page names': /^response\..*must NOT have additional properties - priority/,
};

/** The newest version that runs on Node 20: from 2 on it asks for Node 22. Its warnings count as found. */
export const comparator: Peer = {
  name: 'openapi-pact-comparator',
  package: '@pactflow/openapi-pact-comparator',
  version: '1.7.0',
  reads: 'pact',
  script: 'dist/cli.cjs',
  args: ({ input, openApi }) => [openApi, input],
  env: {},
  // The number of pacts that have errors.
  exitCodes: [0, 1],
  found: (stdout) => {
    const findings = JSON.parse(stdout) as readonly { readonly code: string; readonly message: string }[];
    return sumUp(findings.map(({ code, message }) => ({ fault: recognise(`${code} ${message}`, patterns), count: 1 })));
  },
};
