/** The certificate of a local server: one that a user gives, or one for this run. */
import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { isIP } from 'node:net';
import { createSecureContext } from 'node:tls';
import { systemErrorCode } from '../../recordings/files/system-error.js';
import { isLoopback } from '../../recordings/traffic/hosts.js';
import { CannotRun } from '../verdict/exit-code.js';
import { certificatesIn } from './client-trust.js';
import type { ServerCertificate } from './encrypted-server.js';
import { everyAddress } from './foreign-request.js';

export interface HttpsOptions {
  readonly https?: boolean;
  /** The files of a certificate and its key. Default: a certificate for this run. */
  readonly cert?: string;
  readonly key?: string;
}

export interface LocalCertificate extends ServerCertificate {
  /** The PEM certificates that its clients trust. */
  readonly authority: string;
}

/**
 * @param host where the server listens.
 * @param now in milliseconds since 1970.
 * @throws CannotRun if the files of a user cannot be used.
 */
export async function serverCertificate({ cert, key }: HttpsOptions, host: string, now: number): Promise<LocalCertificate> {
  if (cert !== undefined && key !== undefined) return givenCertificate(cert, key, host, now);
  const { issueCertificate } = await import('./issue-certificate.js');
  return issueCertificate([...hostsOf(host)], now);
}

function hostsOf(host: string): ReadonlySet<string> {
  const interfaces = everyAddress.has(host) ? Object.values(networkInterfaces()).flatMap((some = []) => some) : [];
  return new Set(['localhost', '127.0.0.1', '::1', host, ...interfaces.map(({ address }) => address)]);
}

function givenCertificate(certFile: string, keyFile: string, host: string, now: number): LocalCertificate {
  const certificates = certificatesIn(read('--cert', certFile));
  const [first = ''] = certificates;
  if (first === '') throw unusable('--cert', certFile, 'it holds no certificate in PEM format');
  const keyText = read('--key', keyFile);
  const key = privateKey(keyText, keyFile);
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(first);
    // Refuses keys that are too short.
    createSecureContext({ cert: first, key: key.export({ type: 'pkcs8', format: 'pem' }) });
  } catch (error) {
    if (systemErrorCode(error) === 'ERR_OSSL_X509_KEY_VALUES_MISMATCH') throw notAPair(certFile, keyFile);
    throw unusable('--cert', certFile, `OpenSSL refuses it (${systemErrorCode(error)})`);
  }
  if (!certificate.checkPrivateKey(key)) throw notAPair(certFile, keyFile);
  if (now < Date.parse(certificate.validFrom)) throw unusable('--cert', certFile, `it is valid from ${certificate.validFrom} on`);
  if (now > Date.parse(certificate.validTo)) throw unusable('--cert', certFile, `it expired at ${certificate.validTo}`);
  const names = [host, ...(isLoopback(host) || everyAddress.has(host) ? ['localhost', '127.0.0.1'] : [])];
  const name = names.find((one) => (isIP(one) === 0 ? certificate.checkHost(one) : certificate.checkIP(one)) !== undefined);
  if (name === undefined) {
    const covered = certificate.subjectAltName ?? 'no name';
    throw unusable('--cert', certFile, `it names ${covered}, not ${names.join(' or ')}. Give one of its names to --host`);
  }
  return { cert: certificates.join('\n'), key: keyText, authority: certificates.join('\n'), name };
}

function read(option: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new CannotRun(`Cannot read the file of ${option}, ${file} (${systemErrorCode(error)}).`);
  }
}

function privateKey(text: string, file: string): KeyObject {
  if (/^-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m.test(text)) {
    throw unusable('--key', file, 'it is encrypted. Decrypt it, such as with: openssl pkey -in <file> -out <new file>');
  }
  try {
    return createPrivateKey(text);
  } catch {
    throw unusable('--key', file, 'it holds no private key in PEM format');
  }
}

function unusable(option: string, file: string, why: string): CannotRun {
  return new CannotRun(`Cannot use the file of ${option}, ${file}: ${why}.`);
}

function notAPair(certFile: string, keyFile: string): CannotRun {
  return unusable('--key', keyFile, `its key is not that of the first certificate in ${certFile}`);
}
