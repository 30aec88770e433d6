// How local-agent does, who sends to it, and the sampling rates that tracers are told.
import {api} from './api.js';
import {announce, h, replace} from './dom.js';
import {bytes, count, uptime} from './format.js';

export class Status {
  constructor() {
    this.body = h('section.view.status-view', {'aria-label': 'Status'});
    this.store = h('section.panel');
    this.clients = h('section.panel');
    this.rates = h('section.panel');
    replace(this.body, h('div.panels', {}, this.store, this.clients, this.rates),
      h('p.note', {}, 'The same as the APM section of ', h('code', {}, 'agent status'), ': ', h('a', {href: '/status'}, '/status')));
  }

  close() {
    clearInterval(this.timer);
  }

  async show() {
    await this.refresh();
    this.timer = setInterval(() => this.refresh().catch(() => {}), 2000);
  }

  async refresh() {
    const status = await api.status();
    this.drawStore(status);
    this.drawClients(status);
    const stamp = JSON.stringify(status.rates);
    if (stamp !== this.stamp && !this.rates.contains(document.activeElement)) {
      this.stamp = stamp;
      this.drawRates(status.rates);
    }
  }

  drawStore(status) {
    replace(this.store, h('h2', {}, 'What is kept'),
      gauge('Traces', status.traces), gauge('Log lines', status.logs), gauge('Metric series', status.metrics),
      h('dl.tags', {}, pairs([
        ['receiver', status.receiver], ['DogStatsD', status.statsd_port ? 'udp port ' + status.statsd_port : 'off'],
        ['metric values', count(status.metrics.received)], ['router lines', count(status.routers)],
        ['not readable', count(status.logs.refused) + ' log bodies, ' + count(status.metrics.refused) + ' metric lines'],
        ['up', uptime(status.uptime)], ['process', status.pid], ['heap', bytes(status.heap) + ' of ' + bytes(status.max_heap)]])));
  }

  drawClients(status) {
    replace(this.clients, h('h2', {}, 'Who sent in the last minute'),
      status.clients.length ? '' : h('p.muted', {}, 'Nobody.'),
      status.clients.map(client => h('div.client', {}, h('h3', {}, client.client, ' ', h('span.muted', {}, client.endpoint)),
        h('p', {}, count(client.traces) + ' traces, ' + count(client.spans) + ' spans, ' + bytes(client.bytes) + ' in ' + count(client.payloads) + ' payloads'),
        reasons('dropped', client.dropped), reasons('malformed', client.malformed))),
      status.stats.payloads ? h('p', {}, 'Client stats: ' + count(status.stats.payloads) + ' payloads, ' + count(status.stats.traces) + ' buckets') : '');
  }

  drawRates(rates) {
    replace(this.rates, h('h2', {}, 'Sampling rates'),
      h('p.muted', {}, 'Tracers hear them with each answer. What they then do not sample is still shown here, marked “not sampled”.'),
      rates.map(rate => this.rate(rate)));
  }

  rate(rate) {
    const name = rate.key === 'service:,env:' ? 'default' : rate.key;
    const input = h('input', {type: 'number', min: 0, max: 100, step: 'any', value: +(rate.rate * 100).toFixed(4), 'aria-label': 'Rate of ' + name + ' in percent'});
    const form = h('form.rate', {}, h('span.rate-name', {}, name), input, ' % ', h('button', {type: 'submit'}, 'Set'),
      rate.set ? h('button', {type: 'button', click: () => this.set(rate.key, null)}, 'Reset') : '');
    form.addEventListener('submit', event => {
      event.preventDefault();
      if (input.value !== '') this.set(rate.key, Number(input.value) / 100);
    });
    return form;
  }

  async set(key, rate) {
    try {
      const status = await api.setRate(key, rate);
      this.stamp = JSON.stringify(status.rates);
      this.drawRates(status.rates);
      announce('The rate is set');
    } catch (error) {
      announce(error.message);
    }
  }

  key() {
    return false;
  }
}

function gauge(name, store) {
  const share = store.max_bytes ? Math.max(store.count / store.max, store.bytes / store.max_bytes) : store.count / store.max;
  return h('div.gauge', {}, h('span', {}, name),
    h('meter', {min: 0, max: 1, value: Math.min(1, share), 'aria-label': name}),
    h('span', {}, count(store.count) + ' of ' + count(store.max) + (store.max_bytes ? ', ' + bytes(store.bytes) + ' of ' + bytes(store.max_bytes) : ''),
      store.dropped ? h('b.warn-text', {}, ', ' + count(store.dropped) + ' dropped') : ''));
}

function pairs(entries) {
  return entries.map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value)));
}

function reasons(what, counts) {
  const entries = Object.entries(counts);
  return entries.length ? h('p.warn-text', {}, what + ': ' + entries.map(([reason, n]) => reason + ' ' + count(n)).join(', ')) : '';
}
