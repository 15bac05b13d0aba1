/** The claims of an access token. */
export type Claims = Readonly<Record<string, unknown>>;

let made = 0;

/**
 * A well-formed token without a signature. A client cannot tell the difference, because only Graph may check a signature. Each token differs.
 */
export function madeUpToken(claims: Claims): string {
  made += 1;
  const parts = [
    { alg: 'none', typ: 'JWT' },
    { 'made-up': 'a token of a test, as long as a real one', jti: String(made), ...claims },
  ];
  return `${parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.no-signature`;
}
