import { isObject } from '../../../contracts/json-value.js';
import { SignInFailure } from './sign-in-failure.js';

/** What the nightly check needs: it reads an assignment, and writes it. */
export const neededPermission = 'DeviceManagementConfiguration.ReadWrite.All';

/**
 * Holds a token against the configuration, before it is sent anywhere. Its signature is not checked: only Graph has the right and the means to,
 * and the token came over TLS from the authority itself. What is read here keeps us from touching a tenant by mistake; it grants nothing.
 * @param tenantId in lower case. @throws SignInFailure, without any value of the token.
 */
export function checkClaims(token: string, tenantId: string): void {
  const claims = claimsOf(token);
  const tenant = claims?.['tid'];
  if (claims === undefined || typeof tenant !== 'string') {
    throw new SignInFailure(
      'refused',
      'The token does not say which tenant it is for, so that it is not used. Sign in another way (signIn in the configuration).',
    );
  }
  if (tenant.toLowerCase() !== tenantId) {
    throw new SignInFailure(
      'refused',
      'The token is for another tenant than the configured one, so that it is not used. ' +
        'Sign in to the tenant of the configuration, or correct its tenantId.',
    );
  }
  const { roles, scp } = claims;
  const granted = [...(Array.isArray(roles) ? (roles as unknown[]) : []), ...(typeof scp === 'string' ? scp.split(' ') : [])];
  if (granted.includes(neededPermission)) return;
  throw new SignInFailure('forbidden', typeof scp === 'string' ? lacksScope : lacksRole);
}

const lacksRole =
  `The application that signed in lacks the permission ${neededPermission}. In Microsoft Entra, add it to the application as an application ` +
  'permission of Microsoft Graph, and grant admin consent; to a managed identity, assign it as an app role.';

const lacksScope =
  `The person who signed in has a token without ${neededPermission}. Grant it as a delegated permission of Microsoft Graph, with admin ` +
  'consent; or sign in as an application, which is what an unattended night should do.';

/** The claims of a JSON Web Token; `undefined` for anything else. */
function claimsOf(token: string): Readonly<Record<string, unknown>> | undefined {
  const parts = token.split('.');
  if (parts.length !== 3) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(parts[1] ?? '', 'base64url').toString('utf8'));
    return isObject(claims) ? claims : undefined;
  } catch {
    return undefined;
  }
}
