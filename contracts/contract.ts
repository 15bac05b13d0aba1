/** A compiled contract. The judge, the emulator and the reports read nothing else. */

/** `documented`: an operation page says so. `metadata`: the CSDL says so, and the operation pages are silent. */
export type Layer = 'documented' | 'metadata';

/** A version of Graph, as the first segment of a path names it. */
export type ApiVersion = 'v1.0' | 'beta';

/** The stable one first. */
export const apiVersions: readonly ApiVersion[] = ['v1.0', 'beta'];

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

/** As in JSON Schema, an `integer` is a `number` too. */
export type JsonType = 'string' | 'number' | 'integer' | 'boolean' | 'object' | 'array' | 'null';

/** `request`: what a client sends. `response`: what Graph answers. */
export type Side = 'request' | 'response';

/**
 * What a rule promises. `sets`: an update sets at least one of these members. `replaces`: the list at that pointer replaces all items that exist.
 * A new kind breaks the build until coverage and the mutation test handle it, and the mutation test until the judge does.
 */
export type Says =
  | { readonly what: 'method'; readonly method: string }
  | { readonly what: 'path'; readonly template: string }
  | { readonly what: 'path-parameter'; readonly parameter: string }
  | { readonly what: 'api-version'; readonly versions: readonly ApiVersion[] }
  | { readonly what: 'request-header'; readonly header: string; readonly value: HeaderValue }
  | { readonly what: 'response-header'; readonly header: string; readonly value: HeaderValue }
  | { readonly what: 'status'; readonly status: number; readonly also?: readonly number[] }
  | { readonly what: 'body'; readonly side: Side; readonly typeName?: string; readonly collection: boolean; readonly optional?: true }
  | { readonly what: 'no-body'; readonly side: Side }
  | { readonly what: 'closed'; readonly side: Side }
  | { readonly what: 'same-object' }
  | { readonly what: 'updated' }
  | MemberPromise
  | { readonly what: 'sets'; readonly pointers: readonly string[] }
  | { readonly what: 'replaces'; readonly list: string }
  | {
      readonly what: 'root-type';
      readonly side: Side;
      readonly pointer: string;
      readonly typeName: string;
      readonly also?: readonly string[];
    }
  | { readonly what: 'nested-type'; readonly side: Side; readonly pointer: string; readonly typeName: string }
  | { readonly what: 'known-type'; readonly typeName: string }
  | TypePropertyPromise;

/** A member of a body. `pointer` is a JSON Pointer into the body. */
export interface MemberPromise {
  readonly what: 'member';
  readonly side: Side;
  readonly pointer: string;
  /** Undefined if the page names a type that no resource page describes. */
  readonly type?: JsonType;
  /** A named type: that of the value, or of each item of a list. */
  readonly typeName?: string;
  /** The JSON type of each item of a list, if the items are primitive. */
  readonly items?: JsonType;
  /** The values of an enumeration, where the page lists them. */
  readonly values?: readonly string[];
  readonly required: boolean;
  /** Absent if no layer says whether null is allowed. */
  readonly nullable?: boolean;
  readonly nonEmpty: boolean;
}

/** A property that the metadata gives to a type, in the API versions named. */
export interface TypePropertyPromise {
  readonly what: 'type-property';
  readonly typeName: string;
  readonly property: string;
  /** Absent for a type that no page describes: any value is allowed. */
  readonly type?: JsonType;
  /** The object type of the value, or of each item of a list. Absent if no page of the metadata describes that type. */
  readonly valueType?: string;
  /** The JSON type of each item of a list, if the items are primitive. */
  readonly items?: JsonType;
  /** The values of an enumeration, for the property itself or for each item of a list. */
  readonly values?: readonly string[];
  /** Absent if the metadata does not say whether null is allowed. */
  readonly nullable?: boolean;
  readonly versions: readonly ApiVersion[];
}

