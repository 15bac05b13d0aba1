import { explainFailure, SignInFailure } from '../../../scripts/tenant/sign-in-failure.js';
import type { LastResponse } from '../../../scripts/tenant/watched-http.js';

const secret = 'a message with made-up-secret in it';

test.each<[last: LastResponse | undefined, kind: string, message: string]>([
  [{ status: 200 }, 'outage', 'it answered 200. Run again.'],
  [{ status: 307 }, 'outage', '307'],
  [{ status: 408 }, 'outage', '408'],
  [{ status: 429 }, 'outage', '429'],
  [{ status: 500 }, 'outage', '500'],
  [{ status: 400, busy: true }, 'outage', '400'],
  ...[50_087, 90_006, 90_033, 90_055, 90_100].map((entraCode): [LastResponse, string, string] => [
    { status: 400, entraCode },
    'outage',
    `400, AADSTS${entraCode}. Run again.`,
  ]),
  [{ status: 400 }, 'unauthorized', '400. Look up the number'],
  [{ status: 499 }, 'unauthorized', '499. Look up the number'],
  [{ status: 400, entraCode: 90_034 }, 'unauthorized', '400, AADSTS90034. Look up the number'],
  [{ status: 400, entraCode: 90_002 }, 'unauthorized', 'Check tenantId and cloud'],
  [{ status: 400, entraCode: 700_016 }, 'unauthorized', 'Check AZURE_CLIENT_ID'],
  [{ status: 401, entraCode: 7_000_215 }, 'unauthorized', 'The secret is wrong.'],
  [{ status: 401, entraCode: 7_000_222 }, 'unauthorized', 'The secret has expired.'],
  [{ status: 401, entraCode: 700_027 }, 'unauthorized', 'Upload it to the application'],
  [{ status: 401, entraCode: 70_021 }, 'unauthorized', 'No federated credential'],
  [{ status: 401, entraCode: 700_211 }, 'unauthorized', 'compare the issuer.'],
  [{ status: 401, entraCode: 700_212 }, 'unauthorized', 'compare the audience.'],
  [{ status: 401, entraCode: 700_213 }, 'unauthorized', 'compare the subject.'],
  [{ status: 401, entraCode: 7_002_138 }, 'unauthorized', 'differs from that of this job in upper and lower case only.'],
  [{ status: 401, entraCode: 700_024 }, 'unauthorized', 'Check the clock of this machine.'],
  [{ status: 401, entraCode: 7_000_112 }, 'unauthorized', 'Enable it'],
  [{ status: 401, entraCode: 7_000_229 }, 'unauthorized', 'az ad sp create'],
  [{ status: 400, entraCode: 53_003 }, 'unauthorized', 'Conditional Access'],
  [{ failure: 'ECONNREFUSED' }, 'outage', 'could not be reached for the sign-in with client-secret (ECONNREFUSED).'],
  [undefined, 'CannotRun', 'failed before its first request (Error).'],
])('after %j the sign-in fails as %s', (last, kind, message) => {
  const failure = explainFailure('client-secret', new Error(secret), last);
  expect([failure instanceof SignInFailure ? failure.reason : failure.name, failure.message]).toEqual([
    kind,
    expect.stringContaining(message),
  ]);
  expect(failure.message).not.toContain(secret);
});
