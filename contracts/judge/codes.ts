/** How bad a finding is. `breaking` contradicts a rule, `unknown` cannot be decided, `additive` says more than was promised. */
export type Severity = 'breaking' | 'unknown' | 'additive' | 'note';

/** All of them, the worst first. */
export const severities: readonly Severity[] = ['breaking', 'unknown', 'additive', 'note'];

/** The meaning of a code or a reason, and what to do. */
interface Meaning {
  readonly means: string;
  readonly advice: string;
}

function meaning(means: string, advice: string): Meaning {
  return { means, advice };
}

function ofSeverity(severity: Severity) {
  return (means: string, advice: string) => ({ severity, means, advice });
}

const breaking = ofSeverity('breaking');
const unknown = ofSeverity('unknown');
const additive = ofSeverity('additive');
const note = ofSeverity('note');

/** Every code that a finding can have. The severity hangs on the code, here and nowhere else. */
export const codes = {
  'request.method': breaking(
    'The request uses another method than the documented one on the path of this operation.',
    'Send the documented method, in capitals. GET and DELETE on the same path are other operations, judged only by pages of their own.',
  ),
  'request.method-case': note(
    'The method is not in capitals. Methods are case-sensitive: this answer shows no harm, but servers may refuse it.',
    'Send the method in capitals. fetch changes the case of GET, POST, PUT, DELETE, HEAD and OPTIONS only.',
  ),
  'request.malformed': breaking(
    'The request is not valid HTTP, so a server refuses it unread: its headers are too large, its length is wrong, or a character is illegal.',
    'Inspect the bytes that are sent. Send smaller headers, and let the HTTP library set lengths.',
  ),
  'request.path': breaking(
    'The path is close to the documented one but differs, or a parameter is empty or a placeholder.',
    'Compare the path with the template of the page. Check that both ids have values before the request is built.',
  ),
  'request.path-style': note(
    "The path has its ids in parentheses, as in assignments('id'), which is OData's own form. The page shows them after a slash.",
    'Nothing to do: Graph writes and accepts both forms.',
  ),
  'request.version': breaking('The path does not name the API version v1.0 or beta.', 'Begin the path with /v1.0/ or /beta/.'),
  'request.header.missing': breaking(
    'The request lacks a header that the page requires.',
    'Add the header. If a layer below your code adds it, record the traffic below that layer.',
  ),
  'request.header.value': breaking(
    'A request header has another value than the page allows.',
    'Send the documented value; parameters such as a charset do not matter.',
  ),
  'request.body.missing': breaking('The request has no body.', 'Send the documented object as JSON.'),
  'request.body.unexpected': breaking('The request has a body, where the page says that it has none.', 'Send the request without a body.'),
  'request.body.not-json': breaking('The body of the request is not JSON.', 'Send one JSON object.'),
  'request.body.missing-property': breaking(
    'The body of the request lacks a property that the page requires.',
    'Add the property. Mind its case: names are compared exactly.',
  ),
  'request.body.type': breaking(
    'A value in the body of the request has another JSON type than the page gives it.',
    'Send the documented type.',
  ),
  'request.body.value': breaking(
    'A value in the body of the request is not a documented one: a type name, an enumeration member, or an id that is empty or a placeholder.',
    'Send one of the expected values. For an id, find out why the variable behind it had no value.',
  ),
  'request.body.null': unknown(
    'The request sends null for a property. The pages do not say whether that clears it.',
    'Try it against a test tenant before you rely on it.',
  ),
  'request.body.incomplete-target': unknown(
    'The target lacks the id of its group or collection. The metadata allows null there; the pages do not say what such an update does.',
    'Send the id, such as the groupId of a group.',
  ),
  'request.body.drops-assignments': unknown(
    'The list of the request replaces all assignments, and lacks some that an earlier answer in the same source shows.',
    'Send the whole list, unless you want to remove them.',
  ),
  'request.body.open-type': note(
    'The target has a type that a newer published page shows and no metadata knows. Its properties were not judged.',
    'Try it against a test tenant before you rely on it: Microsoft contradicts itself here.',
  ),
  'request.body.read-only': note(
    'The request sends a property that is read-only by the published pages. Graph ignores it.',
    'Leave it out.',
  ),
  'request.body.undocumented-property': breaking(
    'The request sends a property that neither the page nor the metadata names in this API version.',
    'Correct its name, leave it out, or use the API version that has it. Graph may reject or ignore it at any time.',
  ),
  'request.body.byte-order-mark': note(
    'The JSON of the request begins with a byte order mark, which strict parsers reject.',
    'Write the body as UTF-8 without a byte order mark.',
  ),
  'request.rejected': breaking(
    'Graph refuses a request that keeps to the page.',
    'Send it again manually. If Graph still refuses, the page is wrong, or an id or a permission is.',
  ),
  'operation.not-routed': breaking(
    'Graph has no route for the documented method on the documented path.',
    'Check that neither id is empty: that gives the same answer. If they are right, the operation does not exist as documented.',
  ),
  'response.status': breaking(
    'Graph accepted the request with another status than the documented one.',
    'Code that waits for the documented status, or for a body with it, will not work with this answer.',
  ),
  'response.preference-applied': note(
    'The client asked for no body with Prefer: return=minimal, and Graph answered 204 without one.',
    'Nothing to do. Code that reads the updated object must not send this preference.',
  ),
  'response.header.content-type': breaking(
    'The answer does not have the documented media type.',
    'Clients that choose a parser by Content-Type will not read it.',
  ),
  'response.body.missing': breaking(
    'The status is the documented one, but the answer has no body.',
    'Do not rely on the updated object in the answer: read it back with GET.',
  ),
  'response.body.not-json': breaking(
    'The body of the answer is not JSON, or stops in the middle.',
    'Look at the raw body. A proxy that rewrites answers is the usual cause.',
  ),
  'response.body.missing-property': breaking(
    'The answer lacks a property that the documented example shows.',
    'Find out whether it was renamed (the message names a likely one) or is gone; code that reads it will fail.',
  ),
  'response.body.type': breaking('A value in the answer has another JSON type than documented.', 'Typed clients will fail to read it.'),
  'response.body.value': breaking(
    'A value in the answer is not a documented one: a type name, an enumeration member, or an empty id.',
    'If Graph has added a value, add it to the contract page; until then clients with closed enumerations will fail.',
  ),
  'response.body.other-object': breaking(
    'The answer is about another object than the one in the path.',
    'Read the object back with GET, and compare.',
  ),
  'response.body.not-updated': breaking(
    'The answer carries another value than the one that was sent: the update had no effect, or the answer is wrong.',
    'Read the object back with GET. Some routes answer 200 and change nothing.',
  ),
  'response.body.null': unknown(
    'A documented property is null. The pages do not say whether it may be.',
    'Look for code that reads the value and fails on null. It fails a run only with --fail-on unknown.',
  ),
  'response.body.unknown-target-type': unknown(
    'An object, such as the target, has a type that neither the pages nor the metadata name.',
    'If Graph has added a type, add it to the page of types.',
  ),
  'response.body.undocumented-property': additive(
    'The answer has a property that no layer names. The page says that its example may be shortened.',
    'Nothing breaks. Do not rely on it until it is documented.',
  ),
  'response.body.type-omitted': note(
    'The answer leaves out its root @odata.type, as Graph does at minimal metadata.',
    'Nothing to do, unless your code reads it.',
  ),
  'response.body.metadata-property': note(
    'The answer has a property that only the metadata names; the pages are silent about it.',
    'Nothing to do. Relying on it is relying on the metadata, not on the page.',
  ),
  'response.body.byte-order-mark': note(
    'The JSON of the answer begins with a byte order mark, which strict parsers reject.',
    'Use a parser that skips it. RFC 8259 forbids senders to add it, so look for a proxy that rewrites answers.',
  ),
  'request.not-checked': note(
    'A part of the request was not judged. The source lacks it, its writer redacted it, or no page describes its type. Or a rule of a pact allows more than its example, which alone was judged.',
    'Record what is missing if you want it judged, or give the page of the type with --contracts. In a pact, pin the value.',
  ),
  'response.not-checked': note(
    'The answer, or a part of it, was not judged. The source lacks it, its writer redacted it, or no page describes its type. Or it refuses a request that breaks the contract, or that is only partly known.',
    'Record what is missing if you want it judged, or give the page of the type with --contracts. If the request was refused, mend it first.',
  ),
  'expectation.status': breaking('A consumer relies on another status than the documented one.', 'Expect the documented status.'),
  'expectation.header': breaking(
    'A consumer relies on a response header, or a value of one, that the page does not promise.',
    'Drop the expectation.',
  ),
  'expectation.type': breaking('A consumer relies on another JSON type than the documented one.', 'Expect the documented type.'),
  'expectation.value': breaking('A consumer relies on an undocumented value.', 'Expect one of the documented values, or match by type.'),
  'expectation.not-checked': note(
    'A value or a rule on which a consumer relies was not judged. Only a newer page shows its type; or its regular expression is of another language, does not fit its own example, or takes too many steps.',
    'Write the expression in syntax that all languages share, and check that it matches its example. Try an open type against a test tenant.',
  ),
  'expectation.undocumented-property': breaking(
    'A consumer relies on a property that no layer names in this API version.',
    'Stop reading it, or use the API version that has it.',
  ),
  'docs.gone': breaking(
    'The other page no longer makes a promise that our page restates, or our page is gone since the other revision.',
    'Find out whether Graph still keeps it (run drift). Let our page say what Graph does, and change services that rely on it.',
  ),
  'docs.changed': breaking(
    'The other page promises something else than our page: another status, type or value.',
    'Find out which of the two Graph keeps (run drift). Let our page say it, and change services that rely on the other.',
  ),
  'docs.narrowed': breaking(
    'The other page asks more of a client than our page, or promises less to it.',
    'Let our page say it too, then check your traffic and pacts against it: they may break the new rule.',
  ),
  'docs.widened': additive(
    'The other page asks less of a client than our page, or promises more to it.',
    'Nothing breaks. Change our page if your service should use it.',
  ),
  'docs.added': additive(
    'The other page has something new: a path, a property, a type, a value, an API version or a permission.',
    'Nothing breaks. Add it to our page, so that check and drift know it.',
  ),
  'docs.confirmed': note(
    'The other page names a property that so far only the metadata named.',
    'Nothing to do. Add it to our page if your service relies on it.',
  ),
  'docs.not-comparable': unknown(
    'The two pages cannot be compared here: one names no type, or one that no page describes, or its permissions stand in another file. Or no page of the operation was found.',
    'Compare the two lines yourself. If the type is new, add it to the page of target types. If no page was found, it may have moved, or its method has changed.',
  ),
  'docs.odd': note(
    'The other page contradicts itself, or holds a word that resembles the name of a type.',
    'Mend it if the page is yours; report it to Microsoft if not.',
  ),
  'docs.reading': note(
    'One of the two pages leaves a question open that the other does not.',
    'Nothing to do, unless the answer contradicts our reading.',
  ),
};

