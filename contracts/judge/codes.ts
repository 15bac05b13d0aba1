/** How bad a finding is. `breaking` contradicts a rule, `unknown` cannot be decided, `additive` says more than was promised. */
export type Severity = 'breaking' | 'unknown' | 'additive' | 'note';

/** All of them, the worst first. */
export const severities: readonly Severity[] = ['breaking', 'unknown', 'additive', 'note'];

interface CodeEntry {
  readonly severity: Severity;
  readonly means: string;
  readonly advice: string;
}

/** Every code that a finding can have. The severity hangs on the code, here and nowhere else. */
export const codes = {
  'request.method': {
    severity: 'breaking',
    means: 'The request uses another method than the documented one on the path of this operation.',
    advice: 'Send PATCH, in capitals. GET and DELETE on the same path are other operations, and are not judged here.',
  },
  'request.method-case': {
    severity: 'note',
    means: 'The method is not in capitals. Methods are case-sensitive: this answer shows no harm, but servers may refuse it.',
    advice: 'Send the method in capitals. fetch changes the case of GET, POST, PUT, DELETE, HEAD and OPTIONS only.',
  },
  'request.malformed': {
    severity: 'breaking',
    means:
      'The request is not valid HTTP, so that a server refuses it before it is read: headers that are too large, a length that does not fit, a stray sign.',
    advice: 'Look at the request as it goes over the wire. Send smaller headers, and let the HTTP library set lengths.',
  },
  'request.path': {
    severity: 'breaking',
    means: 'The path is almost, but not quite, the documented one, or one of its parameters is empty or was never filled in.',
    advice: 'Compare the path with the template of the page, and check that both ids are filled in before the request is built.',
  },
  'request.path-style': {
    severity: 'note',
    means: "The path has its ids in parentheses, as in assignments('id'), which is OData's own form. The page shows them after a slash.",
    advice: 'Nothing to do: Graph writes and accepts both forms.',
  },
  'request.version': {
    severity: 'breaking',
    means: 'The path names another API version than v1.0 or beta, or none.',
    advice: 'Begin the path with /v1.0/ or /beta/.',
  },
  'request.header.missing': {
    severity: 'breaking',
    means: 'The request lacks a header that the page requires.',
    advice: 'Add the header. If a layer below your code adds it, record the traffic below that layer.',
  },
  'request.header.value': {
    severity: 'breaking',
    means: 'A request header has another value than the page allows.',
    advice: 'Send the documented value; parameters such as a charset do not matter.',
  },
  'request.body.missing': {
    severity: 'breaking',
    means: 'The request has no body.',
    advice: 'Send the assignment as JSON, with its target.',
  },
  'request.body.not-json': {
    severity: 'breaking',
    means: 'The body of the request is not JSON.',
    advice: 'Send one JSON object.',
  },
  'request.body.missing-property': {
    severity: 'breaking',
    means: 'The body of the request lacks a property that the page requires.',
    advice: 'Add the property. Mind its case: names are compared exactly.',
  },
  'request.body.type': {
    severity: 'breaking',
    means: 'A value in the body of the request has another JSON type than the page gives it.',
    advice: 'Send the documented type.',
  },
  'request.body.value': {
    severity: 'breaking',
    means:
      'A value in the body of the request is none of those that are documented: a type name, a member of an enumeration, an id that is empty or was never filled in.',
    advice: 'Send one of the expected values. For an id, find out why the variable behind it had no value.',
  },
  'request.body.incomplete-target': {
    severity: 'unknown',
    means:
      'The target lacks the id that makes it a target. The metadata allows null there, and the pages do not say what such an update does.',
    advice: 'Send the id, such as the groupId of a group.',
  },
  'request.body.open-type': {
    severity: 'note',
    means: 'The target has a type that a newer published page shows and no metadata knows. Its properties were not judged.',
    advice: 'Try it against a test tenant before you rely on it: Microsoft contradicts itself here.',
  },
  'request.body.read-only': {
    severity: 'note',
    means: 'The request sends a property that is read-only by the published pages. Graph ignores it.',
    advice: 'Leave it out.',
  },
  'request.body.undocumented-property': {
    severity: 'breaking',
    means: 'The request sends a property that neither the page nor the metadata names in this API version.',
    advice: 'Leave it out, or use the API version that has it. Graph may reject or ignore it at any time.',
  },
  'request.body.byte-order-mark': {
    severity: 'note',
    means: 'The JSON of the request begins with a byte order mark, which JSON must not be sent with, and strict parsers reject.',
    advice: 'Write the body as UTF-8 without a byte order mark.',
  },
  'request.rejected': {
    severity: 'breaking',
    means: 'The request keeps to the page, and Graph refuses it.',
    advice: 'Send it again by hand. If Graph still refuses, the page is wrong, or an id or a permission is.',
  },
  'operation.not-routed': {
    severity: 'breaking',
    means: 'Graph has no route for the documented method on the documented path.',
    advice: 'Check that neither id is empty: that gives the same answer. If they are right, the operation does not exist as documented.',
  },
  'response.status': {
    severity: 'breaking',
    means: 'Graph accepted the request with another status than the documented one.',
    advice: 'Code that waits for the documented status, or for a body with it, will not work with this answer.',
  },
  'response.preference-applied': {
    severity: 'note',
    means: 'The client asked for no body with Prefer: return=minimal, and Graph answered 204 without one.',
    advice: 'Nothing to do. Code that reads the updated object must not send this preference.',
  },
  'response.header.content-type': {
    severity: 'breaking',
    means: 'The answer is labelled with another media type than the documented one, or with none.',
    advice: 'Clients that choose a parser by Content-Type will not read it.',
  },
  'response.body.missing': {
    severity: 'breaking',
    means: 'The status is the documented one, but the answer has no body.',
    advice: 'Do not rely on the updated object in the answer: read it back with GET.',
  },
  'response.body.not-json': {
    severity: 'breaking',
    means: 'The body of the answer is not JSON, or stops in the middle.',
    advice: 'Look at the raw body. A proxy that rewrites answers is the usual cause.',
  },
  'response.body.missing-property': {
    severity: 'breaking',
    means: 'The answer lacks a property that the documented example shows.',
    advice: 'Find out whether it was renamed (the message names a likely one) or is gone; code that reads it will fail.',
  },
  'response.body.type': {
    severity: 'breaking',
    means: 'A value in the answer has another JSON type than documented.',
    advice: 'Typed clients will fail to read it.',
  },
  'response.body.value': {
    severity: 'breaking',
    means: 'A value in the answer is none of those that are documented: the name of the type, a member of an enumeration, an empty id.',
    advice: 'If Graph has added a value, add it to the contract page; until then clients with closed enumerations will fail.',
  },
  'response.body.other-object': {
    severity: 'breaking',
    means: 'The answer is about another assignment than the one in the path.',
    advice: 'Read the assignment back with GET, and compare.',
  },
  'response.body.not-updated': {
    severity: 'breaking',
    means: 'The answer carries another target than the one that was sent: the update had no effect, or only part of it.',
    advice: 'Read the assignment back with GET. Some routes answer 200 and change nothing.',
  },
  'response.body.null': {
    severity: 'unknown',
    means: 'A documented property is null. The pages do not say whether it may be.',
    advice: 'Decide whether your code survives it; treat it as drift if it never happened before.',
  },
  'response.body.unknown-target-type': {
    severity: 'unknown',
    means: 'The target has a type that neither the pages nor the metadata name.',
    advice: 'If Graph has added a target type, add it to the page of target types.',
  },
  'response.body.undocumented-property': {
    severity: 'additive',
    means: 'The answer has a property that no layer names. The page says that its example may be shortened.',
    advice: 'Nothing breaks. Do not rely on it until it is documented.',
  },
  'response.body.type-omitted': {
    severity: 'note',
    means: 'The answer leaves out its root @odata.type, as Graph does at minimal metadata.',
    advice: 'Nothing to do, unless your code reads it.',
  },
  'response.body.metadata-property': {
    severity: 'note',
    means: 'The answer has a property that only the metadata names; the pages are silent about it.',
    advice: 'Nothing to do. Relying on it is relying on the metadata, not on the page.',
  },
  'response.body.byte-order-mark': {
    severity: 'note',
    means: 'The JSON of the answer begins with a byte order mark, which strict parsers reject.',
    advice: 'Use a parser that skips it.',
  },
  'request.not-checked': {
    severity: 'note',
    means:
      'A part of the request was not judged, or only its example: the source does not hold it, its writer redacted it, or a rule of a pact lets in more.',
    advice: 'Record what is missing if you want it judged; in a pact, pin the value.',
  },
  'response.not-checked': {
    severity: 'note',
    means:
      'The answer, or a part of it, was not judged: the source does not hold it, its writer redacted it, or it refuses a request that breaks the contract or is not wholly known.',
    advice: 'Record what is missing if you want it judged; mend the request first if it was refused.',
  },
  'expectation.status': {
    severity: 'breaking',
    means: 'A consumer relies on another status than the documented one.',
    advice: 'Expect the documented status.',
  },
  'expectation.header': {
    severity: 'breaking',
    means: 'A consumer relies on a response header, or a value of one, that the page does not promise.',
    advice: 'Drop the expectation.',
  },
  'expectation.type': {
    severity: 'breaking',
    means: 'A consumer relies on another JSON type than the documented one.',
    advice: 'Expect the documented type.',
  },
  'expectation.value': {
    severity: 'breaking',
    means: 'A consumer relies on a value that is none of the documented ones.',
    advice: 'Expect one of the documented values, or match by type.',
  },
  'expectation.not-checked': {
    severity: 'note',
    means:
      'A value or a rule on which a consumer relies was not judged: its type is one that only a newer page shows, or its regular expression is of another language, does not fit its own example, or takes too many steps.',
    advice:
      'Write the expression in the words that all languages share, and see that it fits its example. Try an open type against a test tenant.',
  },
  'expectation.undocumented-property': {
    severity: 'breaking',
    means: 'A consumer relies on a property that no layer names in this API version.',
    advice: 'Stop reading it, or use the API version that has it.',
  },
} as const satisfies Record<string, CodeEntry>;

