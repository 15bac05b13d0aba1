import type { HeaderValue, MemberPromise, Says, Side, TypePropertyPromise } from '../../contracts/contract.js';

/** A promise as a sentence. */
export function promiseInWords(says: Says): string {
  switch (says.what) {
    case 'method':
      return `The method is ${says.method}.`;
    case 'path':
      return `The path is ${says.template}, after the API version.`;
    case 'path-parameter':
      return `{${says.parameter}} in the path has a value, not a placeholder.`;
    case 'api-version':
      return `The path begins with ${says.versions.map((version) => `/${version}`).join(' or ')}.`;
    case 'request-header':
      return `The request has the header ${header(says)}.`;
    case 'response-header':
      return `The answer has the header ${header(says)}.`;
    case 'status':
      return `On success, the status is ${says.status}.`;
    case 'body':
      return `The body of the ${message(says.side)} is JSON: ${says.collection ? 'a list of ' : ''}${says.typeName ?? 'an object'}.`;
    case 'no-body':
      return `The ${message(says.side)} has no body.`;
    case 'closed':
      return `The body of the ${message(says.side)} has no property that neither the page nor the metadata names.`;
    case 'same-object':
      return 'The answer is about the object that the path names.';
    case 'updated':
      return 'The answer has what the request sent.';
    case 'member':
      return memberInWords(says);
    case 'sets':
      return `The request sets at least one of ${says.pointers.join(', ')}.`;
    case 'replaces':
      return `The list ${says.list} of the request replaces all items that exist.`;
    case 'root-type':
      return `${says.pointer} of the ${message(says.side)} names ${says.typeName}, if it is there.`;
    case 'nested-type':
      return `${says.pointer} of the ${message(says.side)} names ${says.typeName}, or a type that derives from it.`;
    case 'known-type':
      return `${says.typeName} is a known type.`;
    case 'type-property':
      return `${says.typeName} has ${says.property}: ${valueInWords(says)}. In ${says.versions.join(' and ')}.`;
    default:
      return says satisfies never;
  }
}

function message(side: Side): string {
  return side === 'request' ? 'request' : 'answer';
}

function header({ header: name, value }: { readonly header: string; readonly value: HeaderValue }): string {
  switch (value.kind) {
    case 'bearer':
      return `${name}: Bearer {token}`;
    case 'media-type':
      return `${name}: ${value.mediaType}`;
    case 'any':
      return `${name}, with any value`;
  }
}

function memberInWords({ side, pointer, type, typeName, items, values, required, nullable, nonEmpty }: MemberPromise): string {
  const one = typeName ?? items ?? (type === 'array' ? 'any JSON' : type) ?? 'any JSON';
  const listed = values === undefined ? '' : `, one of ${values.join(', ')}`;
  const limits = `${nonEmpty ? ', not empty' : ''}${nullable === true ? ', or null by the metadata' : ''}`;
  const value = `${type === 'array' ? 'a list of ' : ''}${one}${listed}${limits}`;
  return `The ${message(side)} ${required ? 'has' : 'may have'} ${pointer}: ${value}.`;
}

function valueInWords({ type, valueType, items, values, nullable }: TypePropertyPromise): string {
  const one = valueType ?? items ?? (type === 'array' ? 'any JSON' : type) ?? 'any JSON';
  const shown = `${type === 'array' ? 'a list of ' : ''}${one}${nullable === true ? ' or null' : ''}`;
  return values === undefined ? shown : `${shown}, of ${values.join(', ')}`;
}
