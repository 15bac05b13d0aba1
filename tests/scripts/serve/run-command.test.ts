import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../../scripts/serve/run-command.js';
import { TemporaryFolder } from '../../recordings/temporary-folder.js';

const never = new Promise<never>(() => undefined);

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
  expect(await runCommand(command, 'http://127.0.0.1:1', Promise.resolve('SIGTERM'), never)).toBe(143);
  expect(existsSync(begun)).toBe(false);
});

test('a command is ended when its server has failed', async () => {
  const begun = join(folder.path, 'begun');
  const program = `fs.writeFileSync(${JSON.stringify(begun)}, String(process.pid)); setInterval(() => {}, 1000)`;
  let fail: (error: Error) => void = () => undefined;
  const failed = new Promise<never>((_, reject) => (fail = reject));
  const running = runCommand([process.execPath, '-e', program], 'http://127.0.0.1:1', never, failed);
  while (!existsSync(begun)) await new Promise((resolve) => setTimeout(resolve, 5));
  fail(new Error('a mistake'));
  await expect(running).rejects.toThrow('a mistake');
});
