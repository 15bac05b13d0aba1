/** Why a source does not hold what was sent. A header, a body or a value is present, absent, or not known: only what is absent can be missing. */
export const redactedByWriter = 'the writer of the source redacted it';

/** Whether the source does not hold the body of a message. */
export function isWithheld({ bodyWithheld }: { readonly bodyWithheld?: boolean | string }): boolean {
  return bodyWithheld !== undefined && bodyWithheld !== false;
}

/** The reason within a sentence; empty if the source gives none. */
export function becauseOf(withheld: boolean | string | undefined): string {
  return typeof withheld === 'string' ? ` (${withheld})` : '';
}
