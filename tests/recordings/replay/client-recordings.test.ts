import { OwnIds, RecordedShapes } from '../../../recordings/replay/own-ids.js';
import { recordedExchange } from '../../../recordings/replay/recorded-exchange.js';
import { sentAnswer } from '../../../recordings/replay/client-recordings.js';

const path = '/v1.0/deviceManagement/deviceConfigurations/redacted-1/assignments/redacted-2';

function exchangeWith(rawHeaders: object): ReturnType<typeof recordedExchange> {
  const definition = { scope: 'https://graph.microsoft.com:443', method: 'PATCH', path, body: '', status: 200, response: '', rawHeaders };
  return recordedExchange('r.json', 0, definition);
}

test.each(['Connection', 'Content-Encoding', 'Content-Length', 'Keep-Alive', 'Transfer-Encoding'])('%s is not sent', (name) => {
  expect(sentAnswer(exchangeWith({ [name]: 'identity', Allow: ['GET', 'PATCH'] })).headers).toEqual({ Allow: ['GET', 'PATCH'] });
});

test('headers that hold URLs have the ids of the client, and no others', () => {
  const url = 'https://graph.microsoft.com/v1.0/things/redacted-1';
  const exchange = exchangeWith({ Location: url, 'Content-Location': [url, 'x'], 'Location-Of-None': url });
  const ownIds = new OwnIds(new RecordedShapes([exchange]));
  ownIds.toRecorded({ method: 'PATCH', url: path.replace('redacted-1', 'mine'), contentType: undefined, body: '' });
  const own = url.replace('redacted-1', 'mine');
  expect(sentAnswer(exchange, ownIds).headers).toEqual({ Location: own, 'Content-Location': [own, 'x'], 'Location-Of-None': url });
  expect(sentAnswer(exchange).headers).toEqual({ Location: url, 'Content-Location': [url, 'x'], 'Location-Of-None': url });
});
