/** The ways to show a history. */
export const historyFormats = ['pretty', 'markdown', 'html', 'json'] as const;
export type HistoryFormat = (typeof historyFormats)[number];
