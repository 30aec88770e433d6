// Folds a stack trace: frames of libraries behind a line each, so that one's own stand out.
import {h} from './dom.js';

const LIBRARIES = /^(java|javax|jakarta|jdk|sun|com\.sun|kotlin|scala|groovy|org\.(springframework|apache|hibernate|eclipse|postgresql|h2|mariadb|jboss|aspectj|slf4j|junit)|com\.(zaxxer|mysql|fasterxml|google|mchange)|io\.(netty|undertow|lettuce|micrometer|vertx)|ch\.qos|redis\.clients|net\.sf|reactor|oracle|dev\.spoor\.(agent|kind|trace))\./;
const FRAME = /^\s*at\s+(?:[\w.$@-]*\/+)*([\w.$<>]+)\(([^)]*)\)/;

export function stack(text) {
  const out = h('div.stack', {role: 'group', 'aria-label': 'Stack trace'});
  let folded = [];
  const flush = () => {
    if (folded.length === 0) return;
    if (folded.length < 3) folded.forEach(line => out.append(h('div.frame.foreign', {}, line.text)));
    else {
      const names = [...new Set(folded.map(line => group(line.name)))];
      out.append(h('details', {}, h('summary', {}, folded.length + ' frames of ' + names.slice(0, 3).join(', ') + (names.length > 3 ? ' …' : '')),
        folded.map(line => h('div.frame.foreign', {}, line.text))));
    }
    folded = [];
  };
  for (const line of text.split(/\r?\n/).slice(0, 2000)) {
    const frame = FRAME.exec(line);
    if (frame && LIBRARIES.test(frame[1])) {
      folded.push({text: line.trim(), name: frame[1]});
      continue;
    }
    flush();
    if (frame) {
      const dot = frame[1].lastIndexOf('.', frame[1].lastIndexOf('.') - 1);
      out.append(h('div.frame.own', {}, 'at ', frame[1].slice(0, dot + 1), h('b', {}, frame[1].slice(dot + 1)), '(', frame[2], ')'));
    } else if (line.trim()) out.append(h('div.frame.cause', {}, line.trim()));
  }
  flush();
  return out;
}

function group(name) {
  const parts = name.split('.');
  return parts[0].length > 3 || parts[0] === 'sun' || parts[0] === 'jdk' ? parts[0] : parts.slice(0, 2).join('.');
}
