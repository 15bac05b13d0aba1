import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../../scripts/serve/run-command.js';
import { TemporaryFolder } from '../../recordings/temporary-folder.js';

let folder: TemporaryFolder;
beforeEach(() => {
  folder = new TemporaryFolder();
});
afterEach(() => {
  folder.remove();
});

test('a command is not begun after the signal that ends us', async () => {
  const begun = join(folder.path, 'begun');
  const command = [process.execPath, '-e', `fs.writeFileSync(${JSON.stringify(begun)}, '')`];
  expect(await runCommand(command, 'http://127.0.0.1:1', Promise.resolve('SIGTERM'))).toBe(143);
  expect(existsSync(begun)).toBe(false);
});
