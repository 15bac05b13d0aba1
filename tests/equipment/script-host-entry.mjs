// Runs Node scripts one after another in one process. Each run gets its own arguments, environment and working directory, and ends when Node has
// nothing left to wait for, as a process of its own would.
import http from 'node:http';
import https from 'node:https';
import { createRequire } from 'node:module';
import { sep } from 'node:path';
import process from 'node:process';
import { setImmediate } from 'node:timers';
import { pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);
const packages = `${sep}node_modules${sep}`;

/** The mark that ends the output of the current run; undefined between runs. */
let mark;
let runs = 0;

process.on('message', ({ script, args, cwd, environment, mark: given }) => {
  process.chdir(cwd);
  for (const name of Object.keys(process.env)) Reflect.deleteProperty(process.env, name);
  Object.assign(process.env, environment);
  process.argv = [process.execPath, script, ...args];
  process.exitCode = undefined;
  mark = given;
  runs += 1;
  // From here on only the run keeps the event loop alive.
  process.channel.unref();
  // An error of the script ends this process, as it would end the script's own.
  setImmediate(() => load(script));
});

process.on('beforeExit', async (code) => {
  if (mark === undefined) return;
  const ended = mark;
  mark = undefined;
  process.channel.ref();
  await putBack();
  process.stdout.write(ended);
  process.stderr.write(ended);
  process.send(code);
});

/** Modules without exports are programs: they have to be evaluated again in every run. All others stay loaded. */
function load(script) {
  if (script.endsWith('.mjs')) return import(`${pathToFileURL(script).href}?run=${runs}`);
  for (const [file, module] of Object.entries(require.cache)) {
    if (!file.includes(packages) && Object.keys(module.exports ?? {}).length === 0) Reflect.deleteProperty(require.cache, file);
  }
  return require(script);
}

/** Removes what would have gone with the process of a run: handlers of signals and streams, and connections that are kept open. */
async function putBack() {
  process.removeAllListeners('SIGINT').removeAllListeners('SIGTERM');
  process.stdout.removeAllListeners('error');
  http.globalAgent.destroy();
  https.globalAgent.destroy();
  const [older, newer] = [1, 2].map((version) => Symbol.for(`undici.globalDispatcher.${version}`));
  const agent = globalThis[newer] ?? globalThis[older];
  if (agent === undefined) return;
  const fresh = new agent.constructor();
  // Since Node 26, the older place holds a wrapper of the agent.
  globalThis[older] = newer in globalThis ? new globalThis[older].constructor(fresh) : fresh;
  if (newer in globalThis) globalThis[newer] = fresh;
  await agent.destroy();
}
