// Everything about one span.
import {copyButton, h} from './dom.js';
import {duration, kind, percent, serviceColour} from './format.js';
import {traceLink} from './route.js';
import {sql} from './sql.js';
import {stack} from './stack.js';
import {criticalTime, selfTime} from './tree.js';

const ELSEWHERE = new Set(['error.type', 'error.message', 'error.msg', 'error.stack', 'sql.query', 'db.statement']);
const TEXT_LIMIT = 600;

export function spanDetail(node, tree, item) {
  const {span} = node;
  const meta = span.meta;
  const statement = span.type === 'sql' ? meta['sql.query'] || meta['db.statement'] || span.resource : '';
  return h('article.span-detail', {'aria-label': 'Span'},
    h('header', {},
      h('h2', {}, h('i.swatch', {style: {background: serviceColour(span.service)}}), span.name),
      h('p.muted', {}, span.service, kind(span.type) ? ' · ' + kind(span.type) : '', meta['span.kind'] ? ' · ' + meta['span.kind'] : '')),
    statement ? '' : h('p.resource', {}, span.resource),
    item && item.fold ? h('p.fold-note', {}, item.members.length + ' times the same, ' + duration(item.time) + ' in all; this is the first.') : '',
    h('dl.figures', {},
      figure('Took', duration(span.duration)),
      figure('Own time', duration(selfTime(node)), 'in which no child ran'),
      figure('Of the wait', percent(criticalTime(node) / tree.duration), 'its own part of the critical path'),
      figure('Began', '+' + duration(node.start))),
    span.error ? failure(meta) : '',
    statement ? section('SQL', sql(statement), copyButton(statement, 'the statement')) : '',
    span.events.length ? section('Events', span.events.map(event => eventOf(event, tree))) : '',
    span.links.length ? section('Links', span.links.map(link => h('p', {}, h('a', {href: traceLink(link.trace_id, link.span_id)}, (link.attributes.reason || 'span').replaceAll('_', ' ') + ' ' + link.span_id + ' of trace ' + link.trace_id)))) : '',
    tags(span));
}

function figure(name, value, hint) {
  return h('div', {title: hint}, h('dt', {}, name), h('dd', {}, value));
}

function section(name, content, extra) {
  return h('section', {}, h('h3', {}, name, extra || ''), content);
}

function failure(meta) {
  const message = meta['error.message'] || meta['error.msg'] || '';
  return h('section.failure', {},
    h('h3', {}, meta['error.type'] || 'Failed'),
    message ? h('p', {}, message) : '',
    meta['error.stack'] ? [copyButton(meta['error.stack'], 'the stack trace'), stack(meta['error.stack'])] : '');
}

function eventOf(event, tree) {
  const at = Number(BigInt(event.time) - tree.begin);
  return h('details', {}, h('summary', {}, '+' + duration(Math.max(0, at)) + ' ' + event.name),
    table(Object.entries(event.attributes)));
}

function tags(span) {
  const all = [...Object.entries(span.meta).filter(([name]) => !ELSEWHERE.has(name)), ...Object.entries(span.metrics)];
  const own = all.filter(([name]) => !isInternal(name));
  const internal = all.filter(([name]) => isInternal(name));
  internal.push(['span id', span.span_id], ['parent id', span.parent_id]);
  return [
    own.length ? section('Tags', table(own)) : '',
    h('details.internal', {}, h('summary', {}, 'Internals (' + internal.length + ')'), table(internal)),
  ];
}

const isInternal = name => name.startsWith('_') || name === 'language' || name === 'runtime-id' || name === 'process_id' || name === 'thread.id';

export function table(entries) {
  return h('dl.tags', {}, entries.map(([name, value]) => {
    const text = typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
    return h('div', {}, h('dt', {}, name), h('dd', {}, text.length > TEXT_LIMIT ? long(text) : text));
  }));
}

function long(text) {
  return h('details', {}, h('summary', {}, text.slice(0, 200) + '…'), text);
}
