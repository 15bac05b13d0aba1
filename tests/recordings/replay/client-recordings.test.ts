import { ClientRecordings } from '../../../recordings/replay/client-recordings.js';
import { recordedExchange } from '../../../recordings/replay/recorded-exchange.js';

const path = '/v1.0/deviceManagement/deviceConfigurations/redacted-1/assignments/redacted-2';

function headersSent(rawHeaders: object, ownIds?: boolean): object | undefined {
  const definition = { scope: 'https://graph.microsoft.com:443', method: 'PATCH', path, body: '', status: 200, response: '', rawHeaders };
  const recordings = new ClientRecordings([recordedExchange('r.json', 0, definition)], 'never', ownIds);
  const url = ownIds ? path.replace('redacted-1', 'mine') : path;
  const exchange = recordings.take({ method: 'PATCH', url, contentType: undefined, body: '' });
  return exchange && recordings.sent(exchange).headers;
}

test.each(['Connection', 'Content-Encoding', 'Content-Length', 'Keep-Alive', 'Transfer-Encoding'])('%s is not sent', (name) => {
  expect(headersSent({ [name]: 'identity', Allow: ['GET', 'PATCH'] })).toEqual({ Allow: ['GET', 'PATCH'] });
});

test('headers that hold URLs have the ids of the client, and no others', () => {
  const url = 'https://graph.microsoft.com/v1.0/things/redacted-1';
  const rawHeaders = { Location: url, 'Content-Location': [url, 'x'], 'Location-Of-None': url };
  const own = url.replace('redacted-1', 'mine');
  expect(headersSent(rawHeaders, true)).toEqual({ Location: own, 'Content-Location': [own, 'x'], 'Location-Of-None': url });
  expect(headersSent(rawHeaders)).toEqual(rawHeaders);
});
