/** Tells of files that were found in a folder, and are of another kind. */
export function passedOverLine(files: readonly string[]): string {
  return `Passed over, as none of the formats that can be judged: ${files.toSorted().join(', ')}.`;
}
