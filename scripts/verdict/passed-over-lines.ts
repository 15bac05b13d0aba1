/** What was passed over in folders. */
export interface PassedOver {
  /** Files of another kind. */
  readonly files: string[];
  /** Links, called as files of traffic are, that lead nowhere. */
  readonly brokenLinks: string[];
}

/** Tells of what was passed over, in a line for each kind of it. */
export function passedOverLines({ files, brokenLinks }: PassedOver): string[] {
  return [
    ...(files.length === 0 ? [] : [`Passed over, as none of the formats that can be judged: ${listed(files)}.`]),
    ...(brokenLinks.length === 0 ? [] : [`Passed over, as links that lead nowhere: ${listed(brokenLinks)}.`]),
  ];
}

function listed(paths: readonly string[]): string {
  return paths.toSorted().join(', ');
}
