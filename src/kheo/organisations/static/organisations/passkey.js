// Carries a passkey between the page's form and the device. The page says what to ask in data-options; the answer goes
// into the form's field `answer`. Without this script the page's other ways remain.
"use strict";
(() => {
  const box = document.querySelector("[data-passkey]");
  const form = document.querySelector("form.deed");
  if (!box || !form || !window.PublicKeyCredential) return;
  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const options = JSON.parse(box.dataset.options);
  options.challenge = bytes(options.challenge);
  if (options.user) options.user.id = bytes(options.user.id);
  for (const list of [options.excludeCredentials, options.allowCredentials]) {
    for (const one of list || []) one.id = bytes(one.id);
  }
  const told = (credential) => {
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[name]) response[name] = text(credential.response[name]);
    }
    return JSON.stringify({
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      response,
      clientExtensionResults: {},
    });
  };
  const ask = async () => {
    const failed = box.querySelector("[role=alert]");
    failed.hidden = true;
    try {
      form.elements.answer.value = told(await navigator.credentials[box.dataset.passkey]({ publicKey: options }));
      form.submit();
    } catch {
      failed.hidden = false;
    }
  };
  box.hidden = false;
  if (box.dataset.passkey === "get") {
    box.querySelector("button").addEventListener("click", ask);
  } else {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      ask();
    });
  }
})();
