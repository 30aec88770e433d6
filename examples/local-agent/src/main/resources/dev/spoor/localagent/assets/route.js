// Where the page is, in the part of the address behind #: /requests?status=error, /trace/ID/SPAN.

export function parse(hash) {
  const [path, query] = hash.replace(/^#\/?/, '').split('?', 2);
  const [view, ...rest] = path.split('/').map(decode);
  return {view: view || 'requests', rest, params: Object.fromEntries(new URLSearchParams(query || ''))};
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function make(view, rest, params) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params || {})) {
    if (value !== '' && value !== undefined && value !== null) query.set(name, value);
  }
  const text = query.toString();
  return '#/' + [view, ...(rest || [])].map(encodeURIComponent).join('/') + (text ? '?' + text : '');
}

export const traceLink = (id, span) => make('trace', span ? [id, span] : [id]);
