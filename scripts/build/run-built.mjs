// `npm run -s gc -- check …` and `npm start`, in a clone: runs the built command, and builds it if it was never built.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import process from 'node:process';
import { fileURLToPath, URL } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const command = fileURLToPath(new URL('../../dist/scripts/cli.js', import.meta.url));
if (!existsSync(command))
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
process.argv.splice(1, 1, command);
createRequire(import.meta.url)(command);
