/** Kept beside the findings: a finding that is written whole shows no name that may be secret. */
const remembered = new WeakMap<object, readonly string[]>();

/** Remembers the names that lead to what a finding is about, where its pointer shows others in their place. */
export function rememberNames(finding: object, names: readonly string[]): void {
  remembered.set(finding, names);
}

/**
 * The names that lead to what a finding is about, as the traffic has them: within a body, or that of a header in lower case. Never to be shown. For
 * a copy of a finding, the names in its pointer.
 */
export function namesTo(finding: { readonly pointer: string }): readonly string[] {
  const { pointer } = finding;
  return remembered.get(finding) ?? (pointer === '' || pointer.startsWith('/') ? pointer.split('/').slice(1) : [pointer]);
}
