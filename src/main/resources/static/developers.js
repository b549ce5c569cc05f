// What the doors for programs are, from their descriptions, and a form for each request. Its parts and texts stand in the page's templates.
// What comes from a description or an answer becomes text, never markup.
const LINE = ' \\\n  ';
const TONES = { get: 'send', post: 'ok', put: 'wait', patch: 'wait', delete: 'fail' };
const TOKENS = /"(?:[^"\\]|\\.)*"|\{\s*\}|\[\s*\]|[{}[\],:]|[^\s"{}[\],:]+/g;
const DEEPEST = 4;

const part = (name) => document.getElementById('part-' + name).content.firstElementChild.cloneNode(true);
const slot = (root, name) => root.querySelector(`[data-slot="${name}"]`);
const fill = (root, texts) => {
  for (const [name, text] of Object.entries(texts)) {
    if (text) slot(root, name).textContent = text;
    else slot(root, name).remove();
  }
  return root;
};

const doors = document.getElementById('doors');
const requests = document.getElementById('requests');
const find = document.getElementById('find');
let ids = 0;

/** A description, and what it says of a schema with references and parts put in their places. */
class Api {
  constructor(section, document) {
    this.section = section;
    this.document = document;
    this.base = new URL(document.servers[0].url).pathname.replace(/\/$/, '');
  }

  at(node) {
    while (node?.$ref) {
      node = node.$ref.slice(2).split('/').reduce((from, key) => from[key.replaceAll('~1', '/').replaceAll('~0', '~')], this.document);
    }
    return node;
  }

  schema(node) {
    const { allOf, anyOf, ...own } = this.at(node) ?? {};
    if (anyOf) return { ...this.schema(anyOf[0]), ...own };
    return (allOf ?? []).map((one) => this.schema(one)).reduce(
      (all, one) => ({ ...one, ...all, properties: { ...all.properties, ...one.properties }, required: [...(one.required ?? []), ...(all.required ?? [])] }),
      own);
  }

  *operations() {
    for (const [path, item] of Object.entries(this.document.paths)) {
      for (const method of Object.keys(TONES)) {
        if (item[method]) yield new Operation(this, method, path, item);
      }
    }
  }

  /** One row a field; those of objects and lists below them, under their whole names. */
  *fields(node, before = '', above = []) {
    const target = node.$ref;
    if (above.length > DEEPEST || (target && above.includes(target))) return;
    const schema = this.schema(node);
    if (schema.items) {
      yield* this.fields(schema.items, before + '[]', [...above, target]);
    }
    for (const [key, property] of Object.entries(schema.properties ?? {})) {
      const name = before ? before + '.' + key : key;
      const own = this.schema(property);
      yield { name, type: typeOf(this, own), required: schema.required?.includes(key), readOnly: own.readOnly, text: meaning(own) };
      yield* this.fields(property, name, [...above, target]);
    }
  }

  /** Small: what an object cannot be without. */
  example(node, name = '') {
    const schema = this.schema(node);
    if (schema.example !== undefined) return schema.example;
    if (schema.default !== undefined) return schema.default;
    if (schema.enum) return schema.enum[0];
    switch ([schema.type].flat()[0]) {
      case 'object': return Object.fromEntries((schema.required ?? []).map((key) => [key, this.example(schema.properties[key], key)]));
      case 'array': return [this.example(schema.items)];
      case 'integer': case 'number': return 1;
      case 'boolean': return true;
      default: return schema.format === 'date-time' ? new Date().toISOString() : name;
    }
  }
}

function typeOf(api, schema) {
  const types = [schema.type ?? []].flat().filter((type) => type !== 'null');
  const word = types.includes('array') ? `list of ${typeOf(api, api.schema(schema.items))}` : schema.format?.startsWith('date') ? schema.format : types.join(' or ');
  return (word || 'any') + (schema.maxLength ? ', ' + schema.maxLength : '');
}

function meaning(schema) {
  return [schema.description, schema.enum?.join(', '), schema.contentEncoding].filter(Boolean).join('; ');
}

/** One method at one address. */
class Operation {
  constructor(api, method, path, item) {
    this.api = api;
    this.method = method;
    this.path = path;
    this.said = item[method];
    this.parameters = [...(item.parameters ?? []), ...(this.said.parameters ?? [])].map((one) => api.at(one));
    this.media = api.at(this.said.requestBody)?.content['application/json'];
    this.isOpen = this.said.security?.length === 0;
  }

  shown() {
    const shown = fill(part('request'), { method: this.method.toUpperCase(), path: this.path, summary: this.said.summary });
    slot(shown, 'method').classList.add(TONES[this.method]);
    shown.dataset.words = `${this.method} ${this.path} ${this.said.summary}`.toLowerCase();
    // Made when it is looked at: there are many, and each has many fields.
    shown.addEventListener('toggle', () => shown.append(this.inside()), { once: true });
    return shown;
  }

