// `npm run prune`, in the workflows that hand a build to jobs with more rights: removes each installed package that no sign-in needs.
import { readFileSync, rmSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath, URL } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
const kept = new Set();

/** Keeps the package that Node finds for a name from a folder on, and what that needs. */
function keep(name, from) {
  const path = posix.join(from, 'node_modules', name);
  const { dependencies, optionalDependencies } = packages[path] ?? {};
  if (packages[path] === undefined) {
    // An optional package of another platform is nowhere.
    if (from !== '.') keep(name, from.includes('/node_modules/') ? from.replace(/\/node_modules\/(?!.*\/node_modules\/).*/, '') : '.');
  } else if (!kept.has(path)) {
    kept.add(path);
    for (const needed of Object.keys({ ...dependencies, ...optionalDependencies })) keep(needed, path);
  }
}

for (const name of ['@azure/core-rest-pipeline', '@azure/identity', '@azure/logger']) keep(name, '.');
const isNeeded = (path) => [...kept].some((one) => one === path || one.startsWith(`${path}/`));
for (const path of Object.keys(packages)) if (path !== '' && !isNeeded(path)) rmSync(join(root, path), { recursive: true, force: true });
