import { join } from 'node:path';
import { packageRoot } from '../../../contracts/folders.js';
import { loadServer, type Load } from '../../../scripts/bench/measure/load-server.js';
import { TemporaryFolder } from '../../recordings/temporary-folder.js';

let folder: TemporaryFolder;
beforeEach(() => {
  folder = new TemporaryFolder();
});
afterEach(() => {
  folder.remove();
});

function load(...args: string[]): Promise<Load | Error> {
  return loadServer({ name: 'server', args }, folder.path, 1).catch((error: unknown) => error as Error);
}

test('a server is started, sent valid updates and stopped; one that refuses updates or ends does not count', async () => {
  folder.write('ends.js', 'process.exit(7)');
  folder.write(
    'refuses.js',
    `let accepted = false;
     require('http').createServer((request, response) => {
       response.writeHead(accepted ? 400 : 200).end();
       accepted = true;
     }).listen(process.argv[3], '127.0.0.1');`,
  );
  const [serve, ends, refuses] = await Promise.all([
    load(join(packageRoot, 'dist', 'scripts', 'cli.js'), 'serve'),
    load('ends.js'),
    load('refuses.js'),
  ]);
  expect(serve).toMatchObject({ non2xx: 0, errors: 0, latency: { p99: expect.any(Number) as number } });
  expect(serve).toHaveProperty('requests.total', expect.any(Number));
  expect(ends).toEqual(new Error('ended with exit code 7 before it accepted an update'));
  expect((refuses as Error).message).toMatch(/^\d+ of \d+ updates failed$/);
});
