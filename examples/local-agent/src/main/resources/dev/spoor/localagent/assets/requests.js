// The list of requests: the newest on top, failures first to the eye.
import {api} from './api.js';
import {announce, debounce, h, replace} from './dom.js';
import {clock, count, duration, kind, looksLikeTraceId, requestTitle, serviceColour, statusClass} from './format.js';
import {make, traceLink} from './route.js';
import {VirtualList} from './virtual.js';

const KEPT = 5000;
const SHORTEST = 5; // of bars: 100 µs, as power of ten of nanoseconds
const narrow = matchMedia('(max-width: 720px)');
const STATES = [['', 'All'], ['error', 'Errors'], ['2xx', '2xx'], ['3xx', '3xx'], ['4xx', '4xx'], ['5xx', '5xx']];

// Outlives the view, so that coming back from a trace finds the list as it was left.
const memory = {filter: null, rows: new Map(), rev: 0, selected: null, scroll: 0, services: new Set()};

export class Requests {
  constructor(context) {
    this.context = context;
    this.list = new VirtualList({
      label: 'Requests',
      className: 'requests',
      height: () => (narrow.matches ? 62 : 36),
      key: row => row.key,
      version: row => row.rev + (row.max ? ' ' + row.max : ''),
      draw: row => this.draw(row),
      open: row => { location.hash = this.link(row); },
      select: row => { memory.selected = row.key; },
    });
    this.body = h('section.view.requests-view', {'aria-label': 'Requests'});
  }

  close() {
    memory.scroll = this.list.element.scrollTop;
    this.list.close();
  }

  async show(route) {
    const p = route.params;
    this.params = {q: p.q || '', service: p.service || '', status: p.status || '', min: p.min || '', sort: p.sort || '', calls: p.calls || ''};
    const filter = JSON.stringify([this.params.q, this.params.service, this.params.status, this.params.min, this.params.calls]);
    if (filter !== memory.filter) {
      Object.assign(memory, {filter, rows: new Map(), rev: 0, scroll: 0});
    }
    if (!this.body.firstChild) this.build();
    else this.markFilters();
    await this.refresh();
    this.list.selected = memory.selected;
    this.list.element.scrollTop = memory.scroll;
    this.list.draw();
  }

  build() {
    this.states = h('div.segments', {role: 'group', 'aria-label': 'Status'},
      STATES.map(([value, label]) => h('button', {type: 'button', 'data-status': value, click: () => this.go({status: value})}, label)));
    this.service = h('select', {'aria-label': 'Service', change: () => this.go({service: this.service.value})});
    this.min = h('input.min', {
      type: 'number', min: 0, step: 1, placeholder: 'min ms', 'aria-label': 'Minimum duration in milliseconds',
      input: debounce(250, () => this.go({min: this.min.value})),
    });
    this.total = h('span.total', {'aria-live': 'off'});
    this.head = h('div.request.head', {'aria-hidden': 'true'},
      h('span', {}, 'Status'), h('span', {}, 'Request'), h('span.c-service', {}, 'Service'), h('span.c-time', {}, 'Time'),
      h('button.c-duration.sort', {type: 'button', tabindex: -1, title: 'Sort by duration', click: () => this.go({sort: this.params.sort ? '' : 'slow'})}, 'Duration'),
      h('span.c-db', {}, 'Database'), h('span.c-redis', {}, 'Redis'), h('span.c-spans', {}, 'Spans'));
    this.newer = h('button.newer', {type: 'button', hidden: true, click: () => { this.list.element.scrollTop = 0; this.newer.hidden = true; }});
    this.blank = h('div.blank', {hidden: true});
    replace(this.body,
      h('div.bar', {}, this.states, this.service, this.min,
        h('button.calls', {type: 'button', 'aria-pressed': 'false', title: 'Also traces that are one bare call, such as polls of a job table', click: () => this.go({calls: this.params.calls ? '' : 'all'})}, 'Bare calls'),
        h('button.order', {type: 'button', 'aria-pressed': 'false', click: () => this.go({sort: this.params.sort ? '' : 'slow'})}, 'Slowest first'), this.total),
      this.head, h('div.list-frame', {}, this.list.element, this.newer, this.blank));
    this.markFilters();
  }

  markFilters() {
    for (const button of this.states.children) {
      button.setAttribute('aria-pressed', button.dataset.status === this.params.status);
    }
    this.body.querySelector('.order').setAttribute('aria-pressed', this.params.sort === 'slow');
    this.body.querySelector('.calls').setAttribute('aria-pressed', this.params.calls === 'all');
    this.min.value = this.params.min;
    this.fillServices();
  }