/** The code of a finding: `side.what`, such as `request.body.type`. */
export type Code = keyof typeof codes;

export function severityOf(code: Code): Severity {
  return codes[code].severity;
}

/** Why an exchange says nothing about the contract. Never red, never green. */
export const inconclusiveReasons = {
  throttled: {
    means: 'Graph answered 429: too many requests.',
    advice: 'Run again later, with fewer operations, or outside the busy hours of the tenant.',
  },
  outage: {
    means:
      'Graph, or something on the way to it, is broken: 5xx, an internal error of Intune, a page or text of a gateway, a connection that failed.',
    advice: 'Run again. If it stays, look at the service health of the tenant and at proxies on the way.',
  },
  unauthorized: {
    means: 'Graph answered 401: the token is missing, expired, or for someone else.',
    advice: 'Sign in again, and check tenant, audience and clock.',
  },
  forbidden: {
    means:
      'Graph answered 403, or that the request is not for this tenant: the signed-in application or person lacks a permission, or the tenant is another one.',
    advice:
      'Grant DeviceManagementConfiguration.ReadWrite.All, with admin consent. If the permission is there, check the tenant, its licence, and scope tags.',
  },
  'not-found': {
    means: 'Graph answered 404, or with something else than the assignment; and nothing shows that it exists.',
    advice: 'Check both ids with a GET of the same URL.',
  },
  conflict: {
    means:
      'Graph answered 409, 412, 423 or 424: something else changes the same object, or another request of the batch failed on which this one depends.',
    advice: 'Run again when nobody else works on the assignment.',
  },
  'too-complex': {
    means: 'A regular expression of the pact takes too many steps to match, alone or with the others, so that a rule was not judged.',
    advice: 'Write it without back-references and without repetitions in repetitions, or split the pact.',
  },
  'unknown-batch': {
    means:
      'A Graph batch may hold updates that were not judged: its capture kept no body, or not the whole, or it is an interaction of a pact.',
    advice: 'Record the batch with its body. In a pact, give each request inside an interaction of its own.',
  },
  unreadable: {
    means: 'A request was refused before its method and path could be read: it is not valid HTTP.',
    advice: 'Look at the bytes that the client sends. HTTPS sent to a server that speaks HTTP is the usual cause.',
  },
  misdirected: {
    means:
      'Graph answered 421 or 425: the request reached a server that does not answer for it, or too early. fetch sends it again by itself after 421.',
    advice: 'Run again. Read the assignment back first: the update may have been sent twice.',
  },
} as const satisfies Record<string, { means: string; advice: string }>;

/** Why an exchange is inconclusive. */
export type InconclusiveReason = keyof typeof inconclusiveReasons;
