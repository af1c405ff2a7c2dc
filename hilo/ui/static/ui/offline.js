// Courses kept on this device: their pages in a cache, what was done without a signal in a queue.
// docs/algorithms/packs.md says what the house does with the queue.

const AGAIN = 30_000; // between two tries while something waits
const PORTION = 100; // items in one go
const DOOR = "door"; // the cache with the page that says what is kept
const LEAVING = "hilo leaving"; // where whoever signs out is asked first; set while something is kept
const WAITS = "hilo waits"; // the sentence that the page to sign in shows while something waits
const SEQUENCE = "hilo sequence";

const signal = document.querySelector("[data-ui-signal]");
const mark = signal?.dataset.mark ?? "";

// ---- What this device remembers -----------------------------------------------------------------

const opened = new Promise((found, failed) => {
  const request = indexedDB.open("hilo", 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("kept", { keyPath: "slug" });
    request.result.createObjectStore("queue", { keyPath: "key" });
    request.result.createObjectStore("refused", { keyPath: "key" });
  };
  request.onsuccess = () => found(request.result);
  request.onerror = () => failed(request.error);
});

async function within(store, mode, what) {
  const transaction = (await opened).transaction(store, mode);
  const request = what(transaction.objectStore(store));
  return new Promise((found, failed) => {
    transaction.oncomplete = () => found(request.result);
    transaction.onerror = transaction.onabort = () => failed(transaction.error);
  });
}

const all = (store) => within(store, "readonly", (shelf) => shelf.getAll());
const put = (store, thing) => within(store, "readwrite", (shelf) => shelf.put(thing));
const drop = (store, key) => within(store, "readwrite", (shelf) => shelf.delete(key));
const queue = async () => (await all("queue")).sort((one, other) => one.sequence - other.sequence);

function following(least = 0) {
  const next = Math.max(Number(localStorage.getItem(SEQUENCE)) || 0, least) + 1;
  localStorage.setItem(SEQUENCE, next);
  return next;
}

// Something done without a signal; it belongs to whoever did it.
async function note(told, least = 0) {
  const item = { key: crypto.randomUUID(), at: new Date().toISOString(), mark, ...told, sequence: following(least) };
  await put("queue", item);
  return item;
}

// What other pages have to know: to ask before signing out, and to say why signing in is worth it.
async function remember() {
  const waiting = (await all("queue")).length;
  const isKept = waiting || (await all("kept")).length;
  write(LEAVING, isKept && `${signal.dataset.kept}?leaving=1`);
  write(WAITS, waiting && `${signal.dataset.entry} ${inFigures(waiting)}`);
}

function write(name, value) {
  if (value) localStorage.setItem(name, value);
  else localStorage.removeItem(name);
}

const inFigures = (count) => count.toLocaleString(document.documentElement.lang);

// ---- Sending ------------------------------------------------------------------------------------

let timer = 0;

async function send() {
  clearTimeout(timer);
  const state = navigator.locks ? await navigator.locks.request("hilo send", deliver) : await deliver();
  const waiting = await queue();
  await remember();
  await say(state, waiting);
  for (const shelf of document.querySelectorAll("[data-ui-shelf]")) showShelf(shelf);
  if (waiting.length && state !== "other") timer = setTimeout(send, AGAIN);
  return state;
}

// Answers what is to be said: "", "none", "entry", "other", "sent" or "refused".
async function deliver() {
  const waiting = await queue();
  if (!waiting.length) return "";
  let state = "sent";
  try {
    const door = await fetch(signal.dataset.sync, { redirect: "manual", headers: { Accept: "application/json" } });
    if (!door.ok) return door.status >= 500 ? "none" : "entry";
    const who = await door.json();
    const own = waiting.filter((item) => item.mark === who.mark);
    if (!own.length) return "other";
    for (let at = 0; at < own.length; at += PORTION) {
      if (await post(own.slice(at, at + PORTION), who.token)) state = "refused";
    }
  } catch {
    return "none";
  }
  return state;
}

