// While a lesson is being written: its preview follows, and a draft is kept on the server.

const AFTER = 1500; // milliseconds without a key
const KEEP_EVERY = 10_000;

for (const form of document.querySelectorAll("form[data-ui-lesson]")) begin(form);

function begin(form) {
  const shown = document.querySelector("[data-ui-preview]");
  const line = form.querySelector("[data-ui-kept-line]");
  let waiting, keptAt = 0, looks = 0, isSent = false, isChanged = false;
  let isWatched = Boolean(shown?.childElementCount);
  const body = () => new URLSearchParams(new FormData(form));

  // The answer to an earlier look may come later: what was typed last is shown.
  async function look() {
    isWatched = true;
    const number = ++looks;
    const answer = await fetch(form.dataset.uiLesson, { method: "POST", body: body(), redirect: "error" }).catch(() => null);
    const html = answer?.ok ? await answer.text() : null;
    if (html !== null && number === looks) shown.innerHTML = html;
  }

  async function keep() {
    if (isSent || !isChanged) return;
    isChanged = false;
    keptAt = Date.now();
    const answer = await fetch(form.dataset.uiKeep, { method: "POST", body: body(), redirect: "error" }).catch(() => null);
    if (line) line.textContent = answer?.ok ? form.dataset.uiKept : "";
    if (!answer?.ok) isChanged = true;
  }

  form.addEventListener("input", () => {
    isChanged = true;
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      if (isWatched) look();
      if (Date.now() - keptAt > KEEP_EVERY) keep();
      else setTimeout(keep, KEEP_EVERY);
    }, AFTER);
  });
  form.addEventListener("click", (event) => {
    if (event.target.closest("button")?.name !== "preview" || !shown) return;
    event.preventDefault();
    look().then(() => shown.scrollIntoView({ block: "nearest" }));
  });
  form.addEventListener("submit", () => {
    isSent = true;
    clearTimeout(waiting);
  });
  addEventListener("pagehide", () => {
    if (isChanged && !isSent) navigator.sendBeacon(form.dataset.uiKeep, body());
  });
}
