// Long work: the page that shows its progress looks again every few seconds, more slowly with time.

const place = document.querySelector("[data-ui-follow]");
let pause = 2000;

async function look() {
  const answer = await fetch(location.href, { headers: { "X-Requested-With": "follow" } }).catch(() => null);
  if (answer?.ok) {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-progress]");
    if (fresh) place.replaceChildren(...fresh.childNodes);
    if (!page.querySelector("[data-ui-follow]")) return location.reload();
  }
  pause = Math.min(pause * 1.2, 15000);
  setTimeout(look, pause);
}

if (place) setTimeout(look, pause);
