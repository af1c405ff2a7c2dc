// Without a signal, pages that are kept on this device are answered from there; with one, nothing changes.

const PATIENCE = 8000; // a kept page is shown when the network takes longer
const DOOR = "door"; // the cache with the page that says what is kept
const LENIENT = { ignoreSearch: true, ignoreVary: true };

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (address.pathname.startsWith("/static/")) event.respondWith(part(request));
  else if (address.pathname.includes("/files/")) event.respondWith(file(request));
});

async function page(request) {
  const kept = await caches.match(request, LENIENT);
  try {
    const answer = await inTime(fetch(request), kept);
    return kept && answer.status > 501 ? kept : answer;
  } catch {
    return kept ?? (await door()) ?? Response.error();
  }
}

async function door() {
  const shelf = await caches.open(DOOR);
  const [first] = await shelf.keys();
  return first && shelf.match(first);
}

function inTime(answer, kept) {
  if (!kept) return answer;
  const late = new Promise((_, fail) => setTimeout(() => fail(new Error("late")), PATIENCE));
  return Promise.race([answer, late]);
}

// The name of a style or script holds the print of its content: what is kept is what would be sent.
async function part(request) {
  return (await caches.match(request)) ?? fetch(request);
}

async function file(request) {
  try {
    return await fetch(request);
  } catch {
    return (await caches.match(request, LENIENT)) ?? Response.error();
  }
}
