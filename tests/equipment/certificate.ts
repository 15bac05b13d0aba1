import { generate } from 'selfsigned';

/** A certificate and its private key, as PEM texts. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** A certificate for servers on loopback, made now and trusted by nobody: who should trust it is told with `NODE_EXTRA_CA_CERTS`. */
export async function serverCertificate(): Promise<Certificate> {
  return made('localhost', [
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
  ]);
}

/** A certificate that a client signs in with. */
export async function clientCertificate(): Promise<Certificate> {
  return made('a test client', [{ name: 'basicConstraints', cA: false }]);
}

async function made(commonName: string, extensions: NonNullable<Parameters<typeof generate>[1]>['extensions']): Promise<Certificate> {
  const options = { algorithm: 'sha256', ...(extensions === undefined ? {} : { extensions }) };
  const { private: key, cert } = await generate([{ name: 'commonName', value: commonName }], options);
  return { key, cert };
}
