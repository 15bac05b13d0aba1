import type * as Credential from '../../../scripts/tenant/credential.js';
import { clouds } from '../../../scripts/client/clouds.js';
import { OutboundHttp } from '../../../scripts/client/outbound-http.js';
import { signIn } from '../../../scripts/tenant/sign-in.js';

const tenantId = '00000000-0000-4000-8000-0000000000aa';
const expires = 10_000_000;

/** How many credentials were created, and how many tokens they issued. */
const mockMade = { credentials: 0, tokens: 0 };

/** A token with claims and its number. */
function mockToken(): { token: string; expiresOnTimestamp: number } {
  mockMade.tokens += 1;
  const claims = { tid: tenantId, roles: ['DeviceManagementConfiguration.ReadWrite.All'], number: mockMade.tokens };
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return { token: `${part({ alg: 'none' })}.${part(claims)}.`, expiresOnTimestamp: expires };
}

jest.mock('../../../scripts/tenant/credential.js', () => ({
  ...jest.requireActual<typeof Credential>('../../../scripts/tenant/credential.js'),
  credentialFor: () => {
    mockMade.credentials += 1;
    return { getToken: () => Promise.resolve(mockToken()) };
  },
}));

/** Signs in, and requests the token again at a time. */
async function madeAfterRequest(now: number, fresh: boolean): Promise<typeof mockMade> {
  Object.assign(mockMade, { credentials: 0, tokens: 0 });
  const config = {
    file: 'drift.config.json',
    stateFolder: '.',
    tenantId,
    cloud: clouds.global,
    apiVersions: ['v1.0'] as const,
    signIn: 'azure-cli' as const,
    assignments: [],
    limits: { requests: 1, minutes: 1 },
  };
  const token = await signIn(config, {}, new OutboundHttp({}), () => now);
  await token({ fresh });
  return { ...mockMade };
}

test.each([
  ['an hour before its end, it is kept', 3_600_000, false, { credentials: 1, tokens: 1 }],
  ['a millisecond more than five minutes before its end, it is kept', 300_001, false, { credentials: 1, tokens: 1 }],
  ['five minutes before its end, it is renewed', 300_000, false, { credentials: 1, tokens: 2 }],
  ['after its end, it is renewed', -1, false, { credentials: 1, tokens: 2 }],
  ['a fresh one comes from a new credential', 3_600_000, true, { credentials: 2, tokens: 2 }],
])('a token: %s', async (_, left, fresh, expected) => {
  expect(await madeAfterRequest(expires - left, fresh)).toEqual(expected);
});
