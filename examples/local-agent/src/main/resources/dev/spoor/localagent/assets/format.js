// Numbers, times and colours as people read them.

/** Nanoseconds: 850 µs, 1.23 ms, 2.4 s. */
export function duration(ns) {
  if (!(ns >= 0)) return '–';
  if (ns === 0) return '0';
  if (ns < 1e6) return short(ns / 1e3) + ' µs';
  if (ns < 1e9) return short(ns / 1e6) + ' ms';
  return short(ns / 1e9) + ' s';
}

function short(value) {
  if (value >= 100) return Math.round(value).toLocaleString('en');
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

export function percent(share) {
  if (share > 0 && share < 0.01) return '<1 %';
  return Math.round(share * 100) + ' %';
}

export function count(number) {
  return number.toLocaleString('en');
}

export function bytes(number) {
  if (number < 1e3) return number + ' B';
  if (number < 1e6) return (number / 1e3).toFixed(1) + ' kB';
  return (number / 1e6).toFixed(1) + ' MB';
}

/** A number of a metric, short enough for a label. */
export function metric(value) {
  const size = Math.abs(value);
  if (size >= 1e9) return (value / 1e9).toFixed(2) + ' G';
  if (size >= 1e6) return (value / 1e6).toFixed(2) + ' M';
  if (size >= 1e4) return (value / 1e3).toFixed(1) + ' k';
  if (Number.isInteger(value)) return String(value);
  return value.toFixed(size >= 100 ? 1 : size >= 1 ? 2 : 3);
}

const pad = (n, width) => String(n).padStart(width, '0');

/** 14:03:12.345, of milliseconds. */
export function clock(millis) {
  const t = new Date(millis);
  return pad(t.getHours(), 2) + ':' + pad(t.getMinutes(), 2) + ':' + pad(t.getSeconds(), 2) + '.' + pad(t.getMilliseconds(), 3);
}

export function dayAndClock(millis) {
  const t = new Date(millis);
  return t.getFullYear() + '-' + pad(t.getMonth() + 1, 2) + '-' + pad(t.getDate(), 2) + ' ' + clock(millis);
}

export function uptime(seconds) {
  const h = Math.floor(seconds / 3600);
  const m = Math.floor(seconds / 60) % 60;
  return (h ? h + ' h ' : '') + (h || m ? m + ' min ' : '') + (seconds % 60) + ' s';
}

// The first services that are seen get colours that differ most.
const colours = new Map();
export function serviceColour(service) {
  if (!colours.has(service)) colours.set(service, colours.size % 9);
  return 'var(--s' + colours.get(service) + ')';
}

const KINDS = {
  web: 'web', http: 'http', sql: 'sql', redis: 'redis', valkey: 'redis', memcached: 'cache',
  queue: 'queue', worker: 'job', job: 'job', template: 'view', serverless: 'fn', mongodb: 'mongo',
};
export function kind(type) {
  return KINDS[type] || type || '';
}

/** What a request is called: its route or what it does. */
export function requestTitle(row) {
  const resource = row.resource || row.name;
  return row.method && resource.startsWith(row.method + ' ') ? resource.slice(row.method.length + 1) : resource;
}

export function statusClass(status, failed) {
  if (failed || status >= 500) return 'bad';
  if (status >= 400) return 'odd';
  return status >= 300 ? 'moved' : 'good';
}

/** Whether a text could only be an id of a trace. */
export function looksLikeTraceId(text) {
  return /^([0-9a-f]{32}|[0-9a-f]{16}|[0-9]{15,20})$/i.test(text);
}
