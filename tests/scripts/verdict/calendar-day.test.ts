import { assert, date, property, string } from '../../equipment/fast-check.js';
import { dayOf, isCalendarDay } from '../../../scripts/verdict/calendar-day.js';

test.each([
  ['2026-11-21', true],
  ['2028-02-29', true],
  ['2026-02-29', false],
  ['2026-13-01', false],
  ['2026-00-10', false],
  ['2026-11-31', false],
  ['2026-1-1', false],
  ['21.11.2026', false],
  ['2026-11-21T00:00:00Z', false],
  ['+002026-11-21', false],
  ['', false],
])('%j: %s', (text, is) => {
  expect(isCalendarDay(text)).toBe(is);
});

test('the day of any moment is one, and no other text is by chance', () => {
  const years = date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true });
  assert(property(years, (moment) => isCalendarDay(dayOf(moment))));
  assert(property(string(), (text) => !isCalendarDay(text) || dayOf(new Date(text)) === text));
});