// Sends a portion; tells whether something of it was refused.
async function post(items, token) {
  const response = await fetch(signal.dataset.sync, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify({ items }),
  });
  if (!response.ok || response.redirected) throw new Error("not taken");
  let isRefused = false;
  for (const outcome of (await response.json()).outcomes) {
    const item = items.find((one) => one.key === outcome.key);
    if (outcome.sentence) {
      isRefused = true;
      await put("refused", { ...item, sentence: outcome.sentence });
    }
    await drop("queue", outcome.key);
    if (outcome.url) await keepAnew(item);
    if (outcome.url) dispatchEvent(new CustomEvent("hilo:result", { detail: { item, url: outcome.url } }));
  }
  return isRefused;
}

async function say(state, waiting) {
  if (!signal) return;
  const what = !navigator.onLine ? "none" : state;
  const sentences = [];
  if (what !== "refused" && signal.dataset[what]) sentences.push(signal.dataset[what]);
  if (what === "none" && waiting.length) sentences.push(signal.dataset.waits);
  signal.replaceChildren(sentences.join(" "));
  if (waiting.length && sentences.length) signal.append(` ${inFigures(waiting.length)} `);
  if (what === "entry") signal.append(link(signal.dataset.entryAt, signal.dataset.door));
  if (what === "refused" || (await all("refused")).length) signal.append(" ", link(signal.dataset.kept, signal.dataset.refused));
  signal.dataset.tone = what === "sent" ? "ok" : "warn";
  signal.hidden = !signal.textContent.trim();
}

function link(href, words) {
  const made = document.createElement("a");
  made.href = href;
  made.textContent = words;
  return made;
}

// ---- Keeping a course -----------------------------------------------------------------------------

const shelfOf = (slug) => `kept ${slug}`;

async function keep(address, told) {
  await navigator.serviceWorker.register("/service-worker.js");
  navigator.storage?.persist?.();
  const manifest = await (await whole(address)).json();
  const shelf = await caches.open(shelfOf(manifest.slug));
  try {
    await keepAll(manifest, shelf, told);
  } catch (problem) {
    await caches.delete(shelfOf(manifest.slug));
    throw problem;
  }
  const { slug, name, address: place } = manifest;
  await put("kept", { slug, name, address: place, edition: manifest.edition, mark: manifest.mark, at: new Date().toISOString() });
  await remember();
}

async function keepAll(manifest, shelf, told) {
  const parts = new Set();
  const every = [...manifest.pages, ...manifest.files];
  for (const [at, one] of every.entries()) {
    await keepOne(one, shelf, parts);
    told(at / every.length);
  }
  const door = await caches.open(DOOR);
  for (const old of await door.keys()) await door.delete(old);
  await keepOne({ url: manifest.door }, door, parts);
  for (const part of parts) await shelf.put(part, await whole(part));
}

async function keepOne({ url, from }, shelf, parts) {
  const response = await whole(from ?? url);
  if (response.headers.get("Content-Type")?.startsWith("text/html")) {
    for (const part of partsOf(await response.clone().text())) parts.add(part);
  }
  await shelf.put(url, response);
}

async function whole(address) {
  const response = await fetch(address);
  if (!response.ok || response.redirected) throw new Error(`${response.status} ${address}`);
  return response;
}

// The page of a quiz that was handed in gives way to that of the next attempt.
async function keepAnew({ course, place, from }) {
  try {
    const shelf = await caches.open(shelfOf(course));
    if (await shelf.match(place)) await shelf.put(place, await whole(from));
  } catch {
    // The signal went again: what is kept stays, and the house refuses a second go at the same attempt in words.
  }
}

// The styles, scripts, faces and icons of a page.
function partsOf(text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  const named = [...page.querySelectorAll("link[href], script[src], use, img[src]")];
  const addresses = named.map((one) => one.getAttribute("href") ?? one.getAttribute("src") ?? "");
  return addresses.map((one) => one.split("#")[0]).filter((one) => one.startsWith("/static/"));
}

async function remove(slug) {
  await caches.delete(shelfOf(slug));
  await drop("kept", slug);
  await remember();
}

