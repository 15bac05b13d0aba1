import type { Recording, RecordedDefinition } from '../traffic/recording.js';

/** A recording as it stands in its file. */
export function recordingText(recording: Recording): string {
  return fileText(recording.map(definitionText));
}

/** One exchange as it stands in its file, among others. */
export function definitionText(definition: RecordedDefinition): string {
  return JSON.stringify([definition], null, 2).slice('[\n'.length, -'\n]'.length);
}

/** A file of exchanges that are written already. */
export function fileText(definitions: readonly string[]): string {
  return definitions.length === 0 ? '[]\n' : `[\n${definitions.join(',\n')}\n]\n`;
}
