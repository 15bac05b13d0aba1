import { readFileSync } from 'node:fs';
import { sumUp } from '../found.js';
import { recognise, type Peer } from './peer.js';

const patterns = {
  'request without a target': /^Request is missing required field "target"/,
  'request with a property that no page names': /^Request has undocumented field "priority"/,
  'request with a value of another type': /^Request field "target" must be object/,
  'request with a target type that does not exist': /^Request field "target\.@odata\.type" has a value outside/,
  'request without Content-Type': /^Request.*content-type/i,
  'request without Authorization': /^Request does not satisfy documented OpenAPI security/,
  'answer 204, without a body': /\b204\b|^Response.*status/i,
  'answer labelled as text': /^Response.*content-type/i,
  'answer without an id': /^Response is missing required field "id"/,
  'answer with a value of another type': /^Response field "id" must be string/,
};

interface DriftReport {
  readonly problems: readonly { readonly message: string; readonly occurrences: number }[];
}

/** The newest version that runs on Node 20. Findings below a warning, such as headers that the description does not name, are left out. */
export const redocly: Peer = {
  name: 'Redocly drift',
  package: '@redocly/cli',
  version: '2.77.0',
  reads: 'har',
  script: 'bin/cli.js',
  args: ({ input, openApi, report }) => [
    'drift',
    input,
    '--api',
    openApi,
    '--traffic-format',
    'har',
    '--min-severity',
    'warning',
    '--format',
    'json',
    '--output',
    report,
  ],
  env: { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
  exitCodes: [0, 1],
  found: (_stdout, reportFile) => {
    const { problems } = JSON.parse(readFileSync(reportFile, 'utf8')) as DriftReport;
    return sumUp(problems.map(({ message, occurrences }) => ({ fault: recognise(message, patterns), count: occurrences })));
  },
};
