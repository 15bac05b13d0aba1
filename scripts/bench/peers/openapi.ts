import type { ApiVersion, Contract } from '../../../contracts/contract.js';
import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import { isObject } from '../../../contracts/json-value.js';

type Json = Record<string, unknown>;

/**
 * An OpenAPI description of the compiled contracts, for the peers that judge by one. It says what the contract says, as far as OpenAPI can:
 * that an answer is about the assignment in the path, with the target that was sent, it cannot.
 */
export function openApiDescription(): Json {
  return {
    openapi: '3.1.0',
    info: { title: 'Update of Intune assignments', version: '1.0.0' },
    servers: [{ url: 'https://graph.microsoft.com' }],
    paths: Object.fromEntries(
      contracts.flatMap((contract) =>
        contract.paths.flatMap((path) =>
          contract.apiVersions.map((version) => [`/${version}${path}`, pathItem(contract, path, version)] as const),
        ),
      ),
    ),
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    security: [{ token: [] }],
  };
}

function pathItem(contract: Contract, path: string, version: ApiVersion): Json {
  const { request, response } = contract.schemas[version];
  const parameters = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
  return {
    parameters,
    [contract.method.toLowerCase()]: {
      operationId: `${contract.name}-${version}`,
      requestBody: { required: true, content: { 'application/json': { schema: plain(request) } } },
      responses: { '200': { description: 'the updated object', content: { 'application/json': { schema: plain(response) } } } },
    },
  };
}

/**
 * The schema as plainly as the peers need it. They cannot tell that a property belongs to one type of target only, and report it wherever it
 * stands, so each property of any target type is allowed for all of them: weaker than the contract, but no healthy exchange is reported.
 */
function plain(schema: Json): Json {
  return plainObject(schema, objectOr(schema['$defs'], {}));
}

function plainObject(schema: Json, definitions: Json): Json {
  const { allOf, unevaluatedProperties, properties, ...others } = schema;
  const rest = Object.fromEntries(Object.entries(others).filter(([name]) => !['$schema', '$id', '$comment', '$defs'].includes(name)));
  const conditional = (Array.isArray(allOf) ? allOf : []).map((rule: unknown) => definitionIn(rule, definitions));
  const all = [properties, ...conditional.map((definition) => definition['properties'])].flatMap((named) =>
    Object.entries(objectOr(named, {})),
  );
  return {
    ...rest,
    ...(all.length === 0
      ? {}
      : { properties: Object.fromEntries(all.map(([name, item]) => [name, plainObject(objectOr(item, {}), definitions)])) }),
    ...(unevaluatedProperties === undefined ? {} : { additionalProperties: unevaluatedProperties }),
  };
}

/** The definition that a rule `{ if: …, then: { $ref } }` leads to. */
function definitionIn(rule: unknown, definitions: Json): Json {
  const reference = objectOr(objectOr(rule, {})['then'], {})['$ref'];
  return objectOr(typeof reference === 'string' ? definitions[reference.replace('#/$defs/', '')] : undefined, {});
}

function objectOr(value: unknown, otherwise: Json): Json {
  return isObject(value) ? value : otherwise;
}