// Pages that somebody else kept here are nobody else's to read; what they did stays until they send it.
async function removeOfOthers() {
  if (!mark || !navigator.onLine) return;
  for (const one of await all("kept")) if (one.mark !== mark) await remove(one.slug);
}

function enhanceKeeping(box) {
  const [button, away] = [box.querySelector("[data-ui-keep]"), box.querySelector("[data-ui-unkeep]")];
  const said = box.querySelector("[data-ui-keeping-said]");
  box.hidden = false;
  const show = (isKept) => {
    said.textContent = isKept ? box.dataset.done : "";
    away.hidden = !isKept;
    button.hidden = isKept;
  };
  button.addEventListener("click", async () => {
    button.disabled = true;
    const share = new Intl.NumberFormat(document.documentElement.lang, { style: "percent" });
    try {
      await keep(box.dataset.manifest, (done) => (said.textContent = `${box.dataset.working} ${share.format(done)}`));
      show(true);
    } catch {
      said.textContent = box.dataset.failed;
    }
    button.disabled = false;
  });
  away.addEventListener("click", async () => {
    await remove(box.dataset.slug);
    show(false);
    button.focus();
  });
  all("kept").then((kept) => show(kept.some((one) => one.slug === box.dataset.slug && one.mark === mark)));
}

// ---- A lesson that was read -------------------------------------------------------------------------

// Of a kept course it is noted here, and sent at once where there is a signal.
async function enhanceReading(form) {
  const kept = await all("kept");
  if (!kept.some((one) => one.slug === form.dataset.course && one.mark === mark)) return;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await note({ kind: "read", course: form.dataset.course, step: form.dataset.uiRead });
    await Promise.race([send(), new Promise((over) => setTimeout(over, 3000))]);
    location.assign(form.dataset.onward);
  });
}

// ---- A quiz without a signal ------------------------------------------------------------------------

async function enhanceQuiz(form) {
  const { course, step, token } = form.dataset;
  const said = form.querySelector("[data-ui-offline-said]");
  const versions = Object.fromEntries(form.dataset.versions.split(",").map((pair) => pair.split(":")));
  const earlier = (await queue()).filter((item) => item.step === step && item.mark === mark);
  const reserved = { course, step, token, begin: form.dataset.begin, place: form.getAttribute("action"), from: form.dataset.from };

  for (const item of earlier) if (item.kind === "answer") fill(item.fields);
  if (earlier.some((item) => item.kind === "hand_in")) close();
  let last = Promise.resolve();
  for (const question of form.querySelectorAll("[data-ui-slot]")) {
    question.addEventListener("change", () => (last = last.then(() => answer(question))));
  }
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (document.activeElement?.closest("[data-ui-slot]")) document.activeElement.blur();
    await last;
    if (isAskedFirst()) return;
    await note({ ...reserved, kind: "hand_in" }, Number(form.dataset.sequence));
    close();
    send();
  });
  addEventListener("hilo:result", ({ detail }) => {
    if (detail.item.step === step) location.assign(detail.url);
  });

  // What is not answered yet is told once; who hands in again leaves it open.
  function isAskedFirst() {
    const left = [...form.querySelectorAll("[data-ui-slot]")].filter(isOpen);
    if (!left.length || form.dataset.told) return false;
    form.dataset.told = left.length;
    said.textContent = `${form.dataset.left} ${left.map((one) => one.querySelector("legend").firstChild.textContent.trim()).join(" · ")}`;
    left[0].focus();
    return true;
  }

  function isOpen(question) {
    const controls = [...question.querySelectorAll("input, select, textarea")];
    return controls.length > 0 && !controls.some((one) => (["radio", "checkbox"].includes(one.type) ? one.checked : one.value));
  }

  // One answer for each question waits; a newer one takes the place of an older one.
  async function answer(question) {
    const { uiSlot: slot } = question.dataset;
    const fields = [...new FormData(form)].filter(([name]) => name === `a${slot}` || name.startsWith(`a${slot}-`));
    const version = versions[slot];
    for (const item of await queue()) if (item.step === step && item.version === version && item.mark === mark) await drop("queue", item.key);
    await note({ ...reserved, kind: "answer", version, slot: Number(slot), fields }, Number(form.dataset.sequence));
    said.textContent = form.dataset.keptSaid;
    await remember();
  }

  function fill(fields) {
    for (const [name, value] of fields) {
      for (const control of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
        if (["radio", "checkbox"].includes(control.type)) control.checked ||= control.value === value;
        else control.value = value;
      }
    }
  }

  function close() {
    for (const control of form.elements) control.disabled = true;
    said.textContent = form.dataset.handedIn;
  }
}