/** The code of a finding: `side.what`, such as `request.body.type`. `docs`: two pages were compared. */
export type Code = keyof typeof codes;

/** Why an exchange says nothing about the contract. Never red, never green. */
export const inconclusiveReasons = {
  throttled: meaning(
    'Graph answered 429: too many requests.',
    'Run again later, with fewer operations, or outside the busy hours of the tenant.',
  ),
  outage: meaning(
    'Graph, or something on the way to it, is broken: 5xx, an internal error of Intune, a page or text of a gateway, a connection that failed.',
    'Run again. If it stays, look at the service health of the tenant and at proxies on the way.',
  ),
  unauthorized: meaning(
    'Graph answered 401: the token is missing, expired, or for another audience.',
    'Sign in again, and check tenant, audience and clock.',
  ),
  forbidden: meaning(
    'Graph answered 403, or that the request is not for this tenant. The signed-in application or person lacks a permission, or the tenant is the wrong one.',
    'Grant DeviceManagementConfiguration.ReadWrite.All, with admin consent. If the permission is there, check the tenant, its licence, and scope tags.',
  ),
  'not-found': meaning(
    'Graph answered 404 or without the assignment, and nothing shows that it exists.',
    'Check both ids with a GET of the same URL.',
  ),
  conflict: meaning(
    'Graph answered 409, 412, 423 or 424: something else changes the same object, or another request of the batch failed on which this one depends.',
    'Run again when no one else is changing the assignment.',
  ),
  'too-complex': meaning(
    'A regular expression of the pact takes too many steps to match, alone or with the others, so that a rule was not judged.',
    'Write it without back-references and without repetitions in repetitions, or split the pact.',
  ),
  unreadable: meaning(
    'A request was refused before its method and path could be read: it is not valid HTTP.',
    'Look at the bytes that the client sends. HTTPS sent to a server that speaks HTTP, the reverse, or a client that does not trust the certificate is the usual cause.',
  ),
  'unknown-batch': meaning(
    'A Graph batch may hold updates that were not judged: its capture kept no body, or not the whole, or it is an interaction of a pact.',
    'Record the batch with its body. In a pact, give each request inside an interaction of its own.',
  ),
  misdirected: meaning(
    'Graph answered 421 or 425: the request reached a server that does not answer for it, or too early. fetch sends it again by itself after 421.',
    'Run again. Read the assignment back first: the update may have been sent twice.',
  ),
};

export type InconclusiveReason = keyof typeof inconclusiveReasons;
