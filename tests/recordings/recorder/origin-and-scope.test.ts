import type { Headers } from '../../../contracts/judge/exchange.js';
import { Session } from '../../../recordings/recorder/session.js';

const path = '/v1.0/deviceManagement/deviceConfigurations/one/assignments/two';
const ofGraph = { 'Request-Id': 'x' };
const standsForGraph = 'https://graph.microsoft.com:443';

test.each<[string, string, Headers | undefined, string, string]>([
  ['Graph', 'https://graph.microsoft.com', ofGraph, 'live', standsForGraph],
  ['a national cloud', 'https://graph.microsoft.us:443', ofGraph, 'live', 'https://graph.microsoft.us:443'],
  ['what answers in the place of Graph', 'https://graph.microsoft.com', {}, 'emulator', standsForGraph],
  ['nobody', 'https://graph.microsoft.com', undefined, 'emulator', standsForGraph],
  [
    'the emulator, under the name of Graph',
    'https://graph.microsoft.com',
    { ...ofGraph, 'X-Emulated-By': 'x' },
    'emulator',
    standsForGraph,
  ],
  ['the emulator', 'http://127.0.0.1:4010', ofGraph, 'emulator', standsForGraph],
  ['a container beside', 'http://graph-stub:5600', ofGraph, 'emulator', standsForGraph],
  ['a machine in the house', 'https://graph.contoso.example', ofGraph, 'emulator', standsForGraph],
  ['Graph without TLS', 'http://graph.microsoft.com', ofGraph, 'emulator', standsForGraph],
  ['somebody who is not named', '', ofGraph, 'emulator', standsForGraph],
])('an exchange that %s answered', (_who, host, headers, origin, scope) => {
  const session = new Session({ scenario: 'a test' });
  const answered = headers === undefined ? { failure: 'ECONNRESET' } : { response: { status: 204, headers } };
  session.add({ request: { method: 'PATCH', url: `${host}${path}` }, ...answered });
  const [recording] = session.files().values();
  expect(recording).toMatchObject([{ scope, recorded: { origin } }]);
});