  fillServices() {
    const names = [...memory.services].sort();
    if (this.params.service && !names.includes(this.params.service)) names.push(this.params.service);
    const known = names.join('\n');
    if (this.known !== known) {
      this.known = known;
      replace(this.service, h('option', {value: ''}, 'All services'), names.map(name => h('option', {value: name}, name)));
    }
    this.service.value = this.params.service;
  }

  go(change) {
    const params = {...this.params, ...change};
    const next = make('requests', [], params);
    if (next !== location.hash) location.hash = next;
  }

  search(text) {
    this.go({q: text.trim()});
  }

  enter(text) {
    if (looksLikeTraceId(text.trim())) location.hash = traceLink(text.trim());
    else this.list.element.focus();
  }

  link(row) {
    return row.router_only ? make('router', [row.id]) : traceLink(row.trace_id);
  }

  async refresh(restarted) {
    if (restarted) Object.assign(memory, {rows: new Map(), rev: 0});
    const {q, service, status, min, calls} = this.params;
    const filter = memory.filter;
    const first = memory.rev === 0;
    const reply = await api.traces({since: memory.rev, q, service, status, min, only: calls ? '' : 'requests'});
    if (filter !== memory.filter) return;
    memory.rev = reply.rev;
    const rows = memory.rows;
    let fresh = 0;
    for (const trace of reply.traces) {
      const key = trace.trace_id.slice(16);
      if (!rows.has(key)) fresh++;
      rows.set(key, {...trace, key, rev: reply.rev, at: trace.received});
      trace.services.forEach(name => memory.services.add(name));
      if (trace.request_id) rows.delete('router ' + trace.request_id);
    }
    for (const router of reply.routers) {
      rows.set('router ' + router.id, {...router, key: 'router ' + router.id, router_only: true, at: router.received, n: Infinity});
    }
    for (const [key, row] of rows) if (row.n < reply.oldest) rows.delete(key);
    this.display(first ? 0 : fresh);
  }

  display(fresh) {
    let rows = [...memory.rows.values()];
    const slow = this.params.sort === 'slow';
    rows.sort(slow ? (a, b) => length(b) - length(a) : (a, b) => b.at - a.at || b.n - a.n);
    if (rows.length > KEPT) {
      rows.slice(KEPT).forEach(row => memory.rows.delete(row.key));
      rows = rows.slice(0, KEPT);
    }
    this.scale(rows);
    if (fresh && !this.list.atTop && !slow) {
      this.newer.textContent = '↑ ' + count(fresh) + ' new';
      this.newer.hidden = false;
    } else if (this.list.atTop) this.newer.hidden = true;
    this.list.set(rows);
    this.head.style.paddingRight = 14 + this.list.element.offsetWidth - this.list.element.clientWidth + 'px';
    this.fillServices();
    const errors = rows.filter(failed).length;
    replace(this.total, count(rows.length), rows.length === 1 ? ' request' : ' requests', errors ? h('span.errors', {}, ', ' + count(errors) + ' failed') : '');
    this.showBlank(rows.length);
    if (fresh) announce(count(fresh) + ' new requests');
  }

  /** Requests differ by orders of magnitude, so do not the lengths of their bars. */
  scale(rows) {
    const max = Math.ceil(Math.log10(rows.reduce((most, row) => Math.max(most, length(row)), 1e9)));
    if (max !== this.max) {
      this.max = max;
      this.list.draw(true);
    }
  }

  showBlank(rows) {
    this.blank.hidden = rows > 0;
    if (rows > 0) {
      this.blank.replaceChildren();
      return;
    }
    const filtered = this.params.q || this.params.service || this.params.status || this.params.min;
    if (this.blank.firstChild && this.blankFor === filtered) return;
    this.blankFor = filtered;
    replace(this.blank, filtered ? this.nothingFound() : welcome());
  }

  nothingFound() {
    return h('div.empty', {}, h('h2', {}, 'No request matches'),
      h('p', {}, 'Among those that are kept. ', h('a', {href: '#/requests'}, 'Show all')));
  }

  draw(row) {
    return row.router_only ? this.drawRouter(row) : this.drawTrace(row);
  }

