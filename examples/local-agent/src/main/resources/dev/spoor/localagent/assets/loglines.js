// Log lines: as they are drawn in a trace and in the list of all.
import {h} from './dom.js';
import {clock, duration} from './format.js';
import {stack} from './stack.js';
import {table} from './span.js';

/** The fields of a line, flattened to a.b; null if it is no JSON object. */
export function fields(line) {
  try {
    const object = JSON.parse(line.raw);
    return object && typeof object === 'object' && !Array.isArray(object) ? flatten(object, '', []) : null;
  } catch {
    return null;
  }
}

function flatten(object, prefix, out) {
  for (const [name, value] of Object.entries(object)) {
    if (value && typeof value === 'object' && !Array.isArray(value)) flatten(value, prefix + name + '.', out);
    else out.push([prefix + name, Array.isArray(value) ? JSON.stringify(value) : value]);
  }
  return out;
}

const STACKS = new Set(['error.stack', 'stack_trace', 'exception.stacktrace']);

/** All of a line. */
export function logDetail(line) {
  const all = fields(line);
  const trace = all && all.find(([name, value]) => STACKS.has(name) && typeof value === 'string');
  return h('div.log-detail', {},
    all && all.some(([name]) => name === 'message') ? '' : h('p.log-message', {}, line.message),
    trace ? stack(trace[1]) : '',
    all ? table(all.filter(([name]) => !STACKS.has(name))) : h('pre', {}, line.raw || line.message));
}

/** The lines of one trace, each with the time since it began. */
export function traceLogs(lines, begin, onSpan) {
  return h('ol.trace-logs', {}, lines.map(line => {
    const at = Number(BigInt(Math.round(line.time)) * 1000000n - begin);
    const item = h('li.trace-log.' + line.level, {'data-span': line.span_id});
    const summary = h('summary', {}, h('time', {title: clock(line.time)}, '+' + duration(Math.max(0, at))),
      h('b.level.' + line.level, {}, line.level), h('span.text', {}, line.message));
    const details = h('details', {}, summary);
    details.addEventListener('toggle', () => {
      if (details.open && details.childElementCount === 1) details.append(logDetail(line));
    });
    summary.addEventListener('click', () => { if (line.span_id) onSpan(line.span_id); });
    item.append(details);
    return item;
  }));
}
