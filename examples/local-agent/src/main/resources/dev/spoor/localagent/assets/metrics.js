// Metrics that came by DogStatsD or were read from a drain.
import {api} from './api.js';
import {h, replace} from './dom.js';
import {metric} from './format.js';
import {lines} from './plot.js';
import {make} from './route.js';

const TYPES = {c: 'count per 10 s', g: 'gauge', ms: 'timer, ms', h: 'histogram', d: 'distribution', s: 'set'};
const SHOWN = 6;
const LEAST_STEPS = 30;

export class Metrics {
  constructor() {
    this.body = h('section.view.metrics-view', {'aria-label': 'Metrics'});
    this.cards = h('div.cards');
    this.note = h('p.note');
    this.body.append(this.note, this.cards);
  }

  close() {}

  async show(route) {
    this.q = route.params.q || '';
    this.next = 0;
    await this.refresh();
  }

  search(text) {
    location.hash = make('metrics', [], {q: text.trim()});
  }

  enter() {}

  async refresh() {
    // Points are ten seconds wide: there is no hurry.
    if (Date.now() < this.next) return;
    this.next = Date.now() + 2000;
    const reply = await api.metrics({q: this.q});
    if (!reply.metrics.length) {
      this.note.textContent = '';
      replace(this.cards, h('div.empty', {}, h('h2', {}, this.q ? 'No metric matches' : 'No metrics yet'),
        h('p', {}, 'DogStatsD is listened for on UDP; see ', h('a', {href: '#/status'}, 'Status'), ' for the port. Drains bring ', h('code', {}, 'heroku.*'), '.'),
        h('pre', {}, 'echo -n "jobs.count:1|c|#queue:mail" | nc -u -w0 localhost 8125')));
      return;
    }
    const steps = cut(reply.metrics);
    this.note.textContent = 'The last ' + Math.round(steps * reply.step / 60000) + ' minutes, in steps of ten seconds.' + (reply.left_out ? ' ' + reply.left_out + ' more series: search to see them.' : '');
    replace(this.cards, reply.metrics.map(one => card(one)));
  }

  key() {
    return false;
  }
}

/** Leaves out the time before the first value, but for five minutes. */
function cut(metrics) {
  const all = metrics.flatMap(one => one.series);
  const length = all[0].values.length;
  const first = all.reduce((least, series) => {
    const from = series.values.findIndex(value => value !== null);
    return from < 0 ? least : Math.min(least, from);
  }, length);
  const steps = Math.min(length, Math.max(LEAST_STEPS, length - first + 1));
  for (const series of all) {
    series.values = series.values.slice(-steps);
    if (series.p95) series.p95 = series.p95.slice(-steps);
  }
  return steps;
}

function card(one) {
  const all = one.series.sort((a, b) => b.last_at - a.last_at || b.last - a.last);
  const shown = all.slice(0, SHOWN);
  const drawn = shown.flatMap((series, i) => {
    const colour = 'var(--s' + (i % 9) + ')';
    const main = {values: series.values, colour};
    return series.p95 ? [main, {values: series.p95, colour, faint: true}] : [main];
  });
  const common = shown[0].tags.filter(tag => shown.length > 1 && shown.every(series => series.tags.includes(tag)));
  const values = drawn.flatMap(series => series.values).filter(value => value !== null);
  const high = values.length ? Math.max(...values) : 0;
  return h('article.card', {'aria-label': one.name},
    h('header', {}, h('h2', {}, one.name), h('span.muted', {}, (TYPES[one.type] || one.type) + (shown[0].p95 ? ', mean and p95' : ''), common.length ? ' · ' + common.join(' ') : '')),
    h('div.plot-frame', {}, h('span.high', {}, metric(high)), lines(drawn, 300, 64, one.name + ', at most ' + metric(high))),
    h('ul', {}, shown.map((series, i) => {
      const now = [...series.values].reverse().find(value => value !== null);
      return h('li', {}, h('i.swatch', {style: {background: 'var(--s' + (i % 9) + ')'}}),
        h('span.series-tags', {title: series.tags.join(', ')}, series.tags.filter(tag => !common.includes(tag)).join(' ') || 'no further tags'), h('b', {}, now === undefined ? '–' : metric(now)));
    })),
    all.length > SHOWN ? h('p.muted', {}, 'and ' + (all.length - SHOWN) + ' more') : '');
}
