import { isCalendarDay } from '../baseline/calendar-day.js';
import { CannotRun } from '../verdict/exit-code.js';
import type { History } from './read-history.js';

const day = 24 * 60 * 60 * 1000;

/** The moment that `--since` names: a number of days before now, or a day of the calendar in UTC. @throws CannotRun when it is neither. */
export function sinceMoment(text: string, now: Date): string {
  const [, days] = /^(\d{1,5})d?$/.exec(text) ?? [];
  if (days !== undefined) return new Date(now.getTime() - Number(days) * day).toISOString();
  if (isCalendarDay(text)) return `${text}T00:00:00.000Z`;
  throw new CannotRun(
    `--since: ${JSON.stringify(text.slice(0, 60))} is neither a number of days, such as 30, nor a day, such as 2026-11-21.`,
  );
}

/** The nights since a moment. */
export function historySince({ lines, damaged }: History, moment: string): History {
  return { lines: lines.filter(({ time }) => time >= moment), damaged };
}
