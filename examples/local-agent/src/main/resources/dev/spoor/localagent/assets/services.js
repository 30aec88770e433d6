// Services and what they were asked: how often, how it went, how long it took.
import {api} from './api.js';
import {h, replace} from './dom.js';
import {count, duration, kind, percent, serviceColour} from './format.js';
import {bars} from './plot.js';
import {make} from './route.js';

export class Services {
  constructor() {
    this.open = new Set();
    this.body = h('section.view.services-view', {'aria-label': 'Services'});
  }

  close() {}

  async show() {
    await this.refresh();
  }

  async refresh() {
    const {services, minutes} = await api.services();
    const stamp = JSON.stringify(services);
    if (stamp === this.stamp) return;
    this.stamp = stamp;
    this.minutes = minutes;
    if (!services.length) {
      replace(this.body, h('div.empty', {}, h('h2', {}, 'No service was called in the last ' + minutes + ' minutes'), h('p', {}, 'Services appear with their first span.')));
      return;
    }
    const focused = document.activeElement && document.activeElement.dataset.service;
    replace(this.body, h('p.note', {}, 'Calls that entered a service in the last ' + minutes + ' minutes, from all spans received. Percentiles are good to 4 %.'),
      h('div.table-frame', {tabindex: 0, role: 'region', 'aria-label': 'Services'}, h('table.services', {},
        h('thead', {}, h('tr', {}, ['Service', 'Calls', 'per minute', 'Errors', 'p50', 'p95', 'p99'].map((name, i) => h('th', {scope: 'col', class: i ? 'n' : null}, name)))),
        services.sort((a, b) => isOwn(b) - isOwn(a)).map(service => this.group(service)))));
    if (focused) {
      const again = [...this.body.querySelectorAll('[data-service]')].find(e => e.dataset.service === focused);
      if (again) again.focus();
    }
  }

  group(service) {
    const open = this.open.has(service.service);
    const toggle = h('button.caret', {
      type: 'button', 'aria-expanded': open, 'data-service': service.service, 'aria-label': 'Resources of ' + service.service,
      click: () => { if (!this.open.delete(service.service)) this.open.add(service.service); this.stamp = ''; this.refresh(); },
    }, open ? '▾' : '▸');
    return h('tbody', {}, h('tr.service', {},
      h('th', {scope: 'row'}, toggle, h('i.swatch', {style: {background: serviceColour(service.service)}}),
        h('a', {href: make('requests', [], {service: service.service})}, service.service), kind(service.type) ? h('span.kind', {}, kind(service.type)) : ''),
      this.figures(service)),
    open ? service.resources.map(resource => h('tr.resource', {}, h('td', {title: resource.resource}, resource.resource), this.figures(resource))) : '');
  }

  figures(row) {
    return [
      h('td.n', {}, count(row.hits)),
      h('td.n.rate', {}, h('span', {}, rate(row.per_minute)), bars(row.per_minute, 80, 20, 'calls by the minute: ' + row.per_minute.join(', '))),
      h('td.n', {class: row.errors ? 'bad' : null}, row.errors ? count(row.errors) + ' (' + percent(row.errors / row.hits) + ')' : '0'),
      h('td.n', {}, duration(row.p50)), h('td.n', {}, duration(row.p95)), h('td.n', {}, duration(row.p99)),
    ];
  }

  key() {
    return false;
  }
}

/** One's own services before the servers that they ask. */
const isOwn = service => (['web', 'worker', 'job', 'queue', ''].includes(service.type) ? 1 : 0);

/** Calls per minute since the first. */
function rate(perMinute) {
  const from = perMinute.findIndex(hits => hits > 0);
  const all = perMinute.reduce((sum, hits) => sum + hits, 0);
  const value = from < 0 ? 0 : all / (perMinute.length - from);
  return value >= 10 ? count(Math.round(value)) : value.toFixed(1);
}
