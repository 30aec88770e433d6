// All log lines, as they come.
import {api} from './api.js';
import {h, replace} from './dom.js';
import {clock, count} from './format.js';
import {logDetail} from './loglines.js';
import {make, traceLink} from './route.js';
import {VirtualList} from './virtual.js';

const KEPT = 5000;
const narrow = matchMedia('(max-width: 720px)');

export class Logs {
  constructor() {
    this.rows = [];
    this.rev = 0;
    this.list = new VirtualList({
      label: 'Log lines', className: 'loglist', sticksToEnd: true,
      height: () => (narrow.matches ? 48 : 26),
      key: line => line.rev,
      version: line => line.trace_id,
      draw: line => this.draw(line),
      select: line => this.selected(line),
    });
    this.body = h('section.view.logs-view', {'aria-label': 'Log lines'});
  }

  close() {
    this.list.close();
  }

  async show(route) {
    const p = route.params;
    this.params = {q: p.q || '', level: p.level || '', service: p.service || ''};
    if (!this.body.firstChild) this.build();
    this.level.value = this.params.level;
    this.rows = [];
    this.rev = 0;
    this.unselect();
    await this.refresh();
    this.list.toEnd();
    this.list.draw();
  }

  build() {
    this.level = h('select', {'aria-label': 'Lowest level', change: () => this.go({level: this.level.value})},
      [['', 'All levels'], ['info', 'Info and worse'], ['warn', 'Warnings and worse'], ['error', 'Errors']].map(([value, label]) => h('option', {value}, label)));
    this.service = h('select', {'aria-label': 'Service', change: () => this.go({service: this.service.value})});
    this.total = h('span.total');
    this.detail = h('aside.detail', {'aria-label': 'Selected log line', hidden: true});
    this.blank = h('div.blank', {hidden: true}, h('div.empty', {}, h('h2', {}, 'No log lines'),
      h('p', {}, 'Start local-agent with a log file, in a pipe, or send lines to it:'),
      h('pre', {}, 'java -jar local-agent.jar app.log\njava -jar app.jar | java -jar local-agent.jar -\ncurl --json \'{"message":"hello"}\' ' + location.origin + '/api/v2/logs'),
      h('p', {}, 'A Heroku drain can be pointed at ', h('code', {}, '/api/v2/logs'), ' too.')));
    replace(this.body, h('div.bar', {}, this.level, this.service, this.total),
      h('div.log-columns', {}, h('div.list-frame', {}, this.list.element, this.blank), this.detail));
  }

  go(change) {
    location.hash = make('logs', [], {...this.params, ...change});
  }

  search(text) {
    this.go({q: text.trim()});
  }

  enter() {
    this.list.element.focus();
  }

  async refresh(restarted) {
    if (restarted) {
      this.rows = [];
      this.rev = 0;
    }
    const asked = JSON.stringify(this.params);
    const reply = await api.logs({since: this.rev, ...this.params});
    if (asked !== JSON.stringify(this.params)) return;
    const end = this.list.atEnd || this.rev === 0;
    this.rev = reply.rev;
    this.rows = this.rows.filter(line => line.rev >= reply.oldest).concat(reply.logs).slice(-KEPT);
    this.list.set(this.rows);
    if (end && !this.chosen) this.list.toEnd();
    replace(this.total, count(this.rows.length), this.rows.length === 1 ? ' line' : ' lines');
    this.blank.hidden = this.rows.length > 0;
    const known = reply.services.join('\n');
    if (known !== this.known) {
      this.known = known;
      replace(this.service, h('option', {value: ''}, 'All services'), reply.services.filter(Boolean).map(name => h('option', {value: name}, name)));
    }
    this.service.value = this.params.service;
  }

  draw(line) {
    return h('div.logline.' + line.level, {'aria-label': line.level + ' ' + line.message},
      h('time', {}, clock(line.time)), h('b.level.' + line.level, {}, line.level),
      h('span.origin', {title: line.source}, line.source === 'heroku' ? line.logger : line.service || line.source), h('span.text', {}, line.message),
      line.trace_id ? h('a.to-trace', {href: traceLink(line.trace_id, line.span_id), title: 'The trace of this line', tabindex: -1}, 'trace') : '');
  }

  selected(line) {
    this.chosen = line;
    this.detail.hidden = false;
    replace(this.detail, h('header', {}, h('h2', {}, h('b.level.' + line.level, {}, line.level), ' ', clock(line.time)),
      h('button.close', {type: 'button', 'aria-label': 'Close', click: () => this.unselect()}, '×')),
    h('p.muted', {}, [line.service, line.source, line.logger].filter(Boolean).join(' · ')),
    line.trace_id ? h('p', {}, h('a.open-trace', {href: traceLink(line.trace_id, line.span_id)}, 'Open its trace')) : '',
    logDetail(line));
  }

  unselect() {
    this.chosen = null;
    this.detail.hidden = true;
    this.list.choose(null, true);
  }

  key(event) {
    if (event.key === 'Escape' && this.chosen) {
      this.unselect();
      return true;
    }
    if (event.key === 'Enter' && this.chosen && this.chosen.trace_id) {
      location.hash = traceLink(this.chosen.trace_id, this.chosen.span_id);
      return true;
    }
    return this.list.key(event);
  }
}
