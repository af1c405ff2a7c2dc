// Forms: nothing is sent twice, nothing typed is left behind by accident, drafts stay on this device.

const HOUR = 3600 * 1000;
const KEPT_FOR = 14 * 24 * HOUR;
const SECRET = /password|code|token|secret/i;

for (const form of document.querySelectorAll("form[method=post]")) {
  sendOnce(form);
  if ("uiGuard" in form.dataset) guard(form);
  if (form.dataset.uiDraft) keepDraft(form);
}

// A second press while the first is on its way does nothing; the button comes back with the page.
function sendOnce(form) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "yes";
    event.submitter?.setAttribute("aria-disabled", "true");
  });
  addEventListener("pageshow", () => {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled");
  });
}

// The browser asks before one leaves a form with unsent changes.
function guard(form) {
  let changed = false;
  form.addEventListener("input", () => (changed = true));
  form.addEventListener("submit", () => (changed = false));
  addEventListener("beforeunload", (event) => changed && event.preventDefault());
}

// What is typed is kept on this device until it is sent, and offered again to whoever typed it.
function keepDraft(form) {
  const offer = form.querySelector("[data-ui-draft-offer]");
  const own = `draft ${offer?.dataset.uiDraftOffer ?? ""} `;
  const key = own + form.dataset.uiDraft;
  if (offer?.dataset.uiDraftOffer) dropDraftsOfOthers(own);
  const kept = read(key);
  if (kept && offer && differs(form, kept.values)) {
    offer.hidden = false;
    offer.querySelector("[data-ui-draft-take]").addEventListener("click", () => {
      fill(form, kept.values);
      offer.hidden = true;
    });
    offer.querySelector("[data-ui-draft-drop]").addEventListener("click", () => {
      localStorage.removeItem(key);
      offer.hidden = true;
    });
  }
  let waiting;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => write(key, valuesOf(form)), 800);
  });
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    localStorage.removeItem(key);
  });
}

// Several people may use this device, one after the other. A stranger's draft may be of whoever signed in.
function dropDraftsOfOthers(own) {
  const stays = (key) => !key.startsWith("draft ") || key.startsWith(own) || key.startsWith("draft  ");
  try {
    for (const key of Object.keys(localStorage)) if (!stays(key)) localStorage.removeItem(key);
  } catch {
    // The device refuses: there is nothing to drop.
  }
}

function read(key) {
  try {
    const kept = JSON.parse(localStorage.getItem(key));
    return kept && Date.now() - kept.at < KEPT_FOR ? kept : null;
  } catch {
    return null;
  }
}

function write(key, values) {
  try {
    localStorage.setItem(key, JSON.stringify({ at: Date.now(), values }));
  } catch {
    // The device is full or refuses: the form still works.
  }
}

function controls(form) {
  return [...form.elements].filter(
    (one) => one.name && !["hidden", "file", "submit", "password"].includes(one.type) && !SECRET.test(one.name),
  );
}

function stateOf(control) {
  if (["checkbox", "radio"].includes(control.type)) return control.checked;
  if (control.multiple) return [...control.selectedOptions].map((option) => option.value);
  return control.value;
}

function nameOf(control) {
  return ["checkbox", "radio"].includes(control.type) ? `${control.name}=${control.value}` : control.name;
}

function valuesOf(form) {
  return Object.fromEntries(controls(form).map((one) => [nameOf(one), stateOf(one)]));
}

function differs(form, values) {
  const now = valuesOf(form);
  return Object.entries(values).some(([name, value]) => JSON.stringify(now[name]) !== JSON.stringify(value));
}

function fill(form, values) {
  for (const control of controls(form)) {
    const value = values[nameOf(control)];
    if (value === undefined) continue;
    if (["checkbox", "radio"].includes(control.type)) control.checked = value;
    else if (control.multiple) for (const option of control.options) option.selected = value.includes(option.value);
    else control.value = value;
  }
  form.dispatchEvent(new Event("input", { bubbles: true }));
}
