// One trace: what it was, where its time went, its spans, its log lines.
import {api} from './api.js';
import {copyButton, h, replace} from './dom.js';
import {count, dayAndClock, duration, percent, requestTitle, serviceColour, statusClass} from './format.js';
import {traceLogs} from './loglines.js';
import {listLink, neighbour} from './requests.js';
import {make, traceLink} from './route.js';
import {spanDetail} from './span.js';
import {brief} from './sql.js';
import {build, sameness, shares} from './tree.js';
import {Waterfall} from './waterfall.js';

export class Trace {
  constructor(context) {
    this.context = context;
    this.body = h('section.view.trace-view', {'aria-label': 'Trace'});
    this.waterfall = new Waterfall((node, item) => this.selected(node, item));
    this.shown = '';
  }

  close() {
    this.waterfall.list.close();
  }

  async show(route) {
    const [id, span] = route.rest;
    if (id !== this.id) {
      this.id = id;
      this.shown = '';
      await this.refresh();
    }
    if (this.tree && span && this.wanted !== span) {
      this.wanted = span;
      const node = this.tree.byId.get(span);
      if (node) this.waterfall.choose(node);
    }
    this.waterfall.list.element.focus({preventScroll: true});
  }

  async refresh() {
    const trace = await api.trace(this.id, this.shown ? this.trace.rev : '');
    if (trace && trace.unchanged) return;
    if (!trace) {
      if (!this.trace || this.shown === '') this.missing();
      return;
    }
    const stamp = trace.trace_id + ' ' + trace.spans.length + ' ' + trace.logs.length + ' ' + (trace.router ? trace.router.rev : '');
    if (stamp === this.shown) return;
    this.shown = stamp;
    this.trace = trace;
    this.tree = build(trace.spans);
    this.build();
  }

  missing() {
    replace(this.body, h('div.empty', {}, h('h2', {}, 'This trace is not here'),
      h('p', {}, 'It was never received, has made room for newer ones, or is still on its way. ', h('a', {href: listLink()}, 'Back to the requests'))));
  }

  build() {
    const {trace, tree} = this;
    document.title = (trace.method ? trace.method + ' ' : '') + requestTitle(trace) + ' · local-agent';
    this.detail = h('aside.detail', {'aria-label': 'Selected span', tabindex: 0});
    this.logs = h('section.logs-of-trace', {'aria-label': 'Log lines of this trace'},
      h('h2', {}, 'Log lines ', h('span.count', {}, trace.logs.length)),
      trace.logs.length ? traceLogs(trace.logs, tree.begin, span => this.fromLog(span))
        : h('p.muted', {}, 'None came with this trace’s id. Start local-agent with the log file of the service, or post lines to /api/v2/logs.'));
    replace(this.body, this.header(), this.hints(), this.timeBar(),
      h('div.trace-columns', {}, h('div.trace-left', {}, this.waterfall.element, this.logs), this.detail));
    this.waterfall.show(tree, trace.logs);
    const kept = this.node && tree.nodes.find(node => node.span.span_id === this.node.span.span_id);
    const first = kept || (trace.error_count ? tree.nodes.find(node => node.span.error) : null) || tree.main;
    if (first) this.waterfall.choose(first);
  }

  header() {
    const t = this.trace;
    const status = Number(t.status) || 0;
    return h('header.trace-header', {},
      h('div.line', {},
        h('a.back', {href: listLink(), 'aria-label': 'Back to the requests', title: 'Back (Esc)'}, '←'),
        h('b.pill.' + statusClass(status, t.error_count > 0 && !status), {}, status || (t.error_count ? 'error' : 'ok')),
        h('h1', {}, t.method ? h('span.method', {}, t.method + ' ') : '', requestTitle(t)),
        h('strong.took', {}, duration(t.duration))),
      h('p.facts', {},
        h('span', {}, h('i.swatch', {style: {background: serviceColour(t.service)}}), t.service),
        h('span', {}, dayAndClock(Number(this.tree.begin / 1000000n))),
        h('span', {}, count(t.span_count) + (t.span_count === 1 ? ' span' : ' spans')),
        t.db.count ? h('span', {}, 'database ' + duration(t.db.duration) + ' ×' + t.db.count) : '',
        t.redis.count ? h('span', {}, 'redis ' + duration(t.redis.duration) + ' ×' + t.redis.count) : '',
        t.sampling_priority !== undefined ? h('span', {title: 'Sampling priority'}, 'priority ' + t.sampling_priority) : '',
        h('span.id', {title: 'decimal ' + t.trace_id_decimal}, h('code', {}, t.trace_id), copyButton(t.trace_id, 'the trace id')),
        h('span', {}, h('a', {href: '/traces/' + t.trace_id}, 'text'), ' ', h('a', {href: '/api/traces/' + t.trace_id}, 'JSON'))));
  }