  inside() {
    const inside = fill(part('inside'), { description: this.said.description });
    const success = Object.entries(this.said.responses).find(([status]) => status.startsWith('2'))?.[1];
    this.tellFields(slot(inside, 'takes'), this.media?.schema);
    this.tellFields(slot(inside, 'gives'), this.api.at(success)?.content?.['application/json']?.schema);
    for (const parameter of this.parameters) slot(inside, 'parameters').append(this.field(parameter));
    if (!this.parameters.length) slot(inside, 'parameters').remove();
    const text = inside.querySelector('textarea');
    if (this.media) {
      text.id = 'body-' + ++ids;
      slot(inside, 'body').querySelector('label').htmlFor = text.id;
      text.value = JSON.stringify(this.media.example ?? this.api.example(this.media.schema), null, 2);
      text.rows = Math.min(20, text.value.split('\n').length + 1);
    } else {
      slot(inside, 'body').remove();
    }
    inside.querySelector('form').addEventListener('submit', (event) => {
      event.preventDefault();
      this.send(inside);
    });
    return inside;
  }

  tellFields(place, schema) {
    const rows = schema ? [...this.api.fields(schema)] : [];
    if (!rows.length) return place.remove();
    const table = part('fields');
    table.setAttribute('aria-label', place.querySelector('summary').textContent);
    for (const { name, type, required, readOnly, text } of rows) {
      const row = fill(part('field'), { name, type, 'sub-type': type, text });
      if (!required) slot(row, 'required').remove();
      if (!readOnly) slot(row, 'read-only').remove();
      table.querySelector('tbody').append(row);
    }
    const note = this.api.schema(schema).description;
    if (note) place.append(Object.assign(document.createElement('p'), { className: 'help', lang: 'en', textContent: note }));
    place.append(table);
  }

  field(parameter) {
    const schema = this.api.schema(parameter.schema);
    const field = fill(part('parameter'), { name: parameter.name, text: [parameter.description, typeOf(this.api, schema)].filter(Boolean).join('; ') });
    for (const place of ['path', 'query', 'header']) {
      if (place !== parameter.in) slot(field, place).remove();
    }
    if (!parameter.required) slot(field, 'required').remove();
    const choices = schema.enum ?? (schema.type === 'boolean' ? ['true', 'false'] : null);
    const input = document.createElement(choices ? 'select' : 'input');
    input.className = choices ? 'select' : 'input';
    if (choices) input.append(...['', ...choices].map((choice) => new Option(choice)));
    else Object.assign(input, { autocomplete: 'off', spellcheck: false, value: schema.example ?? '', placeholder: schema.default ?? '' });
    Object.assign(input, { id: 'parameter-' + ++ids, required: parameter.required ?? false });
    input.dataset.in = parameter.in;
    input.dataset.parameter = parameter.name;
    const help = field.querySelector('.help');
    help.id = input.id + '-h';
    input.setAttribute('aria-describedby', help.id);
    field.querySelector('label').htmlFor = input.id;
    help.before(input);
    return field;
  }

  /** What is to be sent, as the fields have it now. */
  filled(inside) {
    const headers = [];
    const query = new URLSearchParams();
    let path = this.path;
    for (const { value, dataset } of inside.querySelectorAll('[data-parameter]')) {
      if (dataset.in === 'path') path = path.replace(`{${dataset.parameter}}`, encodeURIComponent(value));
      else if (value && dataset.in === 'query') query.append(dataset.parameter, value);
      else if (value) headers.push({ name: dataset.parameter, value, shown: quoted(`${dataset.parameter}: ${value}`) });
    }
    for (const { value, dataset } of this.isOpen ? [] : this.api.section.querySelectorAll('[data-header]')) {
      const before = dataset.before ?? '';
      const shown = dataset.variable ? `"${dataset.header}: ${before}$${dataset.variable}"` : quoted(`${dataset.header}: ${value}`);
      if (value) headers.push({ name: dataset.header, value: before + value, shown });
    }
    const body = this.media ? inside.querySelector('textarea').value : undefined;
    if (this.media) headers.push({ name: 'Content-Type', value: 'application/json', shown: quoted('Content-Type: application/json') });
    const url = location.origin + this.api.base + path + (query.size ? '?' + query : '');
    return { method: this.method.toUpperCase(), url, headers, body };
  }

