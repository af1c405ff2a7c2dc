// The time that is left counts down; parts marked fresh are read again now and then; at the end the page is.

const EVERY = 8; // seconds between two looks

for (const shown of document.querySelectorAll("[data-ui-countdown]")) {
  const end = Date.now() + Number(shown.dataset.uiCountdown) * 1000;
  const timer = setInterval(() => tick(shown, end, timer), 1000);
  tick(shown, end, timer);
}

function tick(shown, end, timer) {
  const left = Math.max(Math.round((end - Date.now()) / 1000), 0);
  shown.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  if (left === 0) {
    clearInterval(timer);
    location.reload();
  }
}

if (document.querySelector("[data-ui-fresh]")) setInterval(refresh, EVERY * 1000);

async function refresh() {
  if (document.hidden) return;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelectorAll("[data-ui-fresh]");
    document.querySelectorAll("[data-ui-fresh]").forEach((part, place) => {
      if (fresh[place]) part.replaceChildren(...fresh[place].childNodes);
    });
  } catch {
    // Without a signal the old figure stays; the next look may have more luck.
  }
}
