// The spans of a trace over time. What is drawn full is the path that decided how long it took.
import {h} from './dom.js';
import {duration, kind, serviceColour} from './format.js';
import {brief} from './sql.js';
import {rows} from './tree.js';
import {VirtualList} from './virtual.js';

const ROW = 28;
const MAX_ROWS = 22;
const INDENT = 14;
const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'];

export class Waterfall {
  constructor(onSelect) {
    this.closed = new Set();
    this.opened = new Set();
    this.list = new VirtualList({
      label: 'Spans', className: 'waterfall', role: 'tree', itemRole: 'treeitem',
      height: () => ROW,
      key: item => keyOf(item),
      version: item => this.isOpen(item) + ' ' + this.stamp,
      draw: item => this.draw(item),
      select: item => onSelect(item.fold ? item.members[0] : item, item),
      open: (item, event) => { if (event.type === 'keydown' && hasChildren(item)) this.toggle(item); },
    });
    this.element = h('div.waterfall-frame', {}, this.axis = h('div.axis', {'aria-hidden': 'true'}), this.list.element);
  }

  show(tree, logs) {
    this.tree = tree;
    this.logs = new Map();
    for (const line of logs) {
      const at = Number(BigInt(Math.round(line.time)) * 1000000n - tree.begin);
      if (!this.logs.has(line.span_id)) this.logs.set(line.span_id, []);
      this.logs.get(line.span_id).push({at, level: line.level});
    }
    this.stamp = tree.nodes.length + ' ' + logs.length;
    this.drawAxis();
    this.update();
  }

  update() {
    this.items = rows(this.tree, this.closed, this.opened);
    this.list.element.style.height = Math.min(this.items.length, MAX_ROWS) * ROW + 2 + 'px';
    this.list.set(this.items);
  }

  drawAxis() {
    this.axis.replaceChildren(h('span.axis-name', {}, 'Span'));
    const scale = h('span.axis-scale');
    for (let i = 0; i < 4; i++) scale.append(h('span', {style: {left: i * 25 + '%'}}, duration(this.tree.duration * i / 4)));
    scale.append(h('span.last', {}, duration(this.tree.duration)));
    this.axis.append(scale);
  }

  isOpen(item) {
    return item.fold ? this.opened.has(item.key) : !this.closed.has(item);
  }

  toggle(item) {
    if (item.fold) flip(this.opened, item.key);
    else flip(this.closed, item);
    this.update();
  }

  draw(item) {
    const {span} = item;
    const name = h('span.w-name', {style: {'padding-left': item.depth * INDENT + 'px'}});
    if (hasChildren(item)) {
      name.append(h('button.caret', {type: 'button', tabindex: -1, 'aria-label': this.isOpen(item) ? 'Fold' : 'Unfold',
        click: event => { event.stopPropagation(); this.toggle(item); }}, this.isOpen(item) ? '▾' : '▸'));
    } else name.append(h('span.caret', {'aria-hidden': 'true'}));
    name.append(h('i.swatch', {style: {background: serviceColour(span.service)}}));
    if (item.fold) name.append(h('b.times', {}, item.members.length + '×'));
    if (kind(span.type)) name.append(h('span.kind', {}, kind(span.type)));
    name.append(h('span.w-title', {}, title(span)));
    const time = item.fold ? item.time : item.end - item.start;
    const row = h('div.span-row' + (span.error && !item.fold ? '.failed' : ''), {
      'aria-level': item.depth + 1, title: span.service + '  ' + span.name + '  ' + span.resource,
      'aria-label': (item.fold ? item.members.length + ' times ' : '') + span.service + ' ' + title(span) + ', ' + duration(time) + (span.error ? ', failed' : ''),
    }, name, this.track(item, time));
    if (hasChildren(item)) row.setAttribute('aria-expanded', this.isOpen(item));
    return row;
  }

  track(item, time) {
    const track = h('span.w-track', {style: {'--c': serviceColour(item.span.service)}});
    const members = item.fold ? item.members : [item];
    const shown = members.length > 400 ? members.filter((m, i) => i % Math.ceil(members.length / 400) === 0) : members;
    for (const node of shown) {
      track.append(h('i.w-bar', {style: this.place(node.start, node.end)}));
      for (const [from, to] of node.critical) track.append(h('i.w-critical', {style: this.place(from, to)}));
    }
    if (!item.fold) this.ticks(item, track);
    const after = item.end / this.tree.duration;
    const label = h('span.w-time', {}, duration(time) + (item.fold ? ' in all' : ''));
    if (after < 0.84) label.style.left = 'calc(' + after * 100 + '% + 6px)';
    else if (item.start / this.tree.duration > 0.16) label.style.right = 'calc(' + (1 - item.start / this.tree.duration) * 100 + '% + 6px)';
    else {
      label.classList.add('within');
      label.style.right = 'calc(' + (1 - Math.min(1, after)) * 100 + '% + 6px)';
    }
    track.append(label);
    return track;
  }

  ticks(item, track) {
    for (const {at, level} of this.logs.get(item.span.span_id) || []) {
      const left = Math.max(0, Math.min(1, at / this.tree.duration)) * 100 + '%';
      track.append(h('i.tick' + (LEVELS.indexOf(level) > 2 ? '.' + level : ''), {style: {left}, title: 'log line, ' + level}));
    }
  }

  place(from, to) {
    return {left: from / this.tree.duration * 100 + '%', width: 'max(2px, ' + (to - from) / this.tree.duration * 100 + '%)'};
  }

  choose(node, quiet) {
    for (let up = node.parent; up; up = up.parent) this.closed.delete(up);
    this.update();
    if (!this.items.includes(node)) {
      const fold = this.items.find(item => item.fold && item.members.includes(node));
      if (fold) this.opened.add(fold.key);
      this.update();
    }
    this.list.choose(keyOf(node), quiet);
  }

  /** Selects the first fold or span of a kind. */
  chooseSame(test) {
    const item = this.items.find(one => test(one.span));
    if (item) this.list.choose(keyOf(item));
    this.list.element.focus();
  }

  nextError() {
    const nodes = this.tree.nodes;
    const from = nodes.findIndex(node => keyOf(node) === this.list.selected);
    const next = [...nodes.slice(from + 1), ...nodes.slice(0, from + 1)].find(node => node.span.error);
    if (next) this.choose(next);
  }

  key(event) {
    const item = this.list.current;
    if (item && (event.key === 'ArrowRight' || event.key === 'l' || event.key === 'ArrowLeft' || event.key === 'h')) {
      const open = event.key === 'ArrowRight' || event.key === 'l';
      if (hasChildren(item) && this.isOpen(item) !== open) this.toggle(item);
      else if (open) this.list.move(1);
      else if (item.parent) this.list.choose(keyOf(item.parent));
      return true;
    }
    return this.list.key(event);
  }
}

const keyOf = item => (item.fold ? 'fold ' + item.key : item.order);
const hasChildren = item => item.children.length > 0;

export function title(span) {
  const resource = span.resource || span.name;
  return span.type === 'sql' ? brief(resource) : resource;
}

function flip(set, value) {
  if (!set.delete(value)) set.add(value);
}
