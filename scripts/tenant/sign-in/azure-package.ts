import { createRequire } from 'node:module';
import { CannotRun } from '../../verdict/exit-code.js';

/**
 * Loads a package of the sign-in. They are optional, because a gate signs in nowhere, and they are larger than all else.
 * @throws CannotRun when it was left out of the installation.
 */
export function azurePackage(name: string): unknown {
  try {
    return createRequire(__filename)(name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    throw new CannotRun(
      `Signing in takes ${name}, which is not installed. Install graph-assignment-contracts with its optional dependencies.`,
    );
  }
}
