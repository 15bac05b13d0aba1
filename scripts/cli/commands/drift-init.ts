import { writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { packageRoot } from '../../../contracts/folders.js';
import { visible } from '../../../contracts/visible.js';
import { systemErrorCode } from '../../../recordings/files/system-error.js';
import { CannotRun, exitCodes, type ExitCode } from '../../verdict/exit-code.js';
import { refuseLinksOut } from '../../verdict/refuse-links-out.js';
import { configTemplate } from '../../tenant/config-template.js';
import { print } from '../../terminal/terminal.js';

const next = `Next:
  1. Fill in what stands in angle brackets. A test tenant, please, and policies that nobody needs.
  2. Give the application that signs in DeviceManagementConfiguration.ReadWrite.All, with admin consent.
  3. Set AZURE_CLIENT_ID, and AZURE_CLIENT_SECRET or another credential, in the environment.
  4. Keep the folder .graph-contracts, which appears beside this file, out of version control.
`;

/** Writes a configuration to fill in. @throws CannotRun when the file exists, or cannot be written. */
export function driftInit(file: string): ExitCode {
  refuseLinksOut(file);
  try {
    writeFileSync(file, configTemplate(schemaFor(file)), { flag: 'wx' });
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === 'EEXIST') throw new CannotRun(`${file} exists, and is left as it is. Name another file with --config.`);
    throw new CannotRun(`${file} cannot be written (${code}). Name another file with --config.`);
  }
  print(`Wrote ${visible(file)}.\n${next}  5. graph-contracts drift --config ${visible(file)}\n`);
  return exitCodes.agrees;
}

/** Where an editor finds the schema: in this package if it is below the file, otherwise where npm puts it. */
function schemaFor(file: string): string {
  const schema = join('scripts', 'tenant', 'drift.config.schema.json');
  const path = relative(dirname(resolve(file)), join(packageRoot, schema));
  const isBelow = !path.startsWith('..') && path !== resolve(path);
  return `./${(isBelow ? path : join('node_modules', 'graph-assignment-contracts', schema)).split(sep).join('/')}`;
}