  hints() {
    const t = this.trace;
    const out = [];
    const wrong = this.tree.nodes.find(node => node.span.error && node.span.meta['error.type']);
    if (wrong) {
      const meta = wrong.span.meta;
      out.push(h('button.hint.bad', {type: 'button', click: () => this.waterfall.choose(wrong)},
        h('b', {}, meta['error.type'].split('.').pop()), ' ', meta['error.message'] || meta['error.msg'] || ''));
    }
    for (const repeat of t.repeats.slice(0, 3)) {
      out.push(h('button.hint.warn.n-plus-one', {type: 'button', click: () => this.waterfall.chooseSame(span => sameness(span) === sameness(repeat))},
        h('b', {}, 'N+1: ' + repeat.count + ' identical calls'), ' take ' + duration(repeat.duration) + ' (' + percent(Math.min(1, repeat.duration / t.duration)) + ' of the trace) ',
        h('code', {}, brief(repeat.resource))));
    }
    if (t.router) out.push(routerHint(t.router, t));
    return out.length ? h('div.hints', {}, out) : '';
  }

  timeBar() {
    const parts = shares(this.tree);
    if (!parts.length) return '';
    return h('div.time-bar', {role: 'img', 'aria-label': 'Where the time went: ' + parts.map(p => p.service + ' ' + percent(p.share)).join(', ')},
      h('div.stacked', {}, parts.map(part => h('i', {style: {width: part.share * 100 + '%', background: serviceColour(part.service)}, title: part.service + ' ' + duration(part.time)}))),
      h('div.legend', {}, parts.slice(0, 8).map(part => h('span', {}, h('i.swatch', {style: {background: serviceColour(part.service)}}),
        part.service + ' ', h('b', {}, percent(part.share)), ' ' + duration(part.time))), h('span.muted', {}, 'full colour: what the request waited for')));
  }

  selected(node, item) {
    this.node = node;
    replace(this.detail, spanDetail(node, this.tree, item));
    for (const line of this.logs.querySelectorAll('.trace-log')) {
      line.classList.toggle('of-span', line.dataset.span === node.span.span_id && this.tree.nodes.length > 1);
    }
  }

  fromLog(spanId) {
    const node = this.tree.byId.get(spanId);
    if (node) this.waterfall.choose(node);
  }

  key(event) {
    if (event.key === 'Escape') {
      location.hash = listLink();
      return true;
    }
    if (event.key === 'e') {
      this.waterfall.nextError();
      return true;
    }
    if ((event.key === '[' || event.key === ']') && this.trace) {
      const next = neighbour(this.trace.trace_id, event.key === '[' ? -1 : 1);
      if (next) location.hash = traceLink(next);
      return true;
    }
    return this.tree ? this.waterfall.key(event) : false;
  }
}

export function routerHint(router, trace) {
  const total = (router.connect + router.service) * 1e6;
  const text = [];
  if (router.code) text.push(h('b', {}, 'Router: ' + router.code + ' ' + router.desc), ' ');
  else text.push(h('b', {}, 'Router'), ' ');
  text.push('answered ' + (router.status > 0 ? router.status : 'nothing') + (total >= 0 ? ' after ' + duration(total) : '') +
    (router.dyno ? ' from ' + router.dyno : '') + (router.connect >= 0 ? ', connect ' + router.connect + ' ms' : ''));
  if (router.code === 'H12' && trace) text.push('; the dyno went on until ' + duration(trace.duration));
  text.push(h('small', {}, ' request id ' + router.request_id));
  return h('div.hint.router' + (router.at === 'error' ? '.bad' : ''), {}, text);
}

/** A request that the router knows of and no trace. */
export class RouterOnly {
  constructor() {
    this.body = h('section.view.trace-view', {'aria-label': 'Request without a trace'});
  }

  close() {}

  async show(route) {
    this.id = route.rest[0];
    await this.refresh();
  }

  async refresh() {
    const [found, logs] = await Promise.all([api.traces({q: '', limit: 1}), api.logs({q: this.id})]);
    const router = found.routers.find(entry => entry.id === this.id);
    const other = logs.logs.find(line => line.trace_id);
    if (!router && other) location.replace(traceLink(other.trace_id));
    replace(this.body, h('header.trace-header', {}, h('div.line', {}, h('a.back', {href: listLink(), 'aria-label': 'Back to the requests'}, '←'),
      h('h1', {}, router ? router.method + ' ' + router.path : 'Request ' + this.id))),
    router ? h('div.hints', {}, routerHint(router, null)) : '',
    h('div.empty', {}, h('p', {}, router && !router.dyno ? 'No dyno was reached, so there is nothing to trace.' : 'No trace has come for this request: the dyno may still be at work on it, or never saw it.'),
      h('p', {}, h('a', {href: make('logs', [], {q: this.id})}, 'Log lines of this request'))));
  }

  key(event) {
    if (event.key !== 'Escape') return false;
    location.hash = listLink();
    return true;
  }
}
