import { recordedExchange } from '../../../recordings/replay/recorded-exchange.js';
import { RecordedLines } from '../../../recordings/replay/nearest.js';

const configurations = '/v1.0/deviceManagement/deviceConfigurations';
const policies = '/v1.0/deviceManagement/deviceCompliancePolicies';
const lines = [
  `PATCH ${configurations}/p/assignments/a`,
  `PATCH ${configurations}/p/assignments/b`,
  `PATCH ${configurations}/q/assignments/a`,
  `GET ${configurations}/p/assignments/a`,
  `PATCH ${configurations.replace('v1.0', 'beta')}/p/assignments/a`,
  `PATCH ${policies}/p/assignments/a`,
  'GET /v1.0/me',
];
const recorded = new RecordedLines(
  lines.map((line, index) => {
    const [method = '', path = ''] = line.split(' ');
    return recordedExchange('r.json', index, { scope: 'https://graph.microsoft.com:443', method, path, status: 200, response: {} });
  }),
);

test.each<readonly [string, string, readonly number[]]>([
  ['the same', lines[0] ?? '', [0]],
  ['the same, with a host', `patch https://graph.microsoft.com${configurations}/p/assignments/a`, [0]],
  ['the same ids, written in another way', `PATCH ${configurations}/p/assignments/a/`, [0]],
  ['one id of two', `PATCH ${configurations}/q/assignments/c`, [2]],
  ['one id of two, in several', `PATCH ${configurations}/x/assignments/a`, [0, 2]],
  ['no id', `PATCH ${configurations}/x/assignments/y`, [0, 1, 2]],
  ['ids in exchanged places', `PATCH ${configurations}/a/assignments/p`, [0, 1, 2]],
  ['another API version', `PATCH ${policies.replace('v1.0', 'beta')}/x/assignments/y`, [5]],
  ['another method, of several', `DELETE ${configurations}/p/assignments/a`, [0, 3]],
  ['another operation', 'PATCH /v1.0/users', [6]],
])('nearest is %s', (_, line, expected) => {
  const [method = '', url = ''] = line.split(' ');
  expect(recorded.nearestTo({ method, url }, 200).map(({ source }) => source.index)).toEqual(expected);
  expect(recorded.nearestTo({ method, url }, 1)).toHaveLength(1);
});

test('nothing is near to nothing', () => {
  expect(new RecordedLines([]).nearestTo({ method: 'GET', url: '/' }, 200)).toEqual([]);
});
