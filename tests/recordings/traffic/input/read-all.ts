import type { InputFormat } from '../../../../recordings/traffic/input/format.js';
import { ReadError } from '../../../../recordings/traffic/read-error.js';
import { readInput, type Observation } from '../../../../recordings/traffic/input/read-input.js';

/** Everything that a file holds. @param into is given what is read, also where reading ends in an error. */
export async function readAll(file: string, format?: InputFormat, into: Observation[] = []): Promise<Observation[]> {
  for await (const { observations } of readInput(file, { format })) into.push(...observations);
  return into;
}

/** The message of the ReadError that reading ends with. Any other error is passed on, and no error is one too. */
export async function errorOfReading(file: string, format?: InputFormat): Promise<string> {
  try {
    await readAll(file, format);
  } catch (error) {
    if (error instanceof ReadError) return error.message;
    throw error;
  }
  throw new Error('It was read without an error.');
}
