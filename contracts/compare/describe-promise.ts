import type { HeaderValue, Says } from '../contract.js';

/** A promise in a few words, as a message shows it behind the id of its rule. */
export function describePromise(says: Says): string {
  switch (says.what) {
    case 'method':
      return says.method;
    case 'path':
      return says.template;
    case 'path-parameter':
      return says.parameter;
    case 'api-version':
      return says.versions.join(', ');
    case 'request-header':
    case 'response-header':
      return describeHeader(says.value);
    case 'status':
      return String(says.status);
    case 'body':
      return `${says.collection ? 'a list of ' : ''}${says.typeName ?? 'JSON'}`;
    case 'no-body':
      return 'no body';
    case 'closed':
      return 'only the properties that the page lists';
    case 'same-object':
      return 'the object that the path names';
    case 'updated':
      return 'the updated object';
    case 'sets':
      return `at least one of ${says.pointers.join(', ')}`;
    case 'replaces':
      return `a list that replaces all items: ${says.list}`;
    case 'member':
      return `${says.typeName ?? says.type ?? 'any JSON'}, ${says.required ? 'required' : 'optional'}`;
    case 'type-property':
      return `${says.type ?? 'any JSON'}${says.values === undefined ? '' : `: ${says.values.join(', ')}`}`;
    case 'root-type':
    case 'nested-type':
    case 'known-type':
      return says.typeName;
    default:
      return says satisfies never;
  }
}

export function describeHeader(value: HeaderValue): string {
  return value.kind === 'media-type' ? value.mediaType : value.kind === 'bearer' ? 'Bearer {token}' : 'any value';
}
