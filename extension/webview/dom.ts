/**
 * What a panel shows, as data. There is no way to say markup here: a string becomes a text node, and
 * the attributes that could run or fetch something do not exist.
 */
export type Tag =
  | 'article'
  | 'button'
  | 'datalist'
  | 'div'
  | 'footer'
  | 'form'
  | 'h2'
  | 'header'
  | 'input'
  | 'kbd'
  | 'label'
  | 'li'
  | 'mark'
  | 'option'
  | 'p'
  | 'section'
  | 'select'
  | 'span'
  | 'textarea'
  | 'ul';

type AttributeName =
  | 'class'
  | 'id'
  | 'title'
  | 'for'
  | 'name'
  | 'type'
  | 'value'
  | 'list'
  | 'placeholder'
  | 'rows'
  | 'maxlength'
  | 'min'
  | 'max'
  | 'disabled'
  | 'selected'
  | 'hidden'
  | 'role'
  | 'tabindex'
  | 'autocomplete'
  | 'spellcheck'
  | `aria-${'label' | 'live' | 'hidden' | 'disabled' | 'invalid' | 'describedby' | 'description' | 'busy' | 'atomic' | 'required' | 'keyshortcuts'}`
  | `data-${'do' | 'of' | 'severity' | 'live' | 'state'}`;

/** `undefined` and `false` leave the attribute out. */
export type Attributes = { readonly [N in AttributeName]?: string | boolean | undefined };

export interface ElementSpec {
  readonly tag: Tag;
  /** Among its siblings, the same thing before and after; it keeps its focus when it moves. */
  readonly key?: string;
  readonly attributes: Attributes;
  readonly children: readonly Spec[];
  /** Its children are written once; later text is appended by whoever owns the stream. */
  readonly live?: true;
}

export type Spec = ElementSpec | string;
type Child = Spec | undefined | false;

export function h(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): ElementSpec {
  return {
    tag,
    attributes,
    children: children.filter((child) => child !== undefined && child !== false),
  };
}

export function keyed(key: string, spec: ElementSpec): ElementSpec {
  return { ...spec, key };
}

export function live(spec: ElementSpec): ElementSpec {
  return { ...spec, live: true };
}

const KEYS = new WeakMap<Element, string>();

/** Makes the children of `parent` what `specs` say, touching only what differs: focus and caret stay. */
export function patch(parent: Element, specs: readonly Spec[]): void {
  const byKey = new Map([...parent.children].map((element) => [KEYS.get(element), element]));
  let at: ChildNode | null = parent.firstChild;
  for (const spec of specs) {
    const old = match(at, spec, byKey);
    const node = old === undefined ? create(spec) : update(old, spec);
    if (node === at) at = at.nextSibling;
    else parent.insertBefore(node, at);
  }
  while (at !== null) {
    const next: ChildNode | null = at.nextSibling;
    at.remove();
    at = next;
  }
}

function match(
  at: ChildNode | null,
  spec: Spec,
  byKey: ReadonlyMap<string | undefined, Element>,
): ChildNode | undefined {
  if (typeof spec === 'string') return at instanceof Text ? at : undefined;
  const found = spec.key === undefined ? at : byKey.get(spec.key);
  if (!(found instanceof HTMLElement) || found.localName !== spec.tag) return undefined;
  return KEYS.get(found) === spec.key ? found : undefined;
}

function create(spec: Spec): ChildNode {
  if (typeof spec === 'string') return document.createTextNode(spec);
  const element = document.createElement(spec.tag);
  if (spec.key !== undefined) KEYS.set(element, spec.key);
  if (spec.live) patch(element, spec.children);
  update(element, spec);
  return element;
}

function update(node: ChildNode, spec: Spec): ChildNode {
  if (typeof spec === 'string') {
    if (node instanceof Text && node.data !== spec) node.data = spec;
    return node;
  }
  const element = node as HTMLElement;
  if (!spec.live) patch(element, spec.children);
  setAttributes(element, spec.attributes);
  return element;
}

function setAttributes(element: HTMLElement, attributes: Attributes): void {
  const wanted = new Map(
    Object.entries(attributes).filter(([, value]) => value !== undefined && value !== false),
  );
  for (const name of element.getAttributeNames()) {
    if (!wanted.has(name)) element.removeAttribute(name);
  }
  for (const [name, value] of wanted) {
    const text = value === true ? '' : String(value);
    if (name === 'value' && hasValue(element)) setValue(element, text);
    else if (element.getAttribute(name) !== text) element.setAttribute(name, text);
  }
}

function hasValue(
  element: HTMLElement,
): element is HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement {
  return (
    element.localName === 'input' ||
    element.localName === 'textarea' ||
    element.localName === 'select'
  );
}

/** Setting an equal value would move the caret and break a word that is being composed. */
function setValue(
  element: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement,
  value: string,
): void {
  if (element.value !== value) element.value = value;
}
