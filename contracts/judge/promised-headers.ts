import type { Says } from '../contract.js';
import { oncePerContract } from './once-per-contract.js';

/** A header of which the page says something, and the id of the rule. */
export interface PromisedHeader<What extends 'request-header' | 'response-header'> {
  readonly id: string;
  readonly says: Extract<Says, { readonly what: What }>;
}

/** The headers that a request must have. */
export const requestHeaders = oncePerContract(({ rules }) =>
  rules.flatMap(({ id, says }): PromisedHeader<'request-header'>[] => (says.what === 'request-header' ? [{ id, says }] : [])),
);

/** The headers that the answer has. */
export const responseHeaders = oncePerContract(({ rules }) =>
  rules.flatMap(({ id, says }): PromisedHeader<'response-header'>[] => (says.what === 'response-header' ? [{ id, says }] : [])),
);
