import { createCipheriv, createDecipheriv, createHmac, randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';
import { canonicalJson } from '../../../recordings/replay/canonical-json.js';
import { CannotRun } from '../../verdict/exit-code.js';

const variable = 'DRIFT_JOURNAL_KEY';

/**
 * Removes the secrets from the environment, so that no child process inherits them. The first one signs and seals; all of them verify and unseal.
 * @throws CannotRun if the variable is set but holds no secret.
 */
export function takeJournalSecrets(environment: NodeJS.ProcessEnv = process.env): string[] {
  const { [variable]: text = '' } = environment;
  Reflect.deleteProperty(environment, variable);
  const secrets = text
    .split(',')
    .map((secret) => secret.trim())
    .filter((secret) => secret !== '');
  if (text !== '' && secrets.length === 0)
    throw new CannotRun(`${variable} is set, but holds no secret. Make one with "openssl rand -base64 32", or unset the variable.`);
  return secrets;
}

/** The first line of a sealed journal. Base64 of salt, nonce, tag and ciphertext follows. */
const header = 'graph-contracts sealed journal 1\n';

const cipher = 'aes-256-gcm';
const [saltLength, nonceLength, tagLength] = [16, 12, 16];

/** Signs the journal, and encrypts the copy that leaves the machine. The secrets never leave this object. */
export class JournalKeys {
  readonly #secrets: readonly string[];
  readonly #macKeys = new Map<string, Buffer>();

  /** @param secrets the first one signs and seals; all of them verify and unseal. */
  constructor(secrets: readonly string[] = []) {
    this.#secrets = secrets;
  }

  get isEmpty(): boolean {
    return this.#secrets.length === 0;
  }

  /** @returns undefined without a secret. */
  sign(content: unknown): string | undefined {
    const [secret] = this.#secrets;
    return secret === undefined ? undefined : this.mac(secret, content).toString('base64');
  }

  /** Whether one of the secrets signed this content. */
  verifies(content: unknown, mac: unknown): boolean {
    const given = Buffer.from(typeof mac === 'string' ? mac : '', 'base64');
    return this.#secrets.some((secret) => {
      const own = this.mac(secret, content);
      return given.length === own.length && timingSafeEqual(given, own);
    });
  }

  /** @throws Error without a secret. */
  seal(text: string): string {
    const [secret] = this.#secrets;
    if (secret === undefined) throw new Error('There is no secret to seal with.');
    const [salt, nonce] = [randomBytes(saltLength), randomBytes(nonceLength)];
    const encrypt = createCipheriv(cipher, scryptSync(secret, salt, 32), nonce).setAAD(Buffer.from(header));
    const encrypted = [encrypt.update(text, 'utf8'), encrypt.final()];
    return `${header}${Buffer.concat([salt, nonce, encrypt.getAuthTag(), ...encrypted]).toString('base64')}\n`;
  }

  /** @returns undefined unless one of the secrets sealed exactly this. */
  unseal(sealed: string): string | undefined {
    if (!sealed.startsWith(header)) return undefined;
    const bytes = Buffer.from(sealed.slice(header.length), 'base64');
    const [afterSalt, afterNonce, start] = [saltLength, saltLength + nonceLength, saltLength + nonceLength + tagLength];
    for (const secret of this.#secrets) {
      try {
        const key = scryptSync(secret, bytes.subarray(0, afterSalt), 32);
        const decrypt = createDecipheriv(cipher, key, bytes.subarray(afterSalt, afterNonce), { authTagLength: tagLength })
          .setAAD(Buffer.from(header))
          .setAuthTag(bytes.subarray(afterNonce, start));
        return Buffer.concat([decrypt.update(bytes.subarray(start)), decrypt.final()]).toString('utf8');
      } catch {
        // Sealed with another secret, truncated or forged.
      }
    }
    return undefined;
  }

  private mac(secret: string, content: unknown): Buffer {
    const key = this.#macKeys.get(secret) ?? scryptSync(secret, 'graph-contracts journal', 32);
    this.#macKeys.set(secret, key);
    return createHmac('sha256', key).update(canonicalJson(content)).digest();
  }
}
