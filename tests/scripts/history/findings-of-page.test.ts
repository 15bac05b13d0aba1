import { htmlHistory } from '../../../scripts/history/html-history.js';
import { summarizeHistory } from '../../../scripts/history/summarize-history.js';
import { compliance, configuration, findingOf, linesOf } from './history-lines.js';

const url = 'https://github.com/an-owner/a-repository/actions/runs/7';

test('the page has a row for each finding, with the fingerprint of each operation, links to Microsoft and to the run', () => {
  const finding = (fingerprint: string) => ({ url, findings: [findingOf('response.status', { fingerprint })] });
  const lines = [
    ...linesOf('d', finding('a1')),
    ...linesOf('d', { ...finding('a2'), version: 'beta' }),
    ...linesOf('d', { ...finding('a3'), operation: compliance }),
    ...linesOf('d', { version: 'beta', operation: compliance, findings: [findingOf('response.body.null', { fingerprint: 'a4' })] }),
  ];
  const page = htmlHistory(summarizeHistory({ lines, damaged: [] })).replaceAll(/\s+/g, ' ');
  expect(page.match(/<li> <p><b/g)).toHaveLength(2);
  expect([...page.matchAll(/fingerprint <code>(\w+)<\/code>/g)].map(([, fingerprint]) => fingerprint).sort()).toEqual([
    'a1',
    'a2',
    'a3',
    'a4',
  ]);
  expect(page.match(new RegExp(`<a href="${url}">the last run that had it</a>`, 'g'))).toHaveLength(3);
  expect(page).toContain(`${configuration} v1.0: first seen`);
  const microsoft = 'https://learn.microsoft.com/graph/api/intune-deviceconfig-deviceconfigurationassignment-update';
  expect(page).toContain(`<a href="${microsoft}">Microsoft's page</a>`);
  // The day of a run is a link too.
  expect(page).toContain(`<a href="${url}">01</a>`);
});

test('a year of 8 assignments in both versions is a page of less than 2 MB', () => {
  const year = 'a'.repeat(365);
  const lines = ['1', '2', '3', '4'].flatMap((assignment) =>
    [configuration, compliance].flatMap((operation) =>
      ['v1.0', 'beta'].flatMap((version) => linesOf(year, { assignment, operation, version, url })),
    ),
  );
  expect(htmlHistory(summarizeHistory({ lines, damaged: [] })).length).toBeLessThan(2_000_000);
});
