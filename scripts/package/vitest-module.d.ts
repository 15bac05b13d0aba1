/** As much of Vitest as vitest.mts uses: it is no dependency of ours, since version 5 needs Node 22. Not part of the package. */
declare module 'vitest' {
  export const expect: { readonly extend: (matchers: object) => void };
}
