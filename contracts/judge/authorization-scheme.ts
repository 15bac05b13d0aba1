/** The schemes that the judge tells apart, and that the redaction therefore keeps. */
const schemes = /^(?:Basic|Bearer|Digest|Negotiate|NTLM|DPoP|PoP|SharedKey)\b/i;

/** The scheme of a credential as it was written, such as `Bearer`; undefined without one that is known. Never a word of the credential itself. */
export function authorizationScheme(credential: string): string | undefined {
  return schemes.exec(credential.trim())?.[0];
}
