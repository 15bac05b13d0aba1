/** What a compiled contract holds. Pages are compiled into this; the judge, the emulator and the reports read nothing else. */

/** `documented`: an operation page says so. `metadata`: the CSDL says so, and the operation pages are silent. */
export type Layer = 'documented' | 'metadata';

/** A version of Graph, as the first segment of a path names it. */
export type ApiVersion = 'v1.0' | 'beta';

/** All of them, the stable one first. */
export const apiVersions: readonly ApiVersion[] = ['v1.0', 'beta'];

/** Which part of a page a rule was read from. */
export type PlaceKind = 'table-row' | 'example' | 'annotation' | 'prose' | 'code-block';

/** A line of a contract page. `line` counts from 1. */
export interface Place {
  readonly page: string;
  readonly line: number;
  readonly kind: PlaceKind;
  readonly layer: Layer;
  /** The line itself, trimmed, so that a report can quote it without the page. */
  readonly text: string;
}

/** A type of JSON Schema: an `integer` is a `number` too. */
export type JsonType = 'string' | 'number' | 'integer' | 'boolean' | 'object' | 'array' | 'null';

/** `request`: what a client sends. `response`: what Graph answers. */
export type Side = 'request' | 'response';

/** What a rule promises. `sets`: an update sets at least one of these members. A new kind here makes the coverage and the mutation test fail to compile until they handle it; the latter fails until the judge does. */
export type Says =
  | { readonly what: 'method'; readonly method: string }
  | { readonly what: 'path'; readonly template: string }
  | { readonly what: 'path-parameter'; readonly parameter: string }
  | { readonly what: 'api-version'; readonly versions: readonly ApiVersion[] }
  | { readonly what: 'request-header'; readonly header: string; readonly value: HeaderValue }
  | { readonly what: 'response-header'; readonly header: string; readonly value: HeaderValue }
  | { readonly what: 'status'; readonly status: number }
  | { readonly what: 'body'; readonly side: Side; readonly typeName?: string; readonly collection: boolean }
  | { readonly what: 'no-body'; readonly side: Side }
  | { readonly what: 'closed'; readonly side: Side }
  | { readonly what: 'same-object' }
  | { readonly what: 'updated' }
  | MemberPromise
  | { readonly what: 'sets'; readonly pointers: readonly string[] }
  | { readonly what: 'root-type'; readonly side: Side; readonly pointer: string; readonly typeName: string }
  | { readonly what: 'nested-type'; readonly side: Side; readonly pointer: string; readonly typeName: string }
  | { readonly what: 'known-type'; readonly typeName: string }
  | TypePropertyPromise;

/** A member of a body. `pointer` is a JSON Pointer into the body. */
export interface MemberPromise {
  readonly what: 'member';
  readonly side: Side;
  readonly pointer: string;
  /** `undefined` when the page names a type that no compiled page describes. */
  readonly type?: JsonType;
  readonly typeName?: string;
  readonly required: boolean;
  /** What the metadata says of null; absent when no layer says anything. */
  readonly nullable?: boolean;
  readonly nonEmpty: boolean;
}

/** A property that the metadata gives to a type, in the API versions named. */
export interface TypePropertyPromise {
  readonly what: 'type-property';
  readonly typeName: string;
  readonly property: string;
  readonly type: JsonType;
  readonly values?: readonly string[];
  readonly nullable: boolean;
  readonly versions: readonly ApiVersion[];
}

/** What a header must hold: a bearer token, a media type (parameters such as a charset do not matter), or anything. */
export type HeaderValue =
  { readonly kind: 'bearer' } | { readonly kind: 'media-type'; readonly mediaType: string } | { readonly kind: 'any' };

/** One promise, with the line that makes it and the lines that repeat it. */
export interface Rule {
  /** Unique within its contract, such as `response.status`. */
  readonly id: string;
  readonly at: Place;
  readonly restatedAt: readonly Place[];
  readonly says: Says;
}

/** A type of the metadata. Names carry no namespace. */
export interface KnownType {
  readonly name: string;
  readonly baseType?: string;
  readonly abstract: boolean;
  readonly at: Place;
}

/** A read-only property, by the rule that describes it. */
export interface ReadOnlyProperty {
  readonly property: string;
  readonly rule: string;
  readonly versions: readonly ApiVersion[];
}

/** A type that somebody has seen, and that no metadata confirms. */
export interface OpenType {
  readonly name: string;
  readonly baseType: string;
  readonly at: Place;
}

/** How something that the pages leave open is read here, and why. */
export interface Reading {
  readonly id: string;
  readonly question: string;
  readonly reading: string;
  readonly reason: string;
  readonly at: readonly Place[];
}

/** Something that a page leaves open, or that is odd about it. */
export interface Remark {
  readonly what: string;
  readonly at: Place;
}

/** A message of an example, as the page shows it. `body` is the JSON value, absent when the example has none. */
export interface ExampleRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** The answer of an example: see `ExampleRequest`. */
export interface ExampleResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** One example of a page; a side that the page does not show is absent. */
export interface Example {
  readonly name: string;
  readonly request?: ExampleRequest;
  readonly response?: ExampleResponse;
}

/** A JSON Schema, as plain data. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** JSON Schemas of the two bodies, draft 2020-12. `$comment` names the rule behind a subschema. */
export type BodySchemas = Readonly<Record<Side, JsonSchema>>;

/** All that the pages promise about one operation. */
export interface Contract {
  /** The name of the operation page, without its ending: `update-device-configuration-assignment`. */
  readonly name: string;
  /** The heading of the page. */
  readonly title: string;
  /** The sources, in the order in which they were compiled. */
  readonly pages: readonly string[];
  /** Identifies what is promised, not where: moving a line keeps it, changing a promise does not. */
  readonly hash: string;
  /** In capitals. */
  readonly method: string;
  /** Templates, with parameters in braces and no API version: `/deviceManagement/deviceConfigurations/{deviceConfigurationId}/…`. */
  readonly paths: readonly string[];
  readonly apiVersions: readonly ApiVersion[];
  /** The type of both bodies, without its namespace. */
  readonly resourceType?: string;
  /** The types that this operation can meet, with what each derives from. */
  readonly types: readonly KnownType[];
  readonly rules: readonly Rule[];
  /** Properties of the resource that a client cannot set. Not part of the hash: they forbid nothing. */
  readonly readOnly: readonly ReadOnlyProperty[];
  /** Types that a newer published page shows and no metadata knows. Not part of the hash: nothing is promised of them. */
  readonly openTypes: readonly OpenType[];
  readonly readings: readonly Reading[];
  /** What the pages leave open. */
  readonly open: readonly Remark[];
  /** What is odd about the pages. */
  readonly odd: readonly Remark[];
  readonly examples: readonly Example[];
  readonly schemas: Readonly<Record<ApiVersion, BodySchemas>>;
}
