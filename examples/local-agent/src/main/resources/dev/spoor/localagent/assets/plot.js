// Small plots.
import {s} from './dom.js';

/** Lines over time; gaps where a value is null. */
export function lines(series, width, height, label) {
  const all = series.flatMap(one => one.values).filter(value => value !== null);
  const high = Math.max(...all, 0);
  const low = Math.min(...all, 0);
  const range = high - low || 1;
  const steps = series[0] ? series[0].values.length : 1;
  const x = i => (i / Math.max(1, steps - 1)) * width;
  const y = value => height - 2 - ((value - low) / range) * (height - 4);
  return s('svg.plot', {viewBox: '0 0 ' + width + ' ' + height, preserveAspectRatio: 'none', role: 'img', 'aria-label': label},
    s('line.zero', {x1: 0, x2: width, y1: y(0), y2: y(0)}),
    series.map(one => path(one, x, y)));
}

function path(one, x, y) {
  let d = '';
  const dots = [];
  one.values.forEach((value, i) => {
    if (value === null) return;
    const after = i > 0 && one.values[i - 1] !== null;
    d += (after ? 'L' : 'M') + x(i).toFixed(1) + ' ' + y(value).toFixed(1);
    if (!after && (i + 1 === one.values.length || one.values[i + 1] === null)) {
      dots.push(s('line.lone', {x1: x(i) - 0.1, x2: x(i), y1: y(value), y2: y(value), style: {stroke: one.colour}}));
    }
  });
  return [s('path', {d, style: {stroke: one.colour}, class: one.faint ? 'faint' : null}), dots];
}

/** A bar per minute. */
export function bars(values, width, height, label) {
  const high = Math.max(...values, 1);
  const step = width / values.length;
  return s('svg.plot.bars', {viewBox: '0 0 ' + width + ' ' + height, preserveAspectRatio: 'none', role: 'img', 'aria-label': label},
    values.map((value, i) => s('rect', {x: i * step + 1, width: step - 2, y: height - (value / high) * height, height: Math.max(value ? 1 : 0, (value / high) * height)})));
}
