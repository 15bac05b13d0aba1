/** Equal values stay equal and different ones different in all exchanges of a session. */
import type { Exchange } from '../../../contracts/judge/exchange.js';
import { Redactor } from '../../../recordings/redaction/redactor.js';

const policy = '5f0e1d7a-1d7a-4b52-1d7a-5f0e1d7a4b52';
const group = '8a51c3d0-c3d0-4e0f-8a51-c3d0c3d04e0f';
const path = `/beta/deviceManagement/deviceConfigurations/${policy}/assignments/${policy}_${group}`;

const exchanges: readonly Exchange[] = [
  {
    request: { method: 'GET', url: `https://graph.microsoft.com${path}` },
    response: {
      status: 200,
      headers: { Location: `https://graph.microsoft.com/beta/groups/${group}` },
      body: JSON.stringify({
        '@odata.context': `https://graph.microsoft.com/beta/$metadata#deviceManagement/deviceConfigurations('${policy}')/assignments/$entity`,
        id: `${policy}_${group}`.toUpperCase(),
        target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: group },
      }),
    },
  },
  {
    request: {
      method: 'PATCH',
      url: path,
      body: { target: { groupId: `{${group}}`, collectionId: 'SMS00017', owner: 'ada@contoso.example' } },
    },
    response: {
      status: 400,
      body: {
        error: {
          code: 'BadRequest',
          message: JSON.stringify({
            Message: `Policy ${policy} of ada@contoso.example`,
            HttpHeaders: JSON.stringify({ id: `${policy}_SMS00017` }),
          }),
        },
      },
    },
  },
];

test('equal in URL, headers, bodies, nested JSON and composite ids, in any case and form', () => {
  const redactor = new Redactor();
  const written = JSON.stringify(exchanges.map((exchange) => redactor.redact(exchange)));
  const [one, two] = ['00000000-0000-4000-a000-000000000001', '00000000-0000-4000-a000-000000000002'];
  for (const expected of [
    `/deviceConfigurations/${one}/assignments/${one}_${two}"`,
    `/beta/groups/${two}`,
    `deviceConfigurations('${one}')`,
    `${one}_${two}`.toUpperCase(),
    `"groupId":"{${two}}"`,
    `"collectionId":"REDACTED-1"`,
    `Policy ${one} of redacted-1@example.invalid`,
    `"owner":"redacted-1@example.invalid"`,
    `${one}_REDACTED-1`,
  ]) {
    expect(written).toContain(expected);
  }
});

test('the same scenario with other ids gives the same file', () => {
  const redact = (list: readonly Exchange[]): string => {
    const redactor = new Redactor();
    return JSON.stringify(list.map((exchange) => redactor.redact(exchange)));
  };
  const tomorrow = JSON.parse(JSON.stringify(exchanges).replaceAll('5f0e', 'ab12').replaceAll('5F0E', 'AB12')) as Exchange[];
  expect(redact(tomorrow)).toBe(redact(exchanges));
});

test('different values stay different', () => {
  const ids = Array.from({ length: 1_000 }, (_, index) => `${policy.slice(0, -4)}${index.toString(16).padStart(4, '0')}`);
  const redactor = new Redactor();
  const { body } = redactor.redact({
    request: { method: 'PATCH', url: path, body: { ids, names: ids.map((_id, index) => `Ada ${index}`) } },
  }).request;
  const { ids: redacted, names } = body as { ids: string[]; names: string[] };
  expect(new Set(redacted).size).toBe(ids.length);
  expect(new Set(names).size).toBe(ids.length);
});
