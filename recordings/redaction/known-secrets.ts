/** What a session knows to be secret however it looks: its token, and the ids and names from its configuration. */
export interface KnownSecrets {
  readonly texts: readonly string[];
}

/** Shorter ones would be found in every second word. */
const shortest = 4;

/** Tells whether a text that looks public holds a known secret, in whatever case. */
export function holdsKnownSecret({ texts }: KnownSecrets): (text: string) => boolean {
  const secrets = [...new Set(texts.filter((secret) => secret.length >= shortest).map((secret) => secret.toLowerCase()))];
  if (secrets.length === 0) return () => false;
  return (text) => {
    const lower = text.toLowerCase();
    return secrets.some((secret) => lower.includes(secret));
  };
}
