// On every page: menus close when one turns elsewhere, and the first thing to read has the focus.

const drops = document.querySelectorAll("[data-ui-drop]");

function closeAllBut(kept) {
  for (const drop of drops) if (drop !== kept) drop.open = false;
}

document.addEventListener("click", (event) => closeAllBut(event.target.closest("[data-ui-drop]")));
document.addEventListener("focusin", (event) => closeAllBut(event.target.closest("[data-ui-drop]")));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = [...drops].find((drop) => drop.open);
  closeAllBut(null);
  open?.querySelector("summary").focus();
});

document.querySelector("[data-ui-first]")?.focus();

// Whoever signs out where a course is kept is asked first what shall become of it (offline.js).
for (const form of document.querySelectorAll("[data-ui-leave]")) {
  form.addEventListener("submit", (event) => {
    const place = localStorage.getItem("hilo leaving");
    if (!place?.startsWith("/")) return;
    event.preventDefault();
    location.assign(place);
  });
}

// What was done without a signal waits for whoever did it to sign in.
const waits = document.querySelector("[data-ui-waits-here]");
if (waits && localStorage.getItem("hilo waits")) {
  waits.textContent = localStorage.getItem("hilo waits");
  waits.hidden = false;
}

// A second click while a form is on its way sends nothing: it would be told that what the first did is there already.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.getAttribute("method") !== "post") return;
  if (Date.now() - (form.sentAt ?? 0) < 2000) event.preventDefault();
  else form.sentAt = Date.now();
});
