import { createHash } from 'node:crypto';
import type { Contract } from '../../contracts/contract.js';
import type { JsonObject } from '../../contracts/json-value.js';
import { graphOrigins } from '../../recordings/traffic/hosts.js';
import { tool } from '../verdict/report.js';
import { introduction } from './introduction.js';
import { OpenApiOperation } from './openapi-operation.js';
import { Components } from './portable-schema.js';

/** The contracts as OpenAPI 3.1, for other tools. Each path begins with the API version. */
export function openApi(contracts: readonly Contract[]): JsonObject {
  const components = new Components();
  const paths: Record<string, Record<string, JsonObject>> = {};
  for (const contract of contracts) {
    for (const version of contract.apiVersions) {
      for (const [index, template] of contract.paths.entries()) {
        const path = `/${version}${withPlainNames(template)}`;
        const known = Object.keys(paths).find((other) => shapeOf(other) === shapeOf(path)) ?? path;
        const operation = new OpenApiOperation(contract, version, components);
        (paths[known] ??= {})[contract.method.toLowerCase()] = operation.at(known, index);
      }
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Operations of Microsoft Graph',
      version: `${tool.version}+${hashOf(contracts)}`,
      license: { name: 'MIT', identifier: 'MIT' },
      description: introduction(contracts),
    },
    servers: Object.values(graphOrigins).map((url) => ({ url })),
    paths,
    components: { schemas: components.all(), securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
  };
}

/** A page may name a parameter `{id | name}`; a description may not. */
function withPlainNames(template: string): string {
  return template.replaceAll(/\{([^}]*)\}/g, (_, name: string) => `{${name.replaceAll(/[^\w-]+/g, '_')}}`);
}

/** OpenAPI regards paths that differ only in the names of their parameters as one. */
function shapeOf(path: string): string {
  return path.replaceAll(/\{[^}]*\}/g, '{}');
}

/** Changes with the promises of the contracts. */
function hashOf(contracts: readonly Contract[]): string {
  const hash = createHash('sha256').update(contracts.map((contract) => contract.hash).join());
  return hash.digest('hex').slice(0, 8);
}
