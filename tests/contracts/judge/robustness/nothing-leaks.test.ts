/** Findings are printed, uploaded and posted: whatever traffic holds that could be secret or personal must not be in them. */
import * as fc from '../../../equipment/fast-check.js';
import { contracts } from '../../../../contracts/judge/compiled-contracts.js';
import { judge } from '../../../../contracts/judge/judge.js';
import { contractNamed, healthyExchange, objectAt, type DraftExchange, type JsonObject } from '../healthy-exchange.js';
import { findingsOf } from '../serious.js';

const base64url = (bytes: fc.Arbitrary<Uint8Array>): fc.Arbitrary<string> => bytes.map((data) => Buffer.from(data).toString('base64url'));
const jwt = fc.tuple(fc.uuid(), base64url(fc.uint8Array({ minLength: 64, maxLength: 64 }))).map(([subject, signature]) => {
  const part = (value: JsonObject): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256', typ: 'JWT' })}.${part({ oid: subject, upn: 'someone@contoso.example' })}.${signature}`;
});
const guid = fc.uuid();
const secrets = fc.oneof(
  guid,
  guid.map((id) => id.toUpperCase()),
  guid.map((id) => id.replaceAll('-', '')),
  fc.tuple(guid, guid).map(([policy, target]) => `${policy}_${target}`),
  fc.constantFrom('adadadad-adad-adad-adad-adadadadadad', 'acacacacacacacacacacacacacacacac'), // Ids without a digit.
  jwt,
  jwt.map((token) => token.split('.').at(-1) ?? ''),
  fc.tuple(fc.constantFrom('ada.lovelace', 'grace'), fc.constantFrom('contoso.example', 'fabrikam.co')).map((parts) => parts.join('@')),
  fc.constantFrom('+49 170 1234567', '10.11.12.13', 'C:\\Users\\ada', 'https://contoso.example/x', 'srv-dc.contoso.example'),
);

/** Every place of an exchange that holds text, and how a secret gets there: alone, or among other words. */
const plants: Record<string, (exchange: DraftExchange, secret: string) => void> = {
  'the ids of the path': ({ request }, secret) => {
    request.url = request.url.replace(/deviceManagement\/(\w+)\/.*/, (_path, collection: string) => {
      return `deviceManagement/${collection}/${encodeURIComponent(secret)}/assignments/${encodeURIComponent(`x${secret}`)}`;
    });
  },
  'a placeholder': ({ request }, secret) => void (request.url = request.url.replace(/[^/]*$/, `{${secret}}`)),
  'the version': ({ request }, secret) => void (request.url = request.url.replace('/v1.0/', `/${secret}/`)),
  'the part before the version': ({ request }, secret) => void (request.url = request.url.replace('/v1.0/', `/${secret}//v1.0//`)),
  'the host': ({ request }, secret) => void (request.url = request.url.replace('graph.microsoft.com', `${secret}@${secret}`)),
  'the query': ({ request }, secret) => void (request.url += `?$filter=${secret}#${secret}`),
  'the method': ({ request }, secret) => void (request.method = secret),
  'the credentials': ({ request }, secret) => void (request.headers['Authorization'] = `Basic ${secret}`),
  'a token alone': ({ request }, secret) => void (request.headers['Authorization'] = secret),
  'two tokens': ({ request }, secret) => void (request.headers['Authorization'] = [`Bearer ${secret}`, `Bearer ${secret}`]),
  'the media types': ({ request, response }, secret) => {
    request.headers['Content-Type'] = secret;
    response.headers['Content-Type'] = `application/${secret}`;
  },
  'other media types': ({ request, response }, secret) => {
    request.headers['Content-Type'] = `text/x-${secret}; boundary=${secret}`;
    response.headers['Content-Type'] = `${secret}/json`;
  },
  'header names': ({ request, response }, secret) => {
    request.headers = { [secret]: secret };
    response.headers = { [secret]: secret };
  },
  'bodies that are not JSON': ({ request, response }, secret) => {
    request.body = secret;
    response.body = `<${secret}>`;
  },
  'the ids of the bodies': inBodies('', 'id', (secret) => secret),
  'ids that are objects': inBodies('', 'id', (secret) => ({ [secret]: secret })),
  'the types of the roots': inBodies('', '@odata.type', (secret) => secret),
  'names of types at the root': inBodies('', '@odata.type', (secret) => `#microsoft.graph.${secret}`),
  'the types of the targets': inBodies('/target', '@odata.type', (secret) => secret),
  'names of types of targets': inBodies('/target', '@odata.type', (secret) => `#microsoft.graph.${secret}`),
  'parts of names of types': inBodies('/target', '@odata.type', (secret) => `#microsoft.graph.group${secret}AssignmentTarget`),
  namespaces: inBodies('/target', '@odata.type', (secret) => `#${secret}.groupAssignmentTarget`),
  'targets that are lists': inBodies('', 'target', (secret) => [secret]),
  'lists of group ids': inBodies('/target', 'groupId', (secret) => [secret, { [secret]: secret }]),
  'other group ids': ({ request, response }, secret) => {
    (request.body as { target: JsonObject }).target['groupId'] = secret;
    (response.body as { target: JsonObject }).target['groupId'] = `${secret}0`;
  },
  'members of enumerations': (exchange, secret) => {
    exchange.request.url = exchange.request.url.replace('/v1.0/', '/beta/');
    inBodies('', 'source', () => secret)(exchange, secret);
    inBodies('/target', 'deviceAndAppManagementAssignmentFilterType', () => `include ${secret}`)(exchange, secret);
  },
  'property names at the root': (exchange, secret) => {
    inBodies('', secret, () => secret)(exchange, secret);
  },
  'property names in the target': (exchange, secret) => {
    inBodies('/target', secret, () => ({ [secret]: secret }))(exchange, secret);
  },
  'parts of property names': (exchange, secret) => {
    inBodies('', `extension_${secret}_id`, () => secret)(exchange, secret);
    inBodies('/target', `group${secret}`, () => secret)(exchange, secret);
  },
  'names of properties that were renamed': (exchange, secret) => {
    for (const side of ['request', 'response'] as const) Reflect.deleteProperty(objectAt(exchange, side, ''), 'target');
    inBodies('', `target${secret}`, () => secret)(exchange, secret);
  },
  'the code of an error': refused((secret) => ({ code: secret, message: '' })),
  'words around the code of an error': refused((secret) => ({ code: `Request ${secret} failed`, message: secret })),
  'the message of an error': refused((secret) => ({
    code: 'BadRequest',
    message: JSON.stringify({ Message: secret, [secret]: secret }),
    innerError: { id: secret },
  })),
  'the message of an error without a route': refused((secret) => ({
    code: 'No method match route template',
    message: `No OData route exists for ${secret}`,
  })),
};

