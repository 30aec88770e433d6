// Lays out SQL for reading: a clause per line, its words marked.
import {h} from './dom.js';

const TOKEN = /('(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`)|(--[^\n]*|\/\*[\s\S]*?\*\/)|([A-Za-z_][\w$]*)|(\d+(?:\.\d+)?)|(\s+)|([\s\S])/g;
const WORDS = new Set(('select from where and or not in is null like ilike between exists group by order having limit offset insert into values update set delete ' +
  'join left right inner outer full cross on using as union all distinct case when then else end returning with create table index alter drop asc desc for').split(' '));
const BREAKS = new Set(['from', 'where', 'group', 'order', 'having', 'limit', 'offset', 'union', 'values', 'set', 'returning', 'left', 'right', 'inner', 'full', 'cross', 'join']);
const INDENTED = new Set(['and', 'or', 'on']);
const BEFORE_JOIN = new Set(['left', 'right', 'inner', 'full', 'cross', 'outer']);
const MAX = 20000;

export function sql(text) {
  const out = h('code');
  let depth = 0;
  let last = '';
  let between = false;
  for (const [token, quoted, comment, word, number, space] of text.slice(0, MAX).matchAll(TOKEN)) {
    if (space) {
      if (out.lastChild && !/\s$/.test(out.lastChild.textContent)) out.append(' ');
      continue;
    }
    const lower = word ? word.toLowerCase() : '';
    if (depth === 0 && last && BREAKS.has(lower) && !(lower === 'join' && BEFORE_JOIN.has(last)) && !(lower === 'from' && last === 'distinct')) newline(out, '');
    else if (depth === 0 && INDENTED.has(lower) && !(lower === 'and' && between)) newline(out, '  ');
    if (lower === 'between') between = true;
    else if (lower === 'and') between = false;
    if (token === '(') depth++;
    else if (token === ')') depth = Math.max(0, depth - 1);
    if (quoted || token === '?') out.append(h('span.sql-text', {}, token));
    else if (comment) out.append(h('span.sql-note', {}, token));
    else if (WORDS.has(lower)) out.append(h('span.sql-word', {}, token));
    else if (number) out.append(h('span.sql-number', {}, token));
    else out.append(token);
    last = lower || token;
  }
  return h('pre.sql', {}, out);
}

function newline(out, indent) {
  if (out.lastChild && out.lastChild.nodeType === Node.TEXT_NODE) out.lastChild.textContent = out.lastChild.textContent.replace(/ +$/, '');
  out.append('\n' + indent);
}

/** One line for a row: the verb and the table. */
export function brief(text) {
  const flat = text.replace(/\s+/g, ' ').trim();
  const select = /^select (.*?) from (.*)$/i.exec(flat);
  return select ? 'SELECT … FROM ' + select[2] : flat;
}