/** Parameters of a media type, such as a charset, do not matter. */
export type HeaderValue =
  { readonly kind: 'bearer' } | { readonly kind: 'media-type'; readonly mediaType: string } | { readonly kind: 'any' };

/** One promise, the line that makes it, and the lines that repeat it. */
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
  /** True if an object may hold properties that no layer names. */
  readonly open?: boolean;
  /** Set for a type of a published page: types that derive from it have pages of their own, which may not be given. */
  readonly partial?: true;
  readonly at: Place;
}

/** `rule`: the id of the rule that describes the property. */
export interface ReadOnlyProperty {
  readonly property: string;
  readonly rule: string;
  readonly versions: readonly ApiVersion[];
}

/** A row of the table of permissions. */
export interface Permission {
  /** The first cell, such as `Application`. */
  readonly kind: string;
  /** Empty where the page says that the kind is not supported. */
  readonly names: readonly string[];
  readonly at: Place;
}

/** The member of the answered object that repeats a parameter of the path. */
export interface Identity {
  readonly member: string;
  readonly parameter: string;
}

/** A type that a published page or an example shows and no metadata confirms. */
export interface OpenType {
  readonly name: string;
  readonly baseType: string;
  readonly at: Place;
}

/** How a question that the pages leave open is answered here, and why. */
export interface Reading {
  readonly id: string;
  readonly question: string;
  readonly reading: string;
  readonly reason: string;
  readonly at: readonly Place[];
}

export interface Remark {
  readonly what: string;
  readonly at: Place;
}

/** A message of an example, as the page shows it. `body` is a JSON value. */
interface ExampleMessage {
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** One example of a page. A page may leave out either side. */
export interface Example {
  readonly name: string;
  readonly request?: ExampleMessage & { readonly method: string; readonly url: string };
  readonly response?: ExampleMessage & { readonly status: number };
}

/** A JSON Schema, as plain data. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** JSON Schemas of the two bodies, draft 2020-12. `$comment` names the rule behind a subschema. */
export type BodySchemas = Readonly<Record<Side, JsonSchema>>;

/** What the pages promise about one operation. */
export interface Contract {
  /** The name of the operation page, without its ending: `update-device-configuration-assignment`. */
  readonly name: string;
  /** The heading of the page. */
  readonly title: string;
  /** The sources, in the order in which they were compiled. */
  readonly pages: readonly string[];
  /** Identifies the promises, wherever they stand: moving a line keeps it, changing a promise does not. */
  readonly hash: string;
  /** In capitals. */
  readonly method: string;
  /** Templates, with parameters in braces and no API version: `/deviceManagement/deviceConfigurations/{deviceConfigurationId}/…`. */
  readonly paths: readonly string[];
  readonly apiVersions: readonly ApiVersion[];
  /** The type of both bodies, without its namespace. */
  readonly resourceType?: string;
  /** The types that an exchange of this operation can hold. */
  readonly types: readonly KnownType[];
  readonly rules: readonly Rule[];
  /** The members that a request can set, at the root of its body. Not part of the hash: they follow from the rules. */
  readonly settable: readonly string[];
  /** Absent if the path ends in no parameter. Not part of the hash. */
  readonly identity?: Identity;
  /** Not part of the hash: an exchange does not show them. */
  readonly permissions: readonly Permission[];
  /** Microsoft's page, if the page names it. Not part of the hash. */
  readonly url?: string;
  /** Properties of the resource that a client cannot set. Not part of the hash: they forbid nothing. */
  readonly readOnly: readonly ReadOnlyProperty[];
  /** Not part of the hash: nothing is promised of them. */
  readonly openTypes: readonly OpenType[];
  readonly readings: readonly Reading[];
  /** Questions that the pages leave open, and irregular parts of them. */
  readonly open: readonly Remark[];
  readonly odd: readonly Remark[];
  readonly examples: readonly Example[];
  readonly schemas: Readonly<Record<ApiVersion, BodySchemas>>;
}
