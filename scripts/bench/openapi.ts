import type { ApiVersion, Contract } from '../../contracts/contract.js';
import { contracts } from '../../contracts/judge/compiled-contracts.js';
import { isObject, type JsonObject } from '../../contracts/json-value.js';

/** The compiled contracts as OpenAPI, for peers. OpenAPI cannot state how a response depends on its request. */
export function openApiDescription(): JsonObject {
  const paths = contracts.flatMap((contract) =>
    contract.paths.flatMap((path) => contract.apiVersions.map((version) => [`/${version}${path}`, pathItem(contract, path, version)])),
  );
  return {
    openapi: '3.1.0',
    info: { title: 'Update of Intune assignments', version: '1.0.0' },
    servers: [{ url: 'https://graph.microsoft.com' }],
    paths: Object.fromEntries(paths) as JsonObject,
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    security: [{ token: [] }],
  };
}

function pathItem(contract: Contract, path: string, version: ApiVersion): JsonObject {
  const { request, response } = contract.schemas[version];
  const content = (schema: JsonObject): JsonObject => ({ 'application/json': { schema: plain(schema, objectIn(schema['$defs'])) } });
  return {
    parameters: [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
    [contract.method.toLowerCase()]: {
      operationId: `${contract.name}-${version}`,
      requestBody: { required: true, content: content(request) },
      responses: { '200': { description: 'the updated object', content: content(response) } },
    },
  };
}

/**
 * A schema without conditions, because peers report properties that a condition allows. It allows the properties of all target types for each.
 * It is weaker than the contract, but causes no false alarms.
 */
function plain(schema: JsonObject, definitions: JsonObject): JsonObject {
  const { allOf, unevaluatedProperties, properties, ...others } = schema;
  const conditional = allOf === undefined ? [] : Object.values(definitions).map((definition) => objectIn(definition)['properties']);
  const all = [properties, ...conditional].flatMap((named) => Object.entries(objectIn(named)));
  return {
    ...Object.fromEntries(Object.entries(others).filter(([name]) => !name.startsWith('$'))),
    ...(all.length > 0 && { properties: Object.fromEntries(all.map(([name, item]) => [name, plain(objectIn(item), definitions)])) }),
    ...(unevaluatedProperties !== undefined && { additionalProperties: unevaluatedProperties }),
  };
}

function objectIn(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}
