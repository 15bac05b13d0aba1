/** Whether a text is a day of the calendar, as YYYY-MM-DD. Such texts sort as the days do. */
export function isCalendarDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const moment = new Date(`${text}T00:00:00Z`);
  // A 31st of February would become a day of March.
  return !Number.isNaN(moment.getTime()) && dayOf(moment) === text;
}

/** The day in UTC: nights in two places, or before and after the clocks change, agree on it. */
export function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}
