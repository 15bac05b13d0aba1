/** The part of Vitest that vitest.mts uses. Vitest is not a dependency, since version 5 needs Node 22. Not part of the package. */
declare module 'vitest' {
  export const expect: { readonly extend: (matchers: object) => void };
}
