import { brotliCompressSync, gzipSync } from 'node:zlib';

export const ours = '/v1.0/deviceManagement/deviceConfigurations/a-policy/assignments/an-assignment';
export const foreign = '/v1.0/users/a-user';

const mebibyte = 1024 * 1024;

/** A text that is packed small, as it is written in a nock recording and in a HAR. */
export interface PackedBody {
  readonly encoding: string;
  readonly bytes: Buffer;
}

/** A healthy answer, packed. */
export function packedAnswer(): PackedBody {
  const target = { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' };
  const answer = { '@odata.type': '#microsoft.graph.deviceConfigurationAssignment', id: 'an-assignment', target };
  return { encoding: 'gzip', bytes: gzipSync(JSON.stringify(answer)) };
}

/** Blanks: gzip makes a thousandth of them, Brotli a millionth. */
export function bomb(encoding: 'gzip' | 'br', mebibytes: number): PackedBody {
  const text = Buffer.alloc(mebibytes * mebibyte, ' ');
  return { encoding, bytes: encoding === 'gzip' ? gzipSync(text, { level: 9 }) : brotliCompressSync(text) };
}

/** A bomb in a bomb, so often: each unpacks to the next one. */
export function nested(times: number): PackedBody {
  let bytes = gzipSync(Buffer.alloc(mebibyte));
  for (let time = 1; time < times; time += 1) bytes = gzipSync(bytes);
  return { encoding: Array.from({ length: times }, () => 'gzip').join(', '), bytes };
}

const sent = { target: { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' } };

export function nockDefinition(path: string, { encoding, bytes }: PackedBody): unknown {
  const rawHeaders = { 'Content-Type': 'application/json', 'Content-Encoding': encoding };
  return {
    scope: 'https://graph.microsoft.com:443',
    method: 'PATCH',
    path,
    body: sent,
    status: 200,
    response: [bytes.toString('hex')],
    rawHeaders,
    reqheaders: { authorization: 'Bearer made-up', 'content-type': 'application/json' },
  };
}

export function harOf(bodies: readonly (readonly [string, PackedBody])[]): unknown {
  const type = { name: 'Content-Type', value: 'application/json' };
  const entries = bodies.map(([path, { encoding, bytes }]) => ({
    request: { method: 'PATCH', url: `https://graph.microsoft.com${path}`, headers: [type], postData: { text: JSON.stringify(sent) } },
    response: {
      status: 200,
      headers: [type, { name: 'Content-Encoding', value: encoding }],
      content: { encoding: 'base64', text: bytes.toString('base64') },
    },
  }));
  return { log: { version: '1.2', entries } };
}
