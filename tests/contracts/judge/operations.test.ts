/** Which contract judges a request: several pages may name one path, each with a method of its own. */
import { compile } from '../../../contracts/compiler/compile.js';
import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import { judge } from '../../../contracts/judge/judge.js';
import { Operations } from '../../../contracts/judge/match-operation.js';

const ours = '/deviceManagement/deviceConfigurations/{a}/assignments/{b}';

/** Pages of a method and a path. */
const pages: Readonly<Record<string, string>> = {
  'read-assignment': `GET ${ours}`,
  'delete-assignment': `DELETE ${ours}`,
  'read-lamp': 'GET /lighting/lamps/{lampId}',
  'change-lamp': 'PATCH /lighting/lamps/{lampId}',
  'blink-lamp': 'POST /lighting/lamps/{lampId}/blink',
  'read-part-of-lamp': 'GET /lighting/lamps/{lampId}/{part}',
  'read-user': 'GET /users/{id}',
};

const added = compile(
  Object.entries(pages).map(([name, request]) => ({
    file: `${name}.md`,
    text: `# ${name}\n\n## HTTP request\n\n\`\`\` http\n${request}\n\`\`\`\n\n## Response\n\nThe answer is \`204 No Content\`.\n`,
  })),
);
const operations = new Operations([...contracts, ...added]);

test.each([
  ['PATCH', '/beta/deviceManagement/deviceConfigurations/1/assignments/2', 'update-device-configuration-assignment'],
  ['get', '/beta/deviceManagement/deviceConfigurations/1/assignments/2', 'read-assignment'],
  ['DELETE', '/v1.0/deviceManagement/deviceConfigurations/1/assignments/2', 'delete-assignment'],
  ['PUT', '/v1.0/deviceManagement/deviceConfigurations/1/assignments/2', 'update-device-configuration-assignment'],
  ['HEAD', '/v1.0/deviceManagement/deviceConfigurations/1/assignments/2', undefined],
  ['DELETE', '/v1.0/deviceManagement/deviceCompliancePolicies/1/assignments/2', undefined],
  ['GET', '/v1.0/lighting/lamps/1', 'read-lamp'],
  ['POST', '/v1.0/lighting/lamps/1', 'change-lamp'],
  ['POST', '/v1.0/lighting/lamps/1/blink', 'blink-lamp'],
  ['PUT', '/v1.0/lighting/lamps/1/blink', 'blink-lamp'],
  ['GET', '/v1.0/lighting/lamps/1/blink', undefined],
  ['GET', '/v1.0/lighting/lamps/1/shade', 'read-part-of-lamp'],
  ['PATCH', '/v1.0/lighting/lamps/1/shade', undefined],
  ['PUT', '/v1.0/lighting/lamps/1/shade', 'read-part-of-lamp'],
  ['GET', '/v1.0/lighting/lamp/1', 'read-lamp'],
  ['GET', '/v1.0/users/1', 'read-user'],
  ['GET', 'https://graph.microsoft.com/V1/users/1', 'read-user'],
  ['GET', '/v1.0/groups/2/users/1', undefined],
])('%s %s: %s', (method, url, expected) => {
  const judgement = judge({ request: { method, url } }, {}, operations);
  expect(judgement.kind === 'outside' ? undefined : judgement.operation).toBe(expected);
});
