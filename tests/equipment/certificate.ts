import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A certificate and its private key, as PEM texts. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

type Options = NonNullable<Parameters<typeof import('selfsigned').generate>[1]>;

/** The certificate of all servers on loopback of this run of the tests. Only processes with it in `NODE_EXTRA_CA_CERTS` trust it. */
export async function serverCertificate(): Promise<Certificate> {
  const file = join(process.env['TESTS_SHARED_FOLDER'] ?? '', 'server-certificate.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Certificate;
  const certificate = await createCertificate('localhost', {
    keyType: 'ec',
    extensions: [
      // Its own authority: a chain of one.
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', digitalSignature: true, keyEncipherment: true, keyCertSign: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  // Workers may get here at the same time: each then uses its own certificate, and the last one stays.
  const own = `${file}.${String(process.pid)}`;
  writeFileSync(own, JSON.stringify(certificate));
  renameSync(own, file);
  return certificate;
}

/** A certificate that a client signs in with. Its key is an RSA key, because the sign-in library signs with no other. */
export function clientCertificate(): Promise<Certificate> {
  return createCertificate('a test client', { keyType: 'rsa', extensions: [{ name: 'basicConstraints', cA: false }] });
}

async function createCertificate(commonName: string, options: Options): Promise<Certificate> {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loading the package takes longer than creating an EC key
  const { generate } = require('selfsigned') as typeof import('selfsigned');
  const { private: key, cert } = await generate([{ name: 'commonName', value: commonName }], { algorithm: 'sha256', ...options });
  return { key, cert };
}
