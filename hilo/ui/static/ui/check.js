// A question inside a lesson answers on the page: the form is sent by script, and only it is drawn anew.

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-ui-check]");
  if (!form) return;
  event.preventDefault();
  const address = `${location.pathname}?${new URLSearchParams(new FormData(form))}`;
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById(form.id);
    if (fresh) form.replaceWith(fresh);
  } catch {
    location.assign(address);
  }
});