function inBodies(pointer: string, name: string, value: (secret: string) => unknown): (exchange: DraftExchange, secret: string) => void {
  return (exchange, secret) => {
    for (const side of ['request', 'response'] as const) objectAt(exchange, side, pointer)[name] = value(secret);
  };
}

function refused(error: (secret: string) => JsonObject): (exchange: DraftExchange, secret: string) => void {
  return ({ response }, secret) => {
    response.status = 400;
    response.body = { error: error(secret) };
  };
}

/** The secret, and what of it would be as bad: the parts of a token, the name in an address. */
function partsOf(secret: string): readonly string[] {
  const ids = secret.match(/[0-9a-f]{8}-[0-9a-f-]{27}/gi) ?? [];
  return [secret, ...ids, ...secret.split('.').filter((part) => part.length > 16), ...(secret.includes('@') ? secret.split('@') : [])];
}

test.each(Object.entries(plants))('what stands in %s is in no finding', (place, plant) => {
  let found = 0;
  fc.assert(
    fc.property(fc.constantFrom(...contracts.map(({ name }) => name)), secrets, (name, secret) => {
      const exchange = healthyExchange(contractNamed(name));
      plant(exchange, secret);
      const findings = findingsOf(judge(exchange));
      found += findings.length;
      const shown = JSON.stringify(findings).toLowerCase();
      for (const part of partsOf(secret)) expect(shown).not.toContain(JSON.stringify(part).slice(1, -1).toLowerCase());
    }),
    { numRuns: 50 },
  );
  // Places that nobody looks at give nothing to find, and nothing to leak.
  if (!['the query', 'the host'].includes(place)) expect(found).toBeGreaterThan(0);
});

test('words that a person needs are shown', () => {
  const exchange = healthyExchange(contractNamed('configuration'));
  objectAt(exchange, 'request', '/target')['groupIdentifierV2'] = 'x';
  objectAt(exchange, 'response', '/target')['@odata.type'] = '#microsoft.graph.windows10AssignmentTarget';
  exchange.response.headers['Content-Type'] = 'application/problem+json; charset=utf-8';
  const actual = findingsOf(judge(exchange)).map((finding) => finding.actual);
  expect(actual).toEqual(['groupIdentifierV2', 'application/problem+json', '#microsoft.graph.windows10AssignmentTarget']);
});
