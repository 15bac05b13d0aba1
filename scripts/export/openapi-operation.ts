import type { ApiVersion, Contract, HeaderValue, Rule, Side } from '../../contracts/contract.js';
import type { JsonObject } from '../../contracts/json-value.js';
import { sidesWithBody } from './json-schemas.js';
import { asExtension, PortableSchema, type Components } from './portable-schema.js';

type HeaderRule = Rule & { readonly says: { readonly header: string; readonly value: HeaderValue } };

/** Headers that OpenAPI describes by its own members, and forbids as parameters. */
const describedElsewhere = ['accept', 'authorization', 'content-type'];

/** An operation of a contract in one API version. */
export class OpenApiOperation {
  /** The ids of the rules that a part of the operation carries. */
  private readonly carried = new Set<string>();

  constructor(
    private readonly contract: Contract,
    private readonly version: ApiVersion,
    private readonly components: Components,
  ) {}

  /** @param path the template of the description, whose parameters may have other names. @param index that of the path in its contract. */
  at(path: string, index: number): JsonObject {
    const { name, title, url, hash, permissions } = this.contract;
    const suffix = index === 0 ? '' : `-${index + 1}`;
    const scopes = [...new Set(permissions.flatMap(({ names }) => names))];
    const content = this.content('request');
    const described = {
      operationId: `${name}-${this.version}${suffix}`,
      summary: `${title} (${this.version})`,
      ...(url !== undefined && { externalDocs: { url } }),
      security: scopes.length === 0 ? [{ token: [] }] : scopes.map((scope) => ({ token: [scope] })),
      parameters: [...this.pathParameters(path, index), ...this.headerParameters()],
      ...(content !== undefined && { requestBody: { required: true, content } }),
      responses: this.responses(),
      'x-contract': hash,
      'x-permissions': permissions.map(({ kind, names }) => ({ kind, names })),
    };
    const others = this.contract.rules.filter((rule) => !this.carried.has(rule.id) && this.applies(rule));
    return { ...described, 'x-rules': others.map(asExtension) };
  }

  private applies({ says }: Rule): boolean {
    return says.what !== 'type-property' || says.versions.includes(this.version);
  }

  private carry(rule: Rule): JsonObject {
    this.carried.add(rule.id);
    return { 'x-rule': asExtension(rule) };
  }

  private pathParameters(path: string, index: number): JsonObject[] {
    const documented = namesIn(this.contract.paths[index] ?? '');
    return namesIn(path).map((name, position) => {
      const rule = this.contract.rules.find(({ says }) => says.what === 'path-parameter' && says.parameter === documented[position]);
      return { name, in: 'path', required: true, schema: { type: 'string', minLength: 1 }, ...(rule && this.carry(rule)) };
    });
  }

  private headerParameters(): JsonObject[] {
    return this.headers('request').flatMap((rule) =>
      describedElsewhere.includes(rule.says.header)
        ? []
        : [{ name: rule.says.header, in: 'header', required: true, schema: schemaOf(rule.says.value), ...this.carry(rule) }],
    );
  }

  private headers(side: Side): HeaderRule[] {
    return this.contract.rules.filter((rule): rule is HeaderRule => rule.says.what === `${side}-header`);
  }

  private responses(): JsonObject {
    const content = this.content('response');
    const headers = this.headers('response').filter(({ says }) => !describedElsewhere.includes(says.header));
    const success = {
      description: content === undefined ? 'Success, without a body.' : 'Success.',
      ...(headers.length > 0 && {
        headers: Object.fromEntries(
          headers.map((rule) => [rule.says.header, { required: true, schema: schemaOf(rule.says.value), ...this.carry(rule) }]),
        ),
      }),
      ...(content !== undefined && { content }),
    };
    const documented = this.contract.rules.flatMap((rule) =>
      rule.says.what === 'status' ? [[String(rule.says.status), { ...success, ...this.carry(rule) }] as const] : [],
    );
    return { ...Object.fromEntries(documented), '4XX': { description: noPromise }, '5XX': { description: noPromise } };
  }

  private content(side: Side): JsonObject | undefined {
    if (!sidesWithBody(this.contract).includes(side)) return undefined;
    const schema = new PortableSchema(this.contract, this.version, side, this.components);
    const reference = schema.reference();
    for (const id of schema.carried) this.carried.add(id);
    const rule = this.headers(side).find(({ says }) => says.header === 'content-type');
    const mediaType = rule?.says.value.kind === 'media-type' ? rule.says.value.mediaType : 'application/json';
    return { [mediaType]: { schema: reference, ...(rule && this.carry(rule)) } };
  }
}

const noPromise = 'An error. The page promises nothing about it.';

function namesIn(path: string): string[] {
  return [...path.matchAll(/\{([^}]*)\}/g)].map(([, name = '']) => name);
}

function schemaOf(value: HeaderValue): JsonObject {
  return { type: 'string', ...(value.kind === 'media-type' && { const: value.mediaType }) };
}
