/** Whether a text is a day of the calendar, as YYYY-MM-DD. Such texts sort by time. */
export function isCalendarDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const midnight = new Date(`${text}T00:00:00Z`);
  // 31 February becomes a day of March.
  return !Number.isNaN(midnight.getTime()) && dayOf(midnight) === text;
}

/** The day in UTC. */
export function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}