// ---- What is kept -----------------------------------------------------------------------------------

// What somebody wrote of their own, so that they can take it elsewhere; the number of a choice says nothing.
const writtenIn = ({ fields = [] }) => fields.map(([, value]) => value).filter((value) => !/^(\d{1,3}|true|false)?$/.test(value));

async function showShelf(shelf) {
  shelf.hidden = false;
  const line = shelf.querySelector("[data-ui-line]").content.firstElementChild;
  const [kept, waiting, refused] = [await all("kept"), await queue(), await all("refused")];
  list("[data-ui-kept]", kept, (one, row) => {
    Object.assign(row.querySelector("a"), { href: one.address, textContent: one.name });
    row.querySelector("small").textContent = day(one.at);
    offer(row, async () => remove(one.slug));
  });
  const said = shelf.querySelector("[data-ui-waits]").dataset;
  list("[data-ui-waits]", waiting, (one, row) => {
    row.querySelector("a").replaceWith(said[one.kind] ?? said.answer);
    row.querySelector("small").textContent = day(one.at);
  });
  list("[data-ui-refused]", refused, (one, row) => {
    row.querySelector("a").replaceWith(one.sentence);
    row.querySelector("small").textContent = writtenIn(one).join(" · ") || day(one.at);
  });
  shelf.querySelector("[data-ui-nothing]").hidden = kept.length > 0;
  shelf.querySelector("[data-ui-waiting]").hidden = !waiting.length;
  shelf.querySelector("[data-ui-refusals]").hidden = !refused.length;

  function list(name, things, draw) {
    shelf.querySelector(name).replaceChildren(
      ...things.map((one) => {
        const row = line.cloneNode(true);
        draw(one, row);
        return row;
      }),
    );
  }
  function offer(row, what) {
    const button = row.querySelector("button");
    button.hidden = false;
    button.addEventListener("click", async () => {
      await what();
      showShelf(shelf);
    });
  }
  function day(at) {
    return new Date(at).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  }
}

async function enhanceShelf(shelf) {
  shelf.querySelector("[data-ui-leaving]").hidden = !new URLSearchParams(location.search).has("leaving");
  shelf.querySelector("[data-ui-send]").addEventListener("click", send);
  shelf.querySelector("[data-ui-seen]").addEventListener("click", async () => {
    for (const one of await all("refused")) await drop("refused", one.key);
    send();
  });
  const leaving = shelf.querySelector("[data-ui-leave-now]");
  leaving.addEventListener("submit", async (event) => {
    if (event.submitter?.name !== "clear") return;
    event.preventDefault();
    await clear();
    leaving.submit();
  });
  showShelf(shelf);
}

async function clear() {
  for (const name of await caches.keys()) if (name === DOOR || name.startsWith("kept ")) await caches.delete(name);
  for (const store of ["kept", "queue", "refused"]) await within(store, "readwrite", (shelf) => shelf.clear());
  await remember();
}

// ---- Begin ------------------------------------------------------------------------------------------

if (signal && "serviceWorker" in navigator && "caches" in globalThis) {
  await removeOfOthers();
  for (const box of document.querySelectorAll("[data-ui-keeping]")) enhanceKeeping(box);
  for (const form of document.querySelectorAll("[data-ui-read]")) enhanceReading(form);
  for (const form of document.querySelectorAll("[data-ui-offline-quiz]")) enhanceQuiz(form);
  for (const shelf of document.querySelectorAll("[data-ui-shelf]")) enhanceShelf(shelf);
  addEventListener("online", send);
  addEventListener("offline", send);
  send();
}
