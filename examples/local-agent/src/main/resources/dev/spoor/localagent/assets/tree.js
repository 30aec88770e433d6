// What the spans of a trace amount to: a tree, repeats folded, and the path that decided how long it took.

const FOLD_FROM = 5;

/**
 * @return {{roots, nodes, duration, begin}} nodes in the order of a walk; times are nanoseconds since
 *   the trace began
 */
export function build(spans) {
  const begin = spans.reduce((least, span) => { const t = BigInt(span.start); return least === null || t < least ? t : least; }, null) ?? 0n;
  const nodes = spans.map((span, order) => {
    const start = Number(BigInt(span.start) - begin);
    return {span, order, start, end: start + span.duration, children: [], parent: null, depth: 0, critical: []};
  });
  const byId = new Map();
  for (const node of nodes) if (!byId.has(node.span.span_id)) byId.set(node.span.span_id, node);
  const roots = [];
  for (const node of nodes) {
    const parent = byId.get(node.span.parent_id);
    if (parent && parent !== node && !isBelow(parent, node)) {
      node.parent = parent;
      parent.children.push(node);
    } else roots.push(node);
  }
  const earlier = (a, b) => a.start - b.start || b.end - a.end || a.order - b.order;
  roots.sort(earlier);
  const walked = [];
  const stack = [...roots].reverse();
  while (stack.length) {
    const node = stack.pop();
    node.depth = node.parent ? node.parent.depth + 1 : 0;
    node.children.sort(earlier);
    walked.push(node);
    for (let i = node.children.length - 1; i >= 0; i--) stack.push(node.children[i]);
  }
  const duration = nodes.reduce((most, node) => Math.max(most, node.end), 1);
  const main = roots.reduce((best, node) => (!best || node.end - node.start > best.end - best.start ? node : best), null);
  if (main) markCritical(main);
  return {roots, nodes: walked, duration, begin, main, byId};
}

/** Whether making one the child of the other would close a circle. */
function isBelow(node, other) {
  for (let n = node, steps = 0; n && steps < 10000; n = n.parent, steps++) if (n === other) return true;
  return false;
}

/**
 * From the end backwards: what ended last is what was waited for; where no child ran, the span itself
 * was at work.
 */
function markCritical(root) {
  const todo = [[root, root.end]];
  while (todo.length) {
    const [node, limit] = todo.pop();
    let now = Math.min(node.end, limit);
    const children = node.children.filter(child => child.start < now && child.end > node.start).sort((a, b) => b.end - a.end);
    for (const child of children) {
      if (child.start >= now) continue;
      const end = Math.min(child.end, now);
      if (end <= child.start) continue;
      if (end < now) node.critical.push([end, now]);
      todo.push([child, end]);
      now = Math.max(child.start, node.start);
    }
    if (now > node.start) node.critical.push([node.start, now]);
  }
}

/** Where the time went: nanoseconds on the critical path by service, the most first. */
export function shares(tree) {
  const sums = new Map();
  for (const node of tree.nodes) {
    const own = criticalTime(node);
    if (own > 0) sums.set(node.span.service, (sums.get(node.span.service) || 0) + own);
  }
  const total = [...sums.values()].reduce((a, b) => a + b, 0) || 1;
  return [...sums].map(([service, time]) => ({service, time, share: time / total})).sort((a, b) => b.time - a.time);
}

export const criticalTime = node => node.critical.reduce((sum, [from, to]) => sum + to - from, 0);

/** The time in which no child ran. */
export function selfTime(node) {
  let busy = 0;
  let until = node.start;
  for (const child of node.children) {
    const from = Math.max(child.start, until);
    const to = Math.min(child.end, node.end);
    if (to > from) {
      busy += to - from;
      until = to;
    }
  }
  return Math.max(0, node.end - node.start - busy);
}

/** What repeats are told apart by. */
export const sameness = span => span.service + '\u0000' + span.type + '\u0000' + span.resource;

/** The rows of a waterfall: nodes whose ancestors are open, and folds of identical neighbours. */
export function rows(tree, closed, opened) {
  const out = [];
  const stack = [...tree.roots].reverse();
  while (stack.length) {
    const item = stack.pop();
    out.push(item);
    if (item.fold) {
      if (opened.has(item.key)) push(stack, item.members);
    } else if (!closed.has(item)) push(stack, folded(item, item.children));
  }
  return out;
}

function push(stack, items) {
  for (let i = items.length - 1; i >= 0; i--) stack.push(items[i]);
}

function folded(parent, children) {
  if (children.length < FOLD_FROM) return children;
  const alike = new Map();
  for (const child of children) {
    if (child.children.length === 0 && !child.span.error) {
      const key = sameness(child.span);
      if (!alike.has(key)) alike.set(key, []);
      alike.get(key).push(child);
    }
  }
  const done = new Set();
  const out = [];
  for (const child of children) {
    const members = alike.get(sameness(child.span));
    if (!members || members.length < FOLD_FROM || !members.includes(child)) out.push(child);
    else if (!done.has(members)) {
      done.add(members);
      out.push({fold: true, key: parent.order + ' ' + sameness(child.span), members, span: child.span, depth: child.depth,
        start: members[0].start, end: Math.max(...members.map(m => m.end)), time: members.reduce((t, m) => t + m.end - m.start, 0), children: members, parent});
    }
  }
  return out;
}
