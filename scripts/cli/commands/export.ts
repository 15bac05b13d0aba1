import type { Contract } from '../../../contracts/contract.js';
import type { JsonObject } from '../../../contracts/json-value.js';
import { jsonSchemas } from '../../export/json-schemas.js';
import { openApi } from '../../export/openapi.js';
import { writeWhole } from '../../report/write-report.js';
import { refuseLinksOut } from '../../verdict/destinations.js';
import { CannotRun, exitCodes, type ExitCode } from '../../verdict/exit-code.js';
import { standardOutput } from '../../verdict/terminal.js';
import { addContracts, type ContractsOptions } from './contracts-option.js';

const documents = { openapi: openApi, 'json-schema': jsonSchemas } satisfies Record<string, (contracts: readonly Contract[]) => JsonObject>;

export type ExportFormat = keyof typeof documents;

export interface ExportOptions extends ContractsOptions {
  readonly output?: string;
}

/** Writes the contracts in a format of other tools. @throws CannotRun if the file cannot be written. */
export async function exportContracts(format: ExportFormat, { output, ...options }: ExportOptions): Promise<ExitCode> {
  refuseLinksOut(output);
  const text = `${JSON.stringify(documents[format](await addContracts(options)), null, 2)}\n`;
  if (output === undefined) standardOutput().write(text);
  else {
    const failure = await writeWhole(output, text);
    if (failure !== undefined) throw new CannotRun(failure);
  }
  return exitCodes.agrees;
}
