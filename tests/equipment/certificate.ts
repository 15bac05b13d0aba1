import { existsSync, linkSync, readFileSync, writeFileSync } from 'node:fs';
import { isIPv4 } from 'node:net';
import { join } from 'node:path';

/** A certificate and its private key, as PEM texts. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

type Options = NonNullable<Parameters<typeof import('selfsigned').generate>[1]>;

export interface ServerCertificate extends Certificate {
  /** The file of both, for `NODE_EXTRA_CA_CERTS`: the same in all tests, so that a process that trusts it can serve all of them. */
  readonly file: string;
}

/** The certificate of all servers on loopback of this run of the tests. Only processes with it in `NODE_EXTRA_CA_CERTS` trust it. */
export async function serverCertificate(): Promise<ServerCertificate> {
  const file = join(process.env['TESTS_SHARED_FOLDER'] ?? '', 'server-certificate.pem');
  if (!existsSync(file)) await createServerCertificate(file);
  const both = readFileSync(file, 'utf8');
  return { key: both, cert: both, file };
}

async function createServerCertificate(file: string): Promise<void> {
  const { key, cert } = await createCertificate('localhost', {
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
  const own = `${file}.${process.pid}`;
  writeFileSync(own, `${key}\n${cert}`);
  try {
    linkSync(own, file);
  } catch (error) {
    // Workers may do this at the same time: all use the certificate of the first.
    if (!existsSync(file)) throw error;
  }
}

/** A certificate authority, such as that of a company whose proxy inspects TLS. */
export class CertificateAuthority {
  private constructor(
    private readonly own: Certificate,
    /** Its certificate, for `NODE_EXTRA_CA_CERTS`. */
    readonly certificate: string,
  ) {}

  static async create(name: string): Promise<CertificateAuthority> {
    const own = await createCertificate(name, {
      keyType: 'ec',
      extensions: [
        { name: 'basicConstraints', cA: true, critical: true },
        { name: 'keyUsage', keyCertSign: true, critical: true },
      ],
    });
    return new CertificateAuthority(own, own.cert);
  }

  /** A certificate for servers of these names or addresses. */
  issue(...names: readonly string[]): Promise<Certificate> {
    return createCertificate('a server', {
      keyType: 'ec',
      ca: this.own,
      extensions: [
        { name: 'basicConstraints', cA: false },
        { name: 'extKeyUsage', serverAuth: true },
        {
          name: 'subjectAltName',
          altNames: names.map((value) => (isIPv4(value) ? { type: 7 as const, ip: value } : { type: 2 as const, value })),
        },
      ],
    });
  }
}

/** A certificate to sign in with. Its key is an RSA key, because the sign-in library supports no other. */
export function clientCertificate(): Promise<Certificate> {
  return createCertificate('a test client', { keyType: 'rsa', extensions: [{ name: 'basicConstraints', cA: false }] });
}

async function createCertificate(commonName: string, options: Options): Promise<Certificate> {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loading the package takes longer than creating an EC key
  const { generate } = require('selfsigned') as typeof import('selfsigned');
  const { private: key, cert } = await generate([{ name: 'commonName', value: commonName }], { algorithm: 'sha256', ...options });
  return { key, cert };
}
