// Builds elements. Text only ever goes in as text, so nothing that was received can become markup.

/** An element: h('a.link', {href: '#/'}, 'text', child). Functions in the properties are listeners. */
export function h(tag, props, ...children) {
  return fill(document.createElement(tag.split('.')[0]), tag, props, children);
}

/** The same for SVG. */
export function s(tag, props, ...children) {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', tag.split('.')[0]), tag, props, children);
}

function fill(element, tag, props, children) {
  const classes = tag.split('.').slice(1);
  if (classes.length) element.classList.add(...classes);
  for (const [name, value] of Object.entries(props || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (name === 'class') element.classList.add(...value.split(' '));
    else if (name === 'style') for (const [k, v] of Object.entries(value)) element.style.setProperty(k, v);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  add(element, children);
  return element;
}

function add(element, children) {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    if (Array.isArray(child)) add(element, child);
    else element.append(child instanceof Node ? child : String(child));
  }
}

export function replace(element, ...children) {
  element.replaceChildren();
  add(element, children);
  return element;
}

/** Calls back once after the last of many calls. */
export function debounce(millis, action) {
  let timer;
  return (...args) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...args), millis);
  };
}

let announced;
/** Tells those who listen instead of looking. */
export function announce(text) {
  if (text === announced) return;
  announced = text;
  document.getElementById('announce').textContent = text;
}

/** A button that puts a text on the clipboard. */
export function copyButton(text, label) {
  const button = h('button.copy', {type: 'button', 'aria-label': 'Copy ' + label, title: 'Copy ' + label}, 'copy');
  button.addEventListener('click', async event => {
    event.stopPropagation();
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = 'copied';
    } catch {
      button.textContent = 'not allowed';
    }
    setTimeout(() => { button.textContent = 'copy'; }, 1200);
  });
  return button;
}
