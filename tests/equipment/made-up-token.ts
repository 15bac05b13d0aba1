/** What an access token says of itself: of the claims of Entra, those that the sign-in reads, and any other. */
export type Claims = Readonly<Record<string, unknown>>;

let made = 0;

/**
 * A token that is well formed, and that nobody has signed: who asks Graph with it cannot tell, because only Graph may check a signature.
 * Every one is another. @param claims stand beside `jti` and `made-up`, and over them.
 */
export function madeUpToken(claims: Claims): string {
  made += 1;
  const parts = [
    { alg: 'none', typ: 'JWT' },
    { 'made-up': 'a token of a test, as long as a real one', jti: String(made), ...claims },
  ];
  return `${parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.no-signature`;
}
