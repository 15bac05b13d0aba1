import { GraphClient } from '../../../scripts/client/graph-client.js';
import { clouds, loopbackCloud } from '../../../scripts/client/clouds.js';

test('each cloud has its Graph, authority, scope and audience', () => {
  expect(Object.values(clouds).map(({ name, ...rest }) => [name, ...Object.values(rest)])).toEqual([
    [
      'global',
      'https://graph.microsoft.com',
      'https://login.microsoftonline.com',
      'https://graph.microsoft.com/.default',
      'api://AzureADTokenExchange',
    ],
    [
      'usGov',
      'https://graph.microsoft.us',
      'https://login.microsoftonline.us',
      'https://graph.microsoft.us/.default',
      'api://AzureADTokenExchangeUSGov',
    ],
    [
      'usGovDod',
      'https://dod-graph.microsoft.us',
      'https://login.microsoftonline.us',
      'https://dod-graph.microsoft.us/.default',
      'api://AzureADTokenExchangeUSGov',
    ],
    [
      'china',
      'https://microsoftgraph.chinacloudapi.cn',
      'https://login.chinacloudapi.cn',
      'https://microsoftgraph.chinacloudapi.cn/.default',
      'api://AzureADTokenExchangeChina',
    ],
  ]);
});

test.each([...Object.values(clouds), loopbackCloud('https://localhost:1', 'https://localhost:2')])(
  'the client accepts the Graph of $name',
  ({ graph }) => {
    expect(() => new GraphClient({ baseUrl: graph, token: () => Promise.resolve('made-up') })).not.toThrow();
  },
);
