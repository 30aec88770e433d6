// A list that only draws the rows in sight, so that thousands cost no more than thirty.

const BEYOND = 8;

export class VirtualList {
  /**
   * @param options.height of a row in pixels, a function
   * @param options.key of an item; items with equal keys and versions keep their element
   * @param options.draw makes the element of an item
   * @param options.open called when a row is clicked or entered
   * @param options.select called when the selection moves
   * @param options.role, options.itemRole for those who listen
   */
  constructor(options) {
    this.options = options;
    this.items = [];
    this.drawn = new Map();
    this.selected = null;
    this.element = document.createElement('div');
    this.element.className = 'vlist ' + (options.className || '');
    this.element.tabIndex = 0;
    this.element.setAttribute('role', options.role || 'listbox');
    this.element.setAttribute('aria-label', options.label);
    this.space = document.createElement('div');
    this.space.className = 'vspace';
    this.space.setAttribute('role', 'presentation');
    this.element.append(this.space);
    this.element.addEventListener('scroll', () => this.draw(), {passive: true});
    this.element.addEventListener('click', event => this.clicked(event));
    this.watcher = new ResizeObserver(() => this.draw(true));
    this.watcher.observe(this.element);
    this.id = 'v' + Math.random().toString(36).slice(2);
  }

  close() {
    this.watcher.disconnect();
  }

  /** Shows these items. Rows that come in above do not push away what is looked at. */
  set(items) {
    const height = this.options.height();
    const top = this.element.scrollTop;
    let anchor = null;
    if (top > height / 2 && this.items.length) {
      anchor = this.items[Math.min(this.items.length - 1, Math.floor(top / height))];
    }
    this.items = items;
    this.draw();
    if (anchor !== null && !this.options.sticksToEnd) {
      const key = this.options.key(anchor);
      const index = items.findIndex(item => this.options.key(item) === key);
      if (index >= 0) this.element.scrollTop = index * height + (top % height);
    }
  }

  get atTop() {
    return this.element.scrollTop < this.options.height();
  }

  get atEnd() {
    const e = this.element;
    return e.scrollTop + e.clientHeight > e.scrollHeight - this.options.height();
  }

  toEnd() {
    this.element.scrollTop = this.element.scrollHeight;
  }

  draw(all) {
    const height = this.options.height();
    const view = this.element.clientHeight;
    this.space.style.height = this.items.length * height + 'px';
    const from = Math.max(0, Math.floor(this.element.scrollTop / height) - BEYOND);
    const to = Math.min(this.items.length, Math.ceil((this.element.scrollTop + view) / height) + BEYOND);
    const wanted = new Map();
    for (let i = from; i < to; i++) {
      const item = this.items[i];
      const key = this.options.key(item);
      const stamp = key + '|' + (this.options.version ? this.options.version(item) : '');
      let row = this.drawn.get(stamp);
      if (!row || all) {
        if (row) row.remove();
        row = this.options.draw(item);
        row.classList.add('vrow');
        row.setAttribute('role', this.options.itemRole || 'option');
        this.space.append(row);
      }
      row.id = this.id + '-' + i;
      row.dataset.index = i;
      row.style.height = height + 'px';
      row.style.transform = 'translateY(' + i * height + 'px)';
      row.setAttribute('aria-posinset', i + 1);
      row.setAttribute('aria-setsize', this.items.length);
      this.mark(row, key === this.selected);
      if (key === this.selected) this.element.setAttribute('aria-activedescendant', row.id);
      wanted.set(stamp, row);
    }
    for (const [stamp, row] of this.drawn) if (wanted.get(stamp) !== row) row.remove();
    this.drawn = wanted;
  }

  mark(row, selected) {
    row.classList.toggle('selected', selected);
    row.setAttribute('aria-selected', selected);
  }

  get index() {
    return this.items.findIndex(item => this.options.key(item) === this.selected);
  }

  get current() {
    return this.items[this.index];
  }

  /** Selects by key, and brings it into sight. */
  choose(key, quiet) {
    this.selected = key;
    const index = this.index;
    if (index < 0) {
      this.element.removeAttribute('aria-activedescendant');
    } else {
      const height = this.options.height();
      const top = index * height;
      if (top < this.element.scrollTop) this.element.scrollTop = top;
      else if (top + height > this.element.scrollTop + this.element.clientHeight) {
        this.element.scrollTop = top + height - this.element.clientHeight;
      }
    }
    this.draw();
    if (!quiet && index >= 0 && this.options.select) this.options.select(this.items[index]);
  }

  move(step) {
    if (!this.items.length) return;
    const index = this.index;
    const next = index < 0 ? (step > 0 ? 0 : this.items.length - 1) : Math.max(0, Math.min(this.items.length - 1, index + step));
    this.choose(this.options.key(this.items[next]));
  }

  clicked(event) {
    const row = event.target.closest('.vrow');
    if (!row || event.target.closest('a, button')) return;
    const item = this.items[Number(row.dataset.index)];
    this.choose(this.options.key(item));
    if (this.options.open) this.options.open(item, event);
  }

  /** Keys that all lists know; whether it was one of them. */
  key(event) {
    switch (event.key) {
      case 'j': case 'ArrowDown': this.move(1); return true;
      case 'k': case 'ArrowUp': this.move(-1); return true;
      case 'PageDown': this.move(15); return true;
      case 'PageUp': this.move(-15); return true;
      case 'Home': this.move(-1e9); return true;
      case 'End': this.move(1e9); return true;
      case 'Enter':
        if (this.current && this.options.open) {
          this.options.open(this.current, event);
          return true;
        }
        return false;
      default: return false;
    }
  }
}
