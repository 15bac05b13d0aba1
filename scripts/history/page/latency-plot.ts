import type { HistoryLine } from '../history-line.js';
import { recentRuns, rollingMedian, trendText } from '../latency.js';
import { isJudged, type HistorySummary, type OperationHistory } from '../summarize-history.js';
import { dayText, inconclusiveText, runText } from '../words.js';
import { html, Markup } from './markup.js';

const width = 480;
const height = 130;
const left = 54;
const right = width - 8;
const top = 8;
const bottom = height - 22;

/** With more runs the dots are small. */
const mostLargeDots = 60;

/** The latency of an operation by run: a dot for each judged run, their rolling median as a line, a mark on the axis for each other run. */
export function latencyPlot(history: OperationHistory, nights: HistorySummary['nights'], index: number): Markup {
  const { operation, version, latency } = history;
  const figures =
    latency === undefined ? 'never judged' : `median ${ms(latency.median)}, last ${ms(latency.last)}, trend: ${trendText(latency)}`;
  const id = `latency-${index}`;
  return html`<figure>
    <figcaption>
      <strong>${operation} ${version}</strong><span>${figures}</span><span>inconclusive: ${inconclusiveText(history)}</span>
    </figcaption>
    <svg viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${id}">
      <title id="${id}">Latency of ${operation} ${version} by run: ${figures}</title>
      ${plot(history.lines)}${days(nights)}
    </svg>
  </figure>`;
}

function plot(lines: OperationHistory['lines']): Markup {
  const count = lines.length;
  const x = (at: number): number => round(count === 1 ? (left + right) / 2 : left + (at * (right - left)) / (count - 1));
  const points = lines.flatMap((line, at) => (line === undefined ? [] : [{ line, x: x(at) }]));
  const judged = points.filter(({ line }) => isJudged(line));
  const times = judged.map(({ line }) => line.milliseconds);
  const ceiling = niceCeiling(times);
  const y = (value: number): number => round(bottom - (Math.min(value, ceiling) / ceiling) * (bottom - top));
  const ticks = [0, ceiling / 2, ceiling].map(
    (value) =>
      html`<line class="axis" x1="${left}" x2="${right}" y1="${y(value)}" y2="${y(value)}" /><text
          x="${left - 5}"
          y="${y(value) + 3.5}"
          text-anchor="end"
          >${short(value)}</text
        >`,
  );
  const path = rollingMedian(times, recentRuns).map((value, at) => `${at === 0 ? 'M' : 'L'}${judged[at]?.x ?? 0} ${y(value)}`);
  const curve = judged.length < 2 ? '' : html`<path class="curve" d="${new Markup(path.join(''))}" />`;
  const dots = judged.map((point) => dot(point.line, point.x, y(point.line.milliseconds), count > mostLargeDots, ceiling));
  const missing = points
    .filter(({ line }) => !isJudged(line))
    .map(
      (point) =>
        html`<line class="missing" x1="${point.x}" x2="${point.x}" y1="${bottom - 4}" y2="${bottom + 4}"
          ><title>${runText(point.line)}</title></line
        >`,
    );
  return html`${ticks}${curve}${dots}${missing}`;
}

/** A square for a run that disagrees, because colour is not enough; a triangle at the upper edge for a time beyond the scale. */
function dot(line: HistoryLine, x: number, y: number, isSmall: boolean, ceiling: number): Markup {
  const disagrees = line.verdict === 'disagrees';
  const title = html`<title>${runText(line)}</title>`;
  const className = disagrees ? 'dot disagreeing' : 'dot';
  if (line.milliseconds > ceiling) return html`<path class="${className}" d="M${x - 4} ${y + 3}h8l-4 -7z">${title}</path>`;
  if (!disagrees) return html`<circle class="${className}" cx="${x}" cy="${y}" r="${isSmall ? 1.2 : 2.6}">${title}</circle>`;
  const side = isSmall ? 3.5 : 4.2;
  const [leftEdge, upperEdge] = [round(x - side / 2), round(y - side / 2)];
  return html`<rect class="${className}" x="${leftEdge}" y="${upperEdge}" width="${side}" height="${side}">${title}</rect>`;
}

/** The days of the first and of the last run of all operations, so that plots can be compared side by side. */
function days(nights: HistorySummary['nights']): Markup {
  const [first, last] = [nights[0], nights.at(-1)].map((night) => dayText(night?.time ?? ''));
  const y = height - 6;
  if (nights.length === 1) return html`<text x="${(left + right) / 2}" y="${y}" text-anchor="middle">${first ?? ''}</text>`;
  return html`<text x="${left}" y="${y}">${first ?? ''}</text><text x="${right}" y="${y}" text-anchor="end">${last ?? ''}</text>`;
}

/** A round number at or above nearly all values. A few values far beyond the others do not stretch the scale. */
export function niceCeiling(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const largest = sorted.at(-1) ?? 0;
  const usual = sorted[Math.floor((sorted.length - 1) * 0.95)] ?? 0;
  const wanted = largest > usual * 3 ? usual * 1.5 : largest;
  if (!(wanted > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(wanted));
  return power * ([1, 2, 4, 6, 8].find((step) => step * power >= wanted) ?? 10);
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
