import { linkableUrl, runUrl } from '../../../scripts/history/run-url.js';

const gitHub = { GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'an-owner/a-repository', GITHUB_RUN_ID: '7' };
const azure = { SYSTEM_COLLECTIONURI: 'https://dev.azure.com/your-org/', SYSTEM_TEAMPROJECT: 'your project', BUILD_BUILDID: '7' };

test.each([
  ['GitHub Actions', gitHub, 'https://github.com/an-owner/a-repository/actions/runs/7'],
  ['Azure Pipelines', azure, 'https://dev.azure.com/your-org/your%20project/_build/results?buildId=7'],
  ['a machine', {}, undefined],
  ['half of it', { ...gitHub, GITHUB_RUN_ID: '' }, undefined],
  ['a server without TLS', { ...gitHub, GITHUB_SERVER_URL: 'http://github.example' }, undefined],
])('the page of a run in %s', (_, env, expected) => {
  expect(runUrl(env)).toBe(expected);
});

test.each([
  'javascript:alert(1)',
  'data:text/html,x',
  'https://a@b.example/',
  '//b.example',
  '',
  7,
  `https://b.example/${'x'.repeat(500)}`,
])('no link leads to %j', (text) => {
  expect(linkableUrl(text)).toBeUndefined();
});
