import { isObject } from '../../contracts/json-value.js';
import { Refused } from '../verdict/exit-code.js';
import { SignInFailure } from './sign-in-failure.js';

/** Reads and writes an assignment. */
export const neededPermission = 'DeviceManagementConfiguration.ReadWrite.All';

/**
 * Checks a token before it is sent anywhere, so that no other tenant is touched by mistake. The signature is not checked: that is for Graph, and the token
 * came from the authority itself over TLS.
 * @param tenantId in lower case.
 * @throws Refused for another tenant; SignInFailure if the permission is missing. Neither quotes a value of the token.
 */
export function checkClaims(token: string, tenantId: string): void {
  const { tid, roles, scp } = claimsOf(token);
  if (typeof tid !== 'string')
    throw new Refused('The token names no tenant, so it is not used. Choose another method (signIn in the configuration).');
  if (tid.toLowerCase() !== tenantId)
    throw new Refused(
      'The token is for another tenant than the configured one, so it is not used. ' +
        'Sign in to the tenant of the configuration, or correct its tenantId.',
    );
  const granted = [...(Array.isArray(roles) ? (roles as unknown[]) : []), ...(typeof scp === 'string' ? scp.split(' ') : [])];
  if (!granted.includes(neededPermission)) throw new SignInFailure('forbidden', typeof scp === 'string' ? lacksScope : lacksRole);
}

const lacksRole =
  `The application that signed in lacks the permission ${neededPermission}. In Microsoft Entra, add it to the application as an application ` +
  'permission of Microsoft Graph, and grant admin consent; to a managed identity, assign it as an app role.';

const lacksScope =
  `The token of the person who signed in lacks ${neededPermission}. Grant it as a delegated permission of Microsoft Graph, with admin ` +
  'consent; or sign in as an application, which an unattended run should do.';

/** The claims of a JSON Web Token; none for anything else. */
function claimsOf(token: string): Readonly<Record<string, unknown>> {
  const parts = token.split('.');
  if (parts.length !== 3) return {};
  try {
    const claims: unknown = JSON.parse(Buffer.from(parts[1] ?? '', 'base64url').toString('utf8'));
    return isObject(claims) ? claims : {};
  } catch {
    return {};
  }
}