  drawTrace(row) {
    const status = Number(row.status) || 0;
    const bad = failed(row);
    const label = (status || kind(row.type) || 'trace') + ', ' + (row.method ? row.method + ' ' : '') + requestTitle(row) +
      ', ' + duration(row.duration) + (bad ? ', failed' : '');
    return h('div.request' + (bad ? '.failed' : ''), {'aria-label': label},
      h('span.c-status', {}, h('b.pill.' + statusClass(status, row.error_count > 0 && !status), {}, status || (row.error_count ? 'error' : 'ok'))),
      h('span.c-what', {},
        row.method ? h('span.method', {}, row.method) : h('span.method.other', {}, kind(row.type) || row.name),
        h('span.title', {}, requestTitle(row)),
        this.badges(row),
        bad && row.error ? h('span.error-text', {}, row.error) : ''),
      h('span.c-service', {}, h('i.swatch', {style: {background: serviceColour(row.service)}}), row.service,
        row.services.length > 1 ? h('small', {title: row.services.join(', ')}, ' +' + (row.services.length - 1)) : ''),
      h('span.c-time', {}, clock(Number(BigInt(row.start) / 1000000n))),
      h('span.c-duration', {}, h('span.number', {}, duration(row.duration)), this.bar(row)),
      h('span.c-db', {}, calls(row.db)),
      h('span.c-redis', {}, calls(row.redis)),
      h('span.c-spans', {}, count(row.span_count)));
  }

  badges(row) {
    const out = [];
    if (row.repeats.length) {
      const worst = row.repeats[0];
      out.push(h('span.badge.warn', {title: worst.count + ' times the same: ' + worst.resource}, 'N+1 ×' + worst.count));
    }
    if (row.router && row.router.code) out.push(h('span.badge.bad', {title: row.router.desc}, row.router.code));
    if (row.sampling_priority <= 0) out.push(h('span.badge', {title: 'Sampling priority ' + row.sampling_priority + ': a real Agent drops it'}, 'not sampled'));
    return out;
  }

  bar(row) {
    const width = Math.max(0.02, Math.min(1, (Math.log10(Math.max(row.duration, 1)) - SHORTEST) / (this.max - SHORTEST)));
    const part = ns => Math.min(1, row.duration ? ns / row.duration : 0) * 100 + '%';
    return h('span.meter', {'aria-hidden': 'true'}, h('span.fill', {style: {width: width * 100 + '%'}},
      h('i.db', {style: {width: part(row.db.duration)}}), h('i.redis', {style: {width: part(row.redis.duration)}})));
  }

  drawRouter(row) {
    return h('div.request.failed.router-only', {'aria-label': row.code + ' ' + row.desc + ', ' + row.method + ' ' + row.path + ', no trace'},
      h('span.c-status', {}, h('b.pill.bad', {}, row.status > 0 ? row.status : row.code)),
      h('span.c-what', {}, h('span.method', {}, row.method), h('span.title', {}, row.path),
        h('span.badge.bad', {}, row.code), h('span.error-text', {}, row.desc)),
      h('span.c-service', {}, h('small', {}, 'router, no trace')),
      h('span.c-time', {}, clock(row.time)),
      h('span.c-duration', {}, h('span.number', {}, row.connect < 0 ? '–' : duration(length(row)))),
      h('span.c-db', {}), h('span.c-redis', {}), h('span.c-spans', {}));
  }

  key(event) {
    return this.list.key(event);
  }
}

const length = row => (row.router_only ? Math.max(0, row.connect + row.service) * 1e6 : row.duration);
export const failed = row => row.router_only || row.error_count > 0 || Number(row.status) >= 500 || Boolean(row.router && row.router.at === 'error');

function calls(kindOfCalls) {
  if (!kindOfCalls.count) return '';
  return [h('span.number', {}, duration(kindOfCalls.duration)), h('small', {}, ' ×' + kindOfCalls.count)];
}

/** The neighbours of a trace in the list as it is sorted now. */
export function neighbour(traceId, step) {
  const rows = [...memory.rows.values()].filter(row => !row.router_only).sort((a, b) => b.at - a.at || b.n - a.n);
  const index = rows.findIndex(row => row.trace_id === traceId);
  const next = rows[index + step];
  if (index < 0 || !next) return null;
  memory.selected = next.key;
  return next.trace_id;
}

export function listLink() {
  const [q, service, status, min, calls] = memory.filter ? JSON.parse(memory.filter) : [];
  return make('requests', [], {q, service, status, min, calls});
}

function welcome() {
  const port = location.port || '80';
  return h('div.empty', {},
    h('h2', {}, 'Waiting for the first request'),
    h('p', {}, 'Start a service with the agent, and visit it:'),
    h('pre', {}, 'DD_SERVICE=shop DD_TRACE_AGENT_PORT=' + port + ' \\\n  java -javaagent:tracer-agent.jar -jar app.jar'),
    h('p', {}, 'Its log lines appear beside its traces when local-agent is started with its log file, or in a pipe:'),
    h('pre', {}, 'java -jar local-agent.jar app.log\njava -jar app.jar | java -jar local-agent.jar -'));
}
