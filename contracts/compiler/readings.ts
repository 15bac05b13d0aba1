/**
 * How the questions that the pages leave open are answered here, and why. Change a reading only with evidence: each one decides verdicts.
 * A compiled contract lists the readings that it applied, with the lines that raise the question.
 */
export const readings = {
  'request-id': {
    question: 'The table of request properties lists `id`, the example request leaves it out.',
    reading: 'A request may send `id`, and need not.',
    reason: 'The object is already named by the path.',
  },
  'required-when-created': {
    question: 'The table lists the properties that are required when you create the object, even on a page that updates it.',
    reading:
      'An update sets at least one property that it can set; if there is only one, that one is required. A request that creates sends all that the examples show. `id` and read-only properties are never required.',
    reason: 'PATCH is a partial update.',
  },
  'action-parameters': {
    question: 'The table lists the parameters of an action, and does not say which are required.',
    reading: 'Those that the examples show are required, unless the row says "Optional".',
    reason: 'An action is called with its parameters.',
  },
  'row-type': {
    question: 'The row of a property names a base type, the example shows a type that derives from it.',
    reading: 'The row decides: any type of its family is accepted, and the properties of that type are checked.',
    reason: 'An example shows one of several types; the row describes all of them.',
  },
  accept: {
    question: 'The row of Accept gives a value, and does not say that the header is required.',
    reading: 'The header is optional.',
    reason: 'HTTP lets a client leave it out, and Graph answers JSON to a request without it.',
  },
  'root-type': {
    question: 'The example response has a root `@odata.type`; Graph leaves it out at minimal metadata, its default.',
    reading: 'If present it must name the type; its absence is a note.',
    reason: 'OData allows a service to leave out a type that follows from the request.',
  },
  'type-hash': {
    question: 'Examples write a type name with `#` in one place and without it in another.',
    reading: 'The `#` is ignored when type names are compared.',
    reason: 'OData knows both forms, and Graph sends `#`.',
  },
  'abstract-target': {
    question: 'An object of an example has a type that the metadata calls abstract: no instance can have it.',
    reading: 'It is accepted as documented. Derived types are accepted too, and their own properties are checked.',
    reason: 'Every real object has one of the derived types of the metadata.',
  },
  'id-format': {
    question: 'The page does not say which form an `id` has, and an example may show one that only resembles a GUID.',
    reading: 'Any non-empty string is an id; ids that differ only in case are the same.',
    reason: 'The ids of assignments are composed, as in `<policyId>_<targetId>`, and made of GUIDs, which have no case.',
  },
  truncated: {
    question: 'The example response is marked as truncated.',
    reading: 'Every property that it shows is required; one that no layer names is additive, never breaking.',
    reason: 'The page says itself that more may be returned.',
  },
  'content-type': {
    question: 'Some pages have a row for the Content-Type of the request, others only show it in an example.',
    reading: 'It is required in both cases; parameters such as a charset, and the case, are ignored.',
    reason: 'A request with a body names its type.',
  },
  'header-required': {
    question: 'The row gives the value of the header, but does not say that it is required.',
    reading: 'It is required.',
    reason: 'The row stands in the table of request headers without the word optional.',
  },
  'content-length': {
    question: 'The example gives the length of its body.',
    reading: 'It is never compared.',
    reason: 'A length belongs to one particular body, and HTTP checks it anyway.',
  },
  'api-version': {
    question: 'The path carries no API version, and the URL of an example may show another version or none.',
    reading: 'The operation is checked in `v1.0` and in `beta`, or in `beta` alone if its page is about beta only.',
    reason: 'Graph serves the operations of `v1.0` in `beta` too.',
  },
  host: {
    question: 'The example request names the host graph.microsoft.com.',
    reading: 'The host of an exchange is not compared.',
    reason: 'National clouds, proxies and mocks serve the same operations under other names.',
  },
  permissions: {
    question: 'The page has a section on permissions, which may be filled in only partly.',
    reading: 'No rule. Permissions that the page names are listed, never checked.',
    reason: 'A permission cannot be seen in an exchange.',
  },
  namespace: {
    question: 'Type names are written with and without their namespace.',
    reading: 'A type name in a body carries the namespace microsoft.graph.',
    reason: 'The types of Graph are in that namespace, and its pages name it.',
  },
  'control-information': {
    question: 'Graph adds names that contain `@`, such as `@odata.context`.',
    reading: 'They are OData control information, never a finding.',
    reason: 'The OData JSON format lets a service add them anywhere.',
  },
  'null-target': {
    question: 'The metadata allows null for an object that the page shows, and the page does not mention it.',
    reading: 'A null in a response is unknown: the page does not hold enough to decide. In a request it is breaking.',
    reason:
      'The metadata of a property does not say when a service uses null; a request that sends it asks for nothing that is documented.',
  },
} as const satisfies Record<string, { question: string; reading: string; reason: string }>;

export type ReadingId = keyof typeof readings;
