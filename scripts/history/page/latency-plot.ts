import { recentNights, trendText } from '../latency.js';
import type { NightLine } from '../history-line.js';
import { wasJudged, type NightColumn, type OperationHistory } from '../summarize-history.js';
import { dayText, inconclusiveText } from '../words.js';
import { html, Markup } from './markup.js';
import { nightText } from './outcome.js';
import { niceCeiling, rollingMedian } from './plot-numbers.js';

const width = 480;
const height = 130;
const left = 54;
const right = 8;
const top = 8;
const bottom = 22;

/** From so many nights on the dots are small, and the line is what is read. */
const manyNights = 60;

interface Point {
  readonly line: NightLine;
  readonly index: number;
}

/** How long one operation took, night by night: a dot for each judged night, the median of a week as a line, a mark for each inconclusive one. */
export function latencyPlot(history: OperationHistory, nights: readonly NightColumn[], index: number): Markup {
  const { operation, version, lines, latency } = history;
  const points = lines.flatMap((line, at): Point[] => (line === undefined ? [] : [{ line, index: at }]));
  const figures =
    latency === undefined ? 'never judged' : `median ${ms(latency.median)}, last ${ms(latency.last)}, trend: ${trendText(latency)}`;
  const id = `latency-${index}`;
  return html`<figure>
    <figcaption>
      <strong>${operation} ${version}</strong><span>${figures}</span><span>inconclusive: ${inconclusiveText(history)}</span>
    </figcaption>
    <svg viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${id}">
      <title id="${id}">Latency of ${operation} ${version} by night: ${figures}</title>
      ${plot(points, nights)}
    </svg>
  </figure>`;
}

function plot(points: readonly Point[], columns: readonly NightColumn[]): Markup {
  const nights = columns.length;
  const judged = points.filter(({ line }) => wasJudged(line));
  const ceiling = niceCeiling(judged.map(({ line }) => line.milliseconds));
  const x = (at: number): number => round(nights === 1 ? (left + width - right) / 2 : left + (at * (width - left - right)) / (nights - 1));
  const y = (value: number): number => round(height - bottom - (Math.min(value, ceiling) / ceiling) * (height - top - bottom));
  const ticks = [0, ceiling / 2, ceiling].map(
    (value) =>
      html`<line class="axis" x1="${left}" x2="${width - right}" y1="${y(value)}" y2="${y(value)}" /><text
          x="${left - 5}"
          y="${y(value) + 3.5}"
          text-anchor="end"
          >${short(value)}</text
        >`,
  );
  const medians = rollingMedian(
    judged.map(({ line }) => line.milliseconds),
    recentNights,
  );
  const curve = judged.map(({ index }, at) => `${at === 0 ? 'M' : 'L'}${x(index)} ${y(medians[at] ?? 0)}`).join('');
  const small = nights > manyNights;
  const dots = judged.map(({ line, index }) => dot(line, x(index), y(line.milliseconds), small, line.milliseconds > ceiling));
  const missing = points
    .filter(({ line }) => !wasJudged(line))
    .map(
      ({ line, index }) =>
        html`<line class="missing" x1="${x(index)}" x2="${x(index)}" y1="${height - bottom - 4}" y2="${height - bottom + 4}"
          ><title>${nightText(line)}</title></line
        >`,
    );
  return html`${ticks}${judged.length < 2 ? '' : html`<path class="curve" d="${new Markup(curve)}" />`}${dots}${missing}${days(columns)}`;
}

/** Squares for disagreement, so that colour is not all; a triangle at the upper edge for what lies beyond it. */
function dot(line: NightLine, x: number, y: number, small: boolean, beyond: boolean): Markup {
  const size = small ? 1.2 : 2.6;
  const disagrees = line.verdict === 'disagrees';
  const title = html`<title>${nightText(line)}</title>`;
  const className = disagrees ? 'dot disagreeing' : 'dot';
  if (beyond) return html`<path class="${className}" d="M${x - 4} ${y + 3}h8l-4 -7z">${title}</path>`;
  if (disagrees) {
    const side = Math.max(size * 1.6, 3.5);
    return html`<rect
      class="${className}"
      x="${round(x - side / 2)}"
      y="${round(y - side / 2)}"
      width="${round(side)}"
      height="${round(side)}"
      >${title}</rect
    >`;
  }
  return html`<circle class="${className}" cx="${x}" cy="${y}" r="${size}">${title}</circle>`;
}

/** The first and the last night of all operations: the plots can be laid side by side. */
function days(nights: readonly NightColumn[]): Markup {
  const first = dayText(nights[0]?.time ?? '');
  if (nights.length === 1) return html`<text x="${(left + width - right) / 2}" y="${height - 6}" text-anchor="middle">${first}</text>`;
  const last = dayText(nights.at(-1)?.time ?? '');
  return html`<text x="${left}" y="${height - 6}">${first}</text>
    <text x="${width - right}" y="${height - 6}" text-anchor="end">${last}</text>`;
}

function ms(value: number): string {
  return `${Math.round(value)} ms`;
}

function short(value: number): string {
  return value >= 10_000 ? `${Math.round(value / 1000)} s` : value >= 1000 ? `${(value / 1000).toFixed(1)} s` : `${round(value)} ms`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
