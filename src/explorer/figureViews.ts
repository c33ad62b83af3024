import type { IsItGettingBetterQuery, ObservationStatus } from '../api/generated/operations.ts';
import { html, type Content, type Html } from './html.ts';
import { cell, column, numberCell, numberColumn, row, rowHead, table } from './layout.ts';
import { statusWords, verdictWords } from './words.ts';
import { listed } from '../words.ts';

export type Series = IsItGettingBetterQuery['indicatorSeries'][number];
type Point = Series['points'][number];

/** A figure as published, or why there is none. */
export function figureInWords({ value, status }: { readonly value: number | null; readonly status: ObservationStatus | null }): Content {
  const words = status === null ? '' : statusWords[status];
  if (value === null) return html`<span class="hub-word">${words || 'none'}</span>`;
  return words === '' ? value : html`${value} <span class="hub-word">${words}</span>`;
}

/** An earlier figure, with its period. */
export function figureOfThen(figure: Parameters<typeof figureInWords>[0] & { readonly period: string } | undefined): Content {
  return figure === undefined ? html`<span class="hub-word">not known</span>` : html`${figureInWords(figure)} <span class="hub-word">${figure.period}</span>`;
}

/** By how much a figure is more or less than an earlier one, to as many places as the finer of them has. */
export function changeSince(then: { readonly value: number | null } | undefined, { value }: { readonly value: number | null }): string {
  if (then === undefined || then.value === null || value === null) return '';
  const places = Math.max(...[then.value, value].map((number) => (String(number).split('.')[1] ?? '').length));
  const change = (value - then.value).toFixed(places);
  return Number(change) === 0 ? '0' : change.startsWith('-') ? `−${change.slice(1)}` : `+${change}`;
}

/** How an indicator went in one place: in sentences, as a line, and figure by figure. */
export function seriesSection(series: Series, index: number): Html {
  const { area, periodKind, points, direction, turning, forecast, beside, alike } = series;
  const judged = [direction, turning, ...beside, ...(alike === null ? [] : [alike])].map(({ verdict, explanation }) => html`<li>${verdict !== 'NEITHER' && html`<strong>${verdictWords[verdict]}.</strong> `}${explanation}</li>`);
  const suffix = index === 0 ? '' : `-${index + 1}`;
  return html`<h2 class="govuk-heading-m" id="series${suffix}">${area.name}: is it getting better?</h2>
    ${seriesLine(series, `line${suffix}`)}
    <ul class="govuk-list govuk-list--bullet hub-prose">${judged}<li>${forecast.explanation}${forecast.points.length > 0 && ` That would be ${listed(forecast.points.map(({ periodTo, value, lower, upper }) => `${rounded(value)} (${rounded(lower)} to ${rounded(upper)}) by ${periodTo}`))}.`}</li></ul>
    ${table({
      id: `points${suffix}`,
      caption: `Each figure, earliest first${periodKind === 'DAY' ? '' : `, of periods of one kind (${periodKind.toLowerCase().replaceAll('_', ' ')})`}`,
      head: [column('Period'), numberColumn('Figure'), column('95% limits')],
      rows: points.map(({ observation, interval }) => row([rowHead(observation.period), numberCell(figureInWords(observation)), cell(interval === null ? html`<span class="hub-word">not known</span>` : `${rounded(interval.lower)} to ${rounded(interval.upper)}`)])),
      isCompact: true,
    })}`;
}

function rounded(value: number): string {
  return value.toLocaleString('en-GB', { maximumSignificantDigits: 4, useGrouping: false });
}

const [width, height, left, right, top, bottom] = [900, 200, 60, 60, 14, 28];

interface Known {
  time: number;
  value: number;
  period: string;
}

/** The figures over time, from nothing or the lowest; the table below says the same in words. */
function seriesLine({ points, area, indicator }: Series, id: string): Content {
  const known = points.flatMap(asKnown);
  if (known.length < 2) return null;
  const [first, last] = [known[0]!, known.at(-1)!];
  const [least, most] = [Math.min(0, ...known.map(({ value }) => value)), Math.max(0, ...known.map(({ value }) => value))];
  const x = (time: number): number => left + ((time - first.time) / Math.max(1, last.time - first.time)) * (width - left - right);
  const y = (value: number): number => height - bottom - ((value - least) / (most - least || 1)) * (height - top - bottom);
  const path = known.map(({ time, value }, index) => `${index === 0 ? 'M' : 'L'}${x(time).toFixed(1)} ${y(value).toFixed(1)}`).join('');
  return html`<div class="hub-scroll" role="region" aria-label="${indicator.title} over time" tabindex="0"><svg class="hub-line" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${id}">
    <title id="${id}">${indicator.title}, ${area.name}: ${first.value} in ${first.period}, ${last.value} in ${last.period}.</title>
    <path class="hub-line__axis" d="M${left} ${y(0).toFixed(1)}H${width - right}" />
    <text class="hub-line__word" x="${left - 6}" y="${y(0) + 5}" text-anchor="end">0</text>
    <path class="hub-line__sharing" d="${path}" />
    ${known.map(({ time, value }) => html`<circle class="hub-line__point" cx="${x(time).toFixed(1)}" cy="${y(value).toFixed(1)}" r="3" />`)}
    <text class="hub-line__word" x="${left}" y="${height - 7}" text-anchor="middle">${first.period}</text>
    <text class="hub-line__word" x="${width - right}" y="${height - 7}" text-anchor="middle">${last.period}</text>
    <text class="hub-line__word" x="${left - 6}" y="${y(first.value) + 5}" text-anchor="end">${first.value !== 0 && first.value}</text>
    <text class="hub-line__word hub-line__word--sharing" x="${width - right + 8}" y="${y(last.value) + 5}">${last.value}</text>
  </svg></div>`;
}

function asKnown({ observation: { value, period, periodTo } }: Point): Known[] {
  return value === null ? [] : [{ time: Date.parse(periodTo), value, period }];
}
