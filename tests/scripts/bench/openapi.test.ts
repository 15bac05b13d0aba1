import { Ajv2020 } from 'ajv/dist/2020.js';
import { exchangeAt, faultAt } from '../../../scripts/bench/inputs.js';
import { openApiDescription } from '../../../scripts/bench/openapi.js';

interface Operation {
  readonly requestBody: { content: { 'application/json': { schema: object } } };
  readonly responses: { '200': { content: { 'application/json': { schema: object } } } };
}

test('the description for the peers has both operations in both versions, and rejects the faults in bodies and nothing else', () => {
  const ajv = new Ajv2020({ strict: false });
  const paths = openApiDescription()['paths'] as Record<string, { patch: Operation }>;
  const schemas = Object.entries(paths).map(([template, { patch }]) => ({
    path: new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`),
    request: ajv.compile(patch.requestBody.content['application/json'].schema),
    response: ajv.compile(patch.responses['200'].content['application/json'].schema),
  }));
  expect(schemas).toHaveLength(4);
  expect(JSON.stringify(paths)).not.toMatch(/\$ref|\$defs|unevaluated/);
  for (let index = 0; index < 500; index += 1) {
    const { path, request, response } = exchangeAt(index);
    const schema = schemas.find((one) => one.path.test(path));
    const valid = schema?.request(request.body) === true && schema.response(response.body);
    expect({ index, valid }).toEqual({ index, valid: !/^re\w+\.body\./.test(faultAt(index)?.code ?? '') });
  }
});