  async send(inside) {
    const button = inside.querySelector('[type="submit"]');
    if (button.ariaBusy === 'true') return;
    const filled = this.filled(inside);
    const outcome = slot(inside, 'outcome');
    button.ariaBusy = 'true';
    outcome.replaceChildren(part('sending'));
    const begun = performance.now();
    try {
      const answer = await fetch(filled.url, {
        method: filled.method,
        headers: filled.headers.map(({ name, value }) => [name, bytes(value)]),
        body: filled.body,
        credentials: 'omit',
        cache: 'no-store',
        redirect: 'error',
      });
      const text = await answer.text();
      const word = `${answer.status} ${answer.statusText}`.trim();
      outcome.replaceChildren(fill(part(answer.ok ? 'good' : 'bad'), { word, took: `${Math.round(performance.now() - begun)} ms` }));
      slot(inside, 'answer').replaceChildren(told(word, answer.headers, text), curl(filled));
    } catch (failure) {
      outcome.replaceChildren(fill(part('unsent'), { word: failure.message }));
      slot(inside, 'answer').replaceChildren(curl(filled));
    } finally {
      button.ariaBusy = 'false';
    }
  }
}

/** A header is sent byte by byte; the desk reads UTF-8. */
const bytes = (text) => String.fromCharCode(...new TextEncoder().encode(text));

const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

function told(status, headers, text) {
  const lines = [...headers].map(([name, value]) => `\n${name}: ${value}`).join('');
  const pane = fill(part('answer'), { status, headers: lines, body: pretty(text) });
  if (text) slot(pane, 'empty').remove();
  return pane;
}

function curl({ method, url, headers, body }) {
  const line = [
    (method === 'GET' ? 'curl ' : `curl -X ${method} `) + quoted(url),
    ...headers.map(({ shown }) => '-H ' + shown),
    ...(body === undefined ? [] : ['--data-raw ' + quoted(body)]),
  ].join(LINE);
  const pane = fill(part('curl'), { line });
  const copy = slot(pane, 'copy');
  // Browsers keep the clipboard from pages that came over plain HTTP from another machine.
  if (!navigator.clipboard) copy.remove();
  copy.addEventListener('click', async () => {
    await navigator.clipboard.writeText(line);
    const word = slot(pane, 'copy-word');
    word.textContent = word.dataset.done;
  });
  return pane;
}

/** JSON on lines of its own. By its text: read as numbers, those beyond 2^53 would come out as others. */
function pretty(text) {
  try {
    JSON.parse(text);
  } catch {
    return text;
  }
  let depth = 0;
  const line = () => '\n' + '  '.repeat(depth);
  return text.match(TOKENS).map((token) => {
    switch (token) {
      case '{': case '[': depth++; return token + line();
      case '}': case ']': depth--; return line() + token;
      case ',': return token + line();
      case ':': return ': ';
      default: return token;
    }
  }).join('');
}

function list(api) {
  const tags = new Map((api.document.tags ?? []).map(({ name }) => [name, []]));
  for (const operation of api.operations()) {
    const name = operation.said.tags[0];
    tags.set(name, [...(tags.get(name) ?? []), operation.shown()]);
  }
  const all = document.createElement('div');
  all.className = 'stack-s';
  for (const [name, shown] of tags) {
    const tag = fill(part('tag'), { name });
    tag.append(...shown);
    all.append(tag);
  }
  return all;
}

function filter() {
  const wanted = find.value.toLowerCase().split(/\s+/);
  const shown = requests.querySelector(':scope > :not([hidden])');
  let matches = 0;
  for (const tag of shown?.querySelectorAll('.tag') ?? []) {
    let ofTag = 0;
    for (const request of tag.querySelectorAll('.request')) {
      request.hidden = !wanted.every((word) => request.dataset.words.includes(word));
      if (!request.hidden) ofTag++;
    }
    tag.hidden = !ofTag;
    slot(tag, 'count').textContent = ofTag;
    if (find.value) tag.open = true;
    matches += ofTag;
  }
  document.getElementById('no-match').hidden = !shown?.querySelector('.tag') || matches > 0;
}

async function read(section) {
  try {
    const answer = await fetch(section.dataset.from, { redirect: 'error', headers: { Accept: 'application/vnd.oai.openapi+json' } });
    if (!answer.ok) throw new Error(answer.statusText);
    return list(new Api(section, await answer.json()));
  } catch {
    return part('lost');
  }
}

const lists = new Map();

/** The API that the address names after its #, else the first. */
async function show() {
  const sections = [...doors.querySelectorAll('[data-api]')];
  const wanted = sections.find((section) => '#' + section.dataset.api === location.hash) ?? sections[0];
  for (const section of sections) section.hidden = section !== wanted;
  for (const link of doors.querySelectorAll('nav a')) {
    if (link.hash === '#' + wanted.dataset.api) link.setAttribute('aria-current', 'true');
    else link.removeAttribute('aria-current');
  }
  if (!lists.has(wanted)) lists.set(wanted, read(wanted));
  const made = await lists.get(wanted);
  if (wanted.hidden) return;
  if (!made.isConnected) requests.append(made);
  for (const one of requests.children) one.hidden = one !== made;
  filter();
}

for (const form of doors.querySelectorAll('[data-credentials]')) form.addEventListener('submit', (event) => event.preventDefault());
find.addEventListener('input', filter);
addEventListener('hashchange', show);
doors.hidden = false;
document.getElementById('finder').hidden = false;
show();
