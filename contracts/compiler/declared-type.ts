import type { Rule, Side } from '../contract.js';
import type { Draft } from './draft.js';
import type { Metadata } from './metadata.js';

/** Which types may stand where an example shows an object of one type. */
export type DeclaredType =
  /** The type of the example, and those that derive from it. */
  | { readonly by: 'example'; readonly typeName: string; readonly odd?: string }
  /** The type of the table row, from which that of the example derives. */
  | { readonly by: 'row'; readonly typeName: string; readonly row: Rule }
  /** A type of a row that no resource page describes: its family is not known. */
  | { readonly by: 'unknown-row'; readonly typeName: string };

/** Compares the type that an example shows for a root member with the type in the member's table row. */
export function declaredType(draft: Draft, metadata: Metadata, side: Side, pointer: string, shown: string): DeclaredType {
  const row = draft.find(`request.body${pointer}`);
  const says = row?.at.kind === 'table-row' && describesBody(draft, side) ? row.says : undefined;
  if (row === undefined || says?.what !== 'member' || says.typeName === undefined || says.typeName === shown) {
    return { by: 'example', typeName: shown };
  }
  const { typeName } = says;
  if (!metadata.knows(typeName)) return { by: 'unknown-row', typeName };
  if (metadata.lacks(shown) || metadata.isA(shown, typeName)) return { by: 'row', typeName, row };
  return { by: 'example', typeName: shown, odd: `the example shows ${pointer} as ${shown}, line ${row.at.line} as ${typeName}` };
}

/** The table describes the properties of the resource, so it holds for a response with the same resource too. */
function describesBody(draft: Draft, side: Side): boolean {
  const sent = bodyType(draft, 'request');
  return side === 'request' || sent === undefined || sent === bodyType(draft, 'response');
}

/** The type that the page gives to the body of one side. */
export function bodyType(draft: Draft, side: Side): string | undefined {
  const says = draft.find(`${side}.body`)?.says;
  return says?.what === 'body' ? says.typeName : undefined;
}
