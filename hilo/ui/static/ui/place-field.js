// Offers places while one types, as a combobox (WAI-ARIA 1.2). Without it the form asks after sending.
const WAIT = 180;
const kept = new Map();
let count = 0;

for (const field of document.querySelectorAll("[data-ui-place]")) enhance(field);

function enhance(field) {
  const input = field.querySelector("input[type=text]");
  const list = input.parentElement.appendChild(document.createElement("ul"));
  const said = field.appendChild(document.createElement("p"));
  const state = { field, input, list, said, at: -1, timer: 0, asked: null };
  Object.assign(list, { id: `places-${++count}`, role: "listbox", hidden: true, className: "suggestions" });
  list.setAttribute("aria-label", field.dataset.uiList);
  said.className = "unseen";
  said.setAttribute("role", "status");
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
  input.addEventListener("input", () => later(state));
  input.addEventListener("keydown", (event) => press(event, state));
  input.addEventListener("blur", () => close(state));
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => take(state, event.target.closest("li")));
}

function later(state) {
  clearTimeout(state.timer);
  state.timer = setTimeout(() => ask(state), WAIT);
}

async function ask(state) {
  const typed = state.input.value.trim();
  state.asked?.abort();
  if (typed.length < 2) return close(state);
  const url = new URL(state.field.dataset.uiPlace, location.href);
  url.searchParams.set("q", typed.toLocaleLowerCase());
  if (kept.has(url.href)) return show(state, kept.get(url.href));
  state.asked = new AbortController();
  try {
    const answer = await fetch(url, { signal: state.asked.signal });
    if (!answer.ok) return close(state);
    const { places } = await answer.json();
    kept.set(url.href, places);
    if (document.activeElement === state.input) show(state, places);
  } catch {
    close(state); // aborted by the next letter, or no signal: the form still asks after sending
  }
}

function show(state, places) {
  state.list.replaceChildren(...places.map((place, number) => option(state, place, number)));
  state.list.hidden = places.length === 0;
  state.input.setAttribute("aria-expanded", String(places.length > 0));
  const { uiFound, uiNone } = state.field.dataset;
  state.said.textContent = places.length ? uiFound.replace("{n}", places.length) : uiNone;
  mark(state, -1);
}

function option(state, place, number) {
  const item = document.createElement("li");
  Object.assign(item, { id: `${state.list.id}-${number}`, role: "option" });
  item.dataset.name = place.full_name;
  const name = item.appendChild(document.createElement("bdi"));
  name.textContent = place.full_name;
  item.appendChild(document.createElement("small")).textContent = place.title;
  return item;
}

function mark(state, at) {
  state.at = at;
  [...state.list.children].forEach((item, number) => item.setAttribute("aria-selected", String(number === at)));
  const item = state.list.children[at];
  if (item) {
    state.input.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  } else state.input.removeAttribute("aria-activedescendant");
}

function press(event, state) {
  const length = state.list.children.length;
  if (event.key === "Escape" && !state.list.hidden) return event.preventDefault(), close(state);
  if (state.list.hidden) return event.key === "ArrowDown" ? ask(state) : undefined;
  if (event.key === "ArrowDown") event.preventDefault(), mark(state, (state.at + 1) % length);
  else if (event.key === "ArrowUp") event.preventDefault(), mark(state, (state.at <= 0 ? length : state.at) - 1);
  else if (event.key === "Enter" && state.at >= 0) event.preventDefault(), take(state, state.list.children[state.at]);
  else if (event.key === "Tab") close(state);
}

function take(state, item) {
  if (!item) return;
  state.input.value = item.dataset.name;
  state.input.dispatchEvent(new Event("change", { bubbles: true }));
  close(state);
}

function close(state) {
  clearTimeout(state.timer);
  state.asked?.abort();
  state.list.hidden = true;
  state.list.replaceChildren();
  state.said.textContent = "";
  state.input.setAttribute("aria-expanded", "false");
  state.input.removeAttribute("aria-activedescendant");
  state.at = -1;
}
