import * as fc from '../../equipment/fast-check.js';
import { checkClaims, neededPermission } from '../../../scripts/tenant/token-claims.js';
import { localTenantId as tid } from '../../equipment/local-authority.js';
import { madeUpToken } from '../../equipment/made-up-token.js';

function failureOf(token: string): { name?: string; reason?: string; message?: string } {
  try {
    checkClaims(token, tid);
  } catch (error) {
    return error as Error;
  }
  return {};
}

test.each([
  ['an application', { tid, roles: ['Group.Read.All', neededPermission] }],
  ['a person', { tid, scp: `openid ${neededPermission} profile` }],
  ['a tenant id in capitals', { tid: tid.toUpperCase(), roles: [neededPermission] }],
])('%s is accepted', (_, claims) => {
  expect(failureOf(madeUpToken(claims))).toEqual({});
});

test.each([
  ['another tenant', { tid: '99999999-0000-4000-8000-000000000001', roles: [neededPermission] }, 'Refused', 'another tenant'],
  ['no tenant', { roles: [neededPermission] }, 'Refused', 'names no tenant'],
  ['a tenant that is no text', { tid: [tid], roles: [neededPermission] }, 'Refused', 'names no tenant'],
  ['a tenant with an additional end', { tid: `${tid}9`, roles: [neededPermission] }, 'Refused', 'another tenant'],
  ['no role', { tid }, 'SignInFailure', `lacks the permission ${neededPermission}`],
  ['other roles', { tid, roles: ['DeviceManagementConfiguration.Read.All'] }, 'SignInFailure', 'as an application permission'],
  ['a role with an additional end', { tid, roles: [`${neededPermission}.Not`] }, 'SignInFailure', 'grant admin consent'],
  ['roles that are a text', { tid, roles: neededPermission }, 'SignInFailure', 'lacks the permission'],
  ['other scopes', { tid, scp: 'User.Read DeviceManagementConfiguration.Read.All' }, 'SignInFailure', 'delegated permission'],
])('%s is refused', (_, claims, name, message) => {
  const failure = failureOf(madeUpToken(claims));
  expect(failure).toMatchObject({ name, message: expect.stringContaining(message) as string });
  expect(failure.reason).toBe(name === 'Refused' ? undefined : 'forbidden');
  expect(failure.message).not.toMatch(/[0-9]{4}/);
});

test('any text that is not a token is refused, and not quoted', () => {
  const parts = fc.array(
    fc.oneof(
      fc.string(),
      fc.json().map((text) => Buffer.from(text).toString('base64url')),
    ),
    { maxLength: 5 },
  );
  fc.assert(
    fc.property(parts, (texts) => {
      const failure = failureOf(texts.join('.'));
      expect(failure).toMatchObject({ name: 'Refused', message: expect.stringMatching(/^The token names no tenant/) as string });
    }),
  );
});
